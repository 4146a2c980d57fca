import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { type ImportFacts, insertRows, Journal } from '@academie/platform';

/** An offering that was given outside the academie, and that an import reports people of. */
export interface OutsideOffering {
  /** The id that the offering gets. */
  id: string;
  courseId: string;
  /** How many people the import has for it. */
  seats: number;
}

/** Offerings that were given elsewhere: they carry enrolments, and are on no page. */
@Injectable()
export class OutsideOfferings {
  constructor(private readonly journal: Journal) {}

  /** Adds the offerings of an import, in two statements. Nobody can enrol for them. */
  async add(
    tx: EntityManager,
    { importId, actorId, now }: ImportFacts,
    offerings: readonly OutsideOffering[],
  ): Promise<void> {
    if (offerings.length === 0) return;
    await insertRows(
      tx,
      'catalogue.offering',
      offerings.map((offering) => rowOf(offering, now)),
    );
    await this.journal.recordRows(
      tx,
      { action: 'offering.created', actorId, recordedAt: now },
      `SELECT id AS subject_id, jsonb_build_object('courseId', course_id, 'importId', $3::uuid) AS data
       FROM unnest($1::uuid[], $2::uuid[]) AS line (id, course_id)`,
      [offerings.map(({ id }) => id), offerings.map(({ courseId }) => courseId), importId],
    );
  }
}

const rowOf = ({ id, courseId, seats }: OutsideOffering, now: Date): Record<string, unknown> => ({
  id,
  course_id: courseId,
  status: 'inactive',
  mode: 'self_paced',
  capacity: seats,
  minimum: 0,
  confidential: false,
  admission: 'invited',
  audiences: [],
  tags: [],
  note: '',
  created_at: now,
  version: 1,
  seats_taken: 0,
  overbooked: 0,
  waiting_count: 0,
});
