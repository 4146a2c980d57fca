import { Injectable } from '@nestjs/common';

import { ActKinds } from '@academie/acts';
import { CertificateQueries, type ExpiringCertificate } from '@academie/attendance';
import {
  BlockQueries,
  type ClaimableBlock,
  type OrganisationWork,
  OrganisationWorkQueries,
  type TrainingNeedRow,
  TrainingNeedsQueries,
} from '@academie/enrolment';
import { Clock, Database, dayOf, laterDay } from '@academie/platform';

import { ContestQueries, type ContestRow } from '../contest/contest.queries';
import { coveringActKind } from '../coverage/coverage-invitation-facts';
import { CoverageInvitations } from '../coverage/coverage-invitations';
import { CoverageQueries } from '../coverage/coverage.queries';
import { dayBefore } from '../counting/measures';
import { isCoverage } from '../rule/coverage.rule';
import { isClosed, type PlanRow, TargetQueries, type TargetView } from '../value/target.queries';
import { OrganisationShares } from './organisation-shares.queries';
import { type OwnOrganisation, type OwnStanding, standingOfOrganisation } from './own-standing';

const DAYS_AHEAD = 60;

/** An organisation and the targets of a year. */
export interface OwnYear extends OwnStanding {
  organisation: OwnOrganisation;
  plan: PlanRow;
  contests: ContestRow[];
  /** When its coordinators were last asked to do something for a target, by target. */
  asked: ReadonlyMap<string, Date>;
}

/** What waits for the coordinator beside the targets. */
export interface OwnWork extends OrganisationWork {
  /** Courses that people of the organisation should go to and have not planned. */
  needs: TrainingNeedRow[];
  held: ClaimableBlock[];
  expiring: ExpiringCertificate[];
}

/** What somebody can do at once so that the organisation counts. */
export interface FirstStep {
  kind: 'enrol' | 'record';
  href: string;
}

/** One organisation against the targets, by the functions that the pages of theme leads use. */
@Injectable()
export class OwnOrganisationService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly targets: TargetQueries,
    private readonly coverage: CoverageQueries,
    private readonly invitations: CoverageInvitations,
    private readonly shares: OrganisationShares,
    private readonly contests: ContestQueries,
    private readonly work: OrganisationWorkQueries,
    private readonly needs: TrainingNeedsQueries,
    private readonly blocks: BlockQueries,
    private readonly certificates: CertificateQueries,
    private readonly kinds: ActKinds,
  ) {}

  organisation(id: string): Promise<OwnOrganisation | undefined> {
    return this.database.first<OwnOrganisation>(
      `SELECT id, kind, short_name AS "shortName" FROM people.known_organisation WHERE id = $1`,
      [id],
    );
  }

  /** By name. */
  organisations(ids: readonly string[]): Promise<OwnOrganisation[]> {
    return this.database.rows<OwnOrganisation>(
      `SELECT id, kind, short_name AS "shortName" FROM people.known_organisation
        WHERE id = ANY ($1) ORDER BY short_name`,
      [ids],
    );
  }

  async ofYear(organisation: OwnOrganisation, plan: PlanRow): Promise<OwnYear> {
    const targets = await this.targets.ofYear(plan.year);
    const about = targets.filter(({ rule }) => isCoverage(rule)).map(({ id }) => id);
    const others = targets.filter(({ rule }) => !isCoverage(rule)).map(({ id }) => id);
    const [municipalities, covered, shares, seats, invited, contests] = await Promise.all([
      this.coverage.municipalities(dayBefore(plan.periodTo)),
      this.coverage.matrix(about),
      this.shares.of(plan.year, others),
      this.shares.seats(organisation.id, plannedOfferings(targets)),
      this.invitations.latest(about),
      this.contests.ofOrganisation(organisation.id),
    ]);
    const ofThisYear = contests.filter(({ year }) => year === plan.year);
    const contested = new Set(ofThisYear.map(({ targetId }) => targetId));
    return {
      organisation,
      plan,
      ...standingOfOrganisation({
        ...{ organisation, targets, municipalities, covered, shares, seats, contested },
      }),
      contests: ofThisYear,
      asked: new Map(
        about.flatMap((id) => {
          const at = invited.get(id)?.get(`value:${organisation.id}`);
          return at ? [[id, at] as const] : [];
        }),
      ),
    };
  }

  /** How much of a target that is not about organisations is of this one. */
  async unitsOf({ id }: OwnOrganisation, target: TargetView): Promise<number> {
    const others = (await this.targets.ofYear(target.year)).filter(({ rule }) => !isCoverage(rule));
    const shares = await this.shares.of(
      target.year,
      others.map((one) => one.id),
    );
    return shares.get(target.id)?.get(id) ?? 0;
  }

  /** As far as this coordinator of the organisation may know of it. */
  async workOf(organisationId: string, readerId: string): Promise<OwnWork> {
    const now = this.clock.now();
    const reader = { id: readerId, coordinatedOrganisations: [organisationId] };
    const [work, needs, held, expiring] = await Promise.all([
      this.work.of(organisationId, readerId),
      this.needs.courses(reader),
      this.blocks.ofOrganisations(reader, now),
      this.certificates.expiringOf(organisationId, readerId, laterDay(dayOf(now), DAYS_AHEAD)),
    ]);
    const lacking = needs.filter(({ meant, done, planned }) => meant > done + planned);
    return { ...work, needs: lacking, held, expiring };
  }

  /** Enrol people where that is open, else record what was done; undefined where neither is there. */
  firstStep(target: TargetView, organisation: OwnOrganisation): FirstStep | undefined {
    if (isClosed(target)) return undefined;
    const now = this.clock.now();
    const offering = target.plannedEvidence.offerings.find(
      ({ confidential, startsAt }) => !confidential && startsAt > now,
    );
    if (offering)
      return { kind: 'enrol', href: `/organisatie/inschrijven?uitvoering=${offering.id}` };
    const kind = isCoverage(target.rule) && coveringActKind(target.rule, this.kinds);
    const query = kind && new URLSearchParams({ soort: kind.kind, gemeente: organisation.id });
    return query ? { kind: 'record', href: `/registraties/nieuw?${query.toString()}` } : undefined;
  }
}

const plannedOfferings = (targets: readonly TargetView[]): string[] => [
  ...new Set(
    targets.flatMap(({ plannedEvidence }) => plannedEvidence.offerings.map(({ id }) => id)),
  ),
];
