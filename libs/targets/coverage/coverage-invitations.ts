import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { ActKinds } from '@academie/acts';
import type { Actor } from '@academie/people';
import {
  addDays,
  Clock,
  CONFIG,
  type Config,
  Database,
  Journal,
  Mail,
  mediumDate,
  NotFound,
  rows,
  t,
  Views,
} from '@academie/platform';

import {
  coveringActKind,
  type InvitationAsked,
  invitedKey,
  offeringsFor,
} from './coverage-invitation-facts';
import {
  type CoveredOrganisation,
  type CoverageMeasure,
  coverageMeasures,
  CoverageQueries,
} from './coverage.queries';
import { VALUE } from '../counting/measure-names';
import { RuleDescriber } from '../rule/rule-describer';
import { isClosed, TargetQueries, type TargetView } from '../value/target.queries';
import { TargetService } from '../value/target.service';
import * as refusal from '../targets.errors';

export const INVITED = 'coverage.invited';
export const INVITATION_VIEW = 'targets/coverage/mails/coverage-invitation';
/** Within so many days a second invitation is asked about. */
export const DAYS_BETWEEN = 7;

/** An invitation before it is sent. */
export interface CoverageInvitation {
  target: TargetView;
  organisation: CoveredOrganisation;
  coordinators: Recipient[];
  /** When its coordinators were last invited for this, or null. */
  invitedAt: Date | null;
  /** Whether that is so recent that it should not happen by accident. */
  isRecent: boolean;
  subject: string;
  /** HTML of what the first of them gets. */
  preview: string | undefined;
}

/** What is to be covered by whom. */
interface Found {
  target: TargetView;
  organisation: CoveredOrganisation;
  covered: CoverageMeasure;
}

interface Recipient {
  personId: string;
  name: string;
  email: string;
}

/** Asks the coordinators of an organisation that is missing to do something about it. */
@Injectable()
export class CoverageInvitations {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly mail: Mail,
    private readonly views: Views,
    private readonly clock: Clock,
    private readonly targets: TargetQueries,
    private readonly coverage: CoverageQueries,
    private readonly service: TargetService,
    private readonly teller: RuleDescriber,
    private readonly kinds: ActKinds,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** When organisations were last invited: by target, then by measure and organisation (`invitedKey`). */
  async latest(targetIds: readonly string[]): Promise<Map<string, Map<string, Date>>> {
    const found = await this.database.rows<{ id: string; key: string; at: Date }>(
      `SELECT subject_id AS id, (data->>'measure') || ':' || (data->>'organisationId') AS key,
         max(recorded_at) AS at
       FROM platform.journal WHERE subject_id = ANY ($1) AND action = $2 GROUP BY 1, 2`,
      [targetIds, INVITED],
    );
    const latest = new Map<string, Map<string, Date>>();
    for (const { id, key, at } of found)
      latest.set(id, (latest.get(id) ?? new Map<string, Date>()).set(key, at));
    return latest;
  }

  /** @throws NotFound, NotAnOwner, PlanClosed, AlreadyCovered */
  async prepare(actor: Actor, asked: InvitationAsked): Promise<CoverageInvitation> {
    const found = await this.find(actor, asked);
    const { target, organisation } = found;
    const [coordinators, invitedAt] = await Promise.all([
      this.coordinators(organisation.id),
      this.lastOf(asked),
    ]);
    const subject = subjectOf(target, organisation);
    const [first] = coordinators;
    return {
      target,
      organisation,
      coordinators,
      invitedAt,
      isRecent: invitedAt !== null && this.isRecent(invitedAt),
      subject,
      preview:
        first &&
        this.views.mailContent(INVITATION_VIEW, {
          ...(await this.context(actor, found)),
          name: first.name,
          subject,
          publicUrl: this.config.publicUrl,
        }),
    };
  }

  /**
   * Invites all coordinators of the organisation and returns how many. Two who press at once invite once.
   * @throws NotFound, NotAnOwner, PlanClosed, AlreadyCovered, NoCoordinator
   * @throws InvitedRecently unless `again`
   */
  async invite(actor: Actor, asked: InvitationAsked, again: boolean): Promise<number> {
    const found = await this.find(actor, asked);
    const { target, organisation } = found;
    const context = await this.context(actor, found);
    return this.database.transaction(async (tx) => {
      await rows(tx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 2))', [
        `coverage-invitation:${asked.targetId}:${invitedKey(asked)}`,
      ]);
      const last = await this.lastOf(asked, tx);
      if (last && !again && this.isRecent(last))
        throw new refusal.InvitedRecently({ on: mediumDate(last) });
      const coordinators = await this.coordinators(organisation.id, tx);
      if (coordinators.length === 0)
        throw new refusal.NoCoordinator({ organisation: organisation.shortName });
      const journalId = await this.journal.record(tx, {
        action: INVITED,
        subjectId: target.id,
        actorId: actor.id,
        data: {
          code: target.code,
          measure: asked.measure,
          organisationId: organisation.id,
          coordinators: coordinators.length,
        },
      });
      for (const { personId, name, email } of coordinators)
        await this.mail.queue(tx, {
          dedupeKey: `coverage:${journalId}:${personId}`,
          template: INVITATION_VIEW,
          recipient: email,
          recipientPersonId: personId,
          aboutId: target.id,
          subject: subjectOf(target, organisation),
          context: { ...context, name },
        });
      return coordinators.length;
    });
  }

  private async find(
    actor: Actor,
    { targetId, organisationId, measure }: InvitationAsked,
  ): Promise<Found> {
    const target = await this.targets.find(targetId);
    const covered = target && coverageMeasures(target).find((one) => one.measure === measure);
    if (!target || !covered) throw new NotFound();
    if (!this.service.decides(actor, target.owners)) throw new refusal.NotAnOwner();
    if (isClosed(target)) throw new refusal.PlanClosed();
    const all = await this.coverage.of(target, covered);
    const organisation = all.find(({ id }) => id === organisationId);
    if (!organisation) throw new NotFound();
    if (organisation.coveredAt && organisation.grade !== 'C')
      throw new refusal.AlreadyCovered({ organisation: organisation.shortName });
    return { target, organisation, covered };
  }

  private coordinators(organisationId: string, tx?: EntityManager): Promise<Recipient[]> {
    return this.database.rows<Recipient>(
      `SELECT p.id AS "personId", p.name,
         a.address AS email
       FROM people.role_held g
       JOIN people.person_name p ON p.id = g.person_id AND p.status = 'active'
       JOIN people.primary_address a ON a.person_id = p.id
       WHERE g.role = 'coordinator' AND g.scope_kind = 'organisation' AND g.scope_id = $1
       GROUP BY p.id, p.name, p.sort_name, a.address ORDER BY p.sort_name, p.id`,
      [organisationId],
      tx,
    );
  }

  private async lastOf(asked: InvitationAsked, tx?: EntityManager): Promise<Date | null> {
    const found = await this.database.first<{ at: Date | null }>(
      `SELECT max(recorded_at) AS at FROM platform.journal
        WHERE subject_id = $1 AND action = $2 AND data->>'measure' = $3 AND data->>'organisationId' = $4`,
      [asked.targetId, INVITED, asked.measure, asked.organisationId],
      tx,
    );
    return found?.at ?? null;
  }

  private isRecent(at: Date): boolean {
    return at > addDays(this.clock.now(), -DAYS_BETWEEN);
  }

  private async context(actor: Actor, { target, organisation, covered }: Found): Promise<object> {
    const sender = await this.database.first<{ email: string }>(
      'SELECT address AS email FROM people.primary_address WHERE person_id = $1',
      [actor.id],
    );
    return {
      by: actor.name,
      byEmail: sender?.email,
      organisation: organisation.shortName,
      title: covered.label ?? target.title,
      sentence: target.sentence,
      counts: this.teller.describe(covered.rule).counts,
      offerings: covered.measure === VALUE ? offeringsFor(target) : [],
      actKind: coveringActKind(covered.rule, this.kinds),
    };
  }
}

const subjectOf = ({ title }: TargetView, { shortName }: CoveredOrganisation): string =>
  t('targets.coverage.mail-subject', { name: shortName, title });
