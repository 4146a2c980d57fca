import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Database } from '@academie/platform';

import type { Grades } from '../counting/rule-counting';

/** What the values of a report stand on. */
@Injectable()
export class EvidenceCountQueries {
  constructor(private readonly database: Database) {}

  /** How many pieces of evidence each value stands on, by grade. */
  async of(ids: readonly string[], tx?: EntityManager): Promise<Map<string, Grades>> {
    const found = await this.database.rows<{ id: string; grades: Partial<Grades> }>(
      `SELECT target_id AS id, jsonb_object_agg(grade, number) AS grades FROM (
         SELECT target_id, grade, count(*) AS number FROM targets.contribution
          WHERE target_id = ANY ($1) AND measure = 'value' AND uncounted_at IS NULL
          GROUP BY target_id, grade) c GROUP BY target_id`,
      [ids],
      tx,
    );
    return new Map(found.map(({ id, grades }) => [id, { A: 0, B: 0, C: 0, ...grades }]));
  }
}
