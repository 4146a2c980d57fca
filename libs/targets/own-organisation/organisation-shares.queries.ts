import { Injectable } from '@nestjs/common';

import { Clock, Database, dayOf, ShortCache } from '@academie/platform';

import { VALUE } from '../counting/measure-names';

/** How much of a value is of each organisation: by target, then by organisation. */
export type Shares = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Somebody of an organisation behind something that counts. */
export interface UnitPerson {
  /** Of the contribution. */
  id: string;
  personId: string;
  name: string;
}

/** What of the values is of which organisation. */
@Injectable()
export class OrganisationShares {
  constructor(
    private readonly database: Database,
    private readonly cache: ShortCache,
    private readonly clock: Clock,
  ) {}

  /**
   * What counts until today, grades A and B, by the organisation it is of. An event is of nobody: there an
   * organisation has the number of events that somebody of it was at. Of the targets of one year, all or
   * none of which are asked for at once.
   */
  of(year: number, targetIds: readonly string[]): Promise<Shares> {
    return this.cache.getOrLoad(`targets.shares.${year}`, () => this.load(targetIds));
  }

  private async load(targetIds: readonly string[]): Promise<Shares> {
    const found = await this.database.rows<{
      targetId: string;
      organisationId: string;
      units: number;
    }>(
      // What counts is found first: from the other side every participation would be looked at.
      `WITH counted AS MATERIALIZED (
         SELECT c.target_id, c.quantity, c.grade, e.kind, e.source_id,
             coalesce(c.organisation_id, e.organisation_id) AS organisation_id
           FROM targets.contribution c JOIN targets.evidence e ON e.id = c.evidence_id
          WHERE c.target_id = ANY ($1) AND c.measure = $2 AND c.uncounted_at IS NULL AND c.day <= $3)
       SELECT target_id AS "targetId", organisation_id AS "organisationId", sum(units)::int AS units FROM (
         SELECT target_id, organisation_id, quantity AS units FROM counted WHERE grade <> 'C'
         UNION ALL
         SELECT h.target_id, there.organisation_id, 1
           FROM counted h CROSS JOIN LATERAL (
             SELECT DISTINCT p.organisation_id FROM targets.evidence p
              WHERE p.origin_id = h.source_id AND p.kind = 'participation' AND p.retracted_at IS NULL) there
          WHERE h.kind = 'held_event') s
        WHERE organisation_id IS NOT NULL GROUP BY 1, 2`,
      [targetIds, VALUE, dayOf(this.clock.now())],
    );
    const shares = new Map<string, Map<string, number>>();
    for (const { targetId, organisationId, units } of found)
      shares.set(
        targetId,
        (shares.get(targetId) ?? new Map<string, number>()).set(organisationId, units),
      );
    return shares;
  }

  /** People of the organisation with a place in these offerings, by offering. */
  async seats(
    organisationId: string,
    offeringIds: readonly string[],
  ): Promise<Map<string, number>> {
    const found = await this.database.rows<{ id: string; seats: number }>(
      `SELECT offering_id AS id, count(*)::int AS seats FROM enrolment.held_place
        WHERE offering_id = ANY ($1) AND organisation_id = $2 AND state = 'enrolled' GROUP BY 1`,
      [offeringIds, organisationId],
    );
    return new Map(found.map(({ id, seats }) => [id, seats]));
  }

  /**
   * Who is behind these units: only people who took part for the organisation and still work there
   * (invariant 13). The caller leaves out what the reader may not know of.
   */
  people(organisationId: string, contributionIds: readonly string[]): Promise<UnitPerson[]> {
    return this.database.rows<UnitPerson>(
      `SELECT DISTINCT u.id, q.id AS "personId", q.name, q.sort_name FROM (
         SELECT c.id, CASE e.source_type WHEN 'participation_report' THEN e.origin_id ELSE e.source_id END
             AS enrolment_id
           FROM targets.contribution c JOIN targets.evidence e ON e.id = c.evidence_id
          WHERE c.id = ANY ($2) AND e.organisation_id = $1
            AND e.source_type IN ('enrolment', 'participation_report')
         UNION ALL
         SELECT c.id, p.source_id
           FROM targets.contribution c
           JOIN targets.evidence e ON e.id = c.evidence_id AND e.kind = 'held_event'
           JOIN targets.evidence p ON p.origin_id = e.source_id AND p.kind = 'participation'
             AND p.retracted_at IS NULL AND p.organisation_id = $1
          WHERE c.id = ANY ($2)) u
       JOIN enrolment.held_place h ON h.id = u.enrolment_id
       JOIN people.person_name n ON n.id = h.person_id
       JOIN people.person_name q ON q.id = coalesce(n.merged_into, n.id)
         AND q.status IN ('active', 'invited', 'guest')
       WHERE EXISTS (SELECT FROM people.job m WHERE m.person_id = q.id AND m.organisation_id = $1
                      AND m.valid_from <= $3 AND (m.valid_to IS NULL OR m.valid_to > $3))
       ORDER BY q.sort_name, q.id`,
      [organisationId, contributionIds, dayOf(this.clock.now())],
    );
  }
}
