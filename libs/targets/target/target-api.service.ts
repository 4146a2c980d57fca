import { Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';
import { NotFound, type Page } from '@academie/platform';

import { contestedUnits, ContestQueries } from '../contest/contest.queries';
import { invitedKey } from '../coverage/coverage-invitation-facts';
import { CoverageInvitations } from '../coverage/coverage-invitations';
import { CoverageQueries, coverageMeasures } from '../coverage/coverage.queries';
import { type EvidenceItem, EvidenceQueries } from '../evidence/evidence.queries';
import { CoveredResponse, type CoverageResponse } from '../evidence/evidence.responses';
import { VALUE } from '../counting/measure-names';
import { tellings } from '../value/ratio-counts';
import { type MonthPoint, SeriesQueries } from '../value/series.queries';
import { type Moment, type PlanRow, TargetQueries, type TargetView } from '../value/target.queries';
import type { EvidenceQuery, MomentQuery, TargetsQuery } from './targets.dto';

/** A target, and how often something about it is contested now. */
export interface ContestedTarget {
  target: TargetView;
  contested: number;
}

/** What the API answers about targets; says "not found" where there is nothing. */
@Injectable()
export class TargetApiService {
  constructor(
    private readonly targets: TargetQueries,
    private readonly evidenceOf: EvidenceQueries,
    private readonly coverageOf: CoverageQueries,
    private readonly seriesOf: SeriesQueries,
    private readonly invitations: CoverageInvitations,
    private readonly contests: ContestQueries,
  ) {}

  plans(): Promise<PlanRow[]> {
    return this.targets.plans();
  }

  /** @throws NotFound without a plan for the year, or for a theme that owns nothing in it */
  async ofYear(year: number, query: TargetsQuery): Promise<ContestedTarget[]> {
    const targets = await this.targets.ofYear(year, momentOf(query));
    const { theme } = query;
    const shown =
      theme === undefined
        ? targets
        : targets.filter(({ owners }) => owners.some(({ slug }) => slug === theme));
    if (shown.length === 0) throw new NotFound();
    return this.withContests(shown);
  }

  /** @throws NotFound */
  async one(id: string, query: MomentQuery = {}): Promise<ContestedTarget> {
    const target = await this.targets.find(id, momentOf(query));
    const [found] = target ? await this.withContests([target]) : [];
    if (!found) throw new NotFound();
    return found;
  }

  async withContests(targets: readonly TargetView[]): Promise<ContestedTarget[]> {
    const counts = await this.contests.openCounts(targets.map(({ id }) => id));
    return targets.map((target) => ({ target, contested: counts.get(target.id) ?? 0 }));
  }

  /** @throws NotFound also for a measure the target does not have */
  async evidence(
    actor: Actor,
    id: string,
    query: EvidenceQuery,
  ): Promise<Page<EvidenceItem> & { contested: ReadonlySet<string> }> {
    const target = await this.targets.row(id);
    const { measure } = query;
    if (!target || !tellings(target).some((one) => one.measure === measure)) throw new NotFound();
    const [page, open] = await Promise.all([
      this.evidenceOf.page(actor, id, query, query),
      this.contests.openOf(id),
    ]);
    return { ...page, contested: contestedUnits(open) };
  }

  /** @throws NotFound also when neither the target nor the measure covers organisations */
  async coverage(id: string, name?: string): Promise<CoverageResponse> {
    const { target } = await this.one(id);
    const measures = coverageMeasures(target);
    const measure = name ? measures.find((one) => one.measure === name) : measures[0];
    if (!measure) throw new NotFound();
    const [rows, invited] = await Promise.all([
      this.coverageOf.of(target, measure),
      this.invitations.latest([id]),
    ]);
    const planned = measure.measure === VALUE ? target.plannedEvidence.subjects : new Set<string>();
    const organisations = rows.map((row) => {
      const key = invitedKey({ measure: measure.measure, organisationId: row.id });
      return CoveredResponse.of(row, planned, invited.get(id)?.get(key));
    });
    return {
      measure: measure.measure,
      covered: organisations.filter(({ state }) => state === 'met').length,
      total: organisations.length,
      organisations,
    };
  }

  /** @throws NotFound */
  async series(id: string, query: MomentQuery): Promise<MonthPoint[]> {
    const target = await this.targets.row(id);
    if (!target) throw new NotFound();
    return this.seriesOf.months(target, momentOf(query));
  }
}

/** The moment a query asks for; undefined is now. `knownAt` alone means: all that was known then. */
export function momentOf({ asOf, knownAt }: MomentQuery): Moment | undefined {
  const at = asOf ?? knownAt;
  return at ? { asOf: new Date(at), knownAt: new Date(knownAt ?? at) } : undefined;
}
