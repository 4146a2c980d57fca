import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { type ImportFacts, Journal, rows } from '@academie/platform';

/** A person's part in a course elsewhere, as an import reports it. */
export interface ReportedEnrolment {
  /** The id that the enrolment gets. */
  enrolmentId: string;
  offeringId: string;
  personId: string;
  organisationId: string | null;
  /** `yyyy-mm-dd`; a list says on which day, and never when: noon in Amsterdam stands for it, or now before noon. */
  startedOn: string;
  isFinished: boolean;
}

/** Enrolments in courses elsewhere. They take no seat from others, and lead to no mail. */
@Injectable()
export class ReportedEnrolments {
  constructor(private readonly journal: Journal) {}

  /** Adds the enrolments of an import: two statements, however many there are. */
  async add(
    tx: EntityManager,
    { importId, actorId, now }: ImportFacts,
    enrolments: readonly ReportedEnrolment[],
  ): Promise<void> {
    if (enrolments.length === 0) return;
    const columns = [
      enrolments.map(({ enrolmentId }) => enrolmentId),
      enrolments.map(({ offeringId }) => offeringId),
      enrolments.map(({ personId }) => personId),
      enrolments.map(({ organisationId }) => organisationId),
      enrolments.map(({ isFinished }) => (isFinished ? 'finished' : 'enrolled')),
    ];
    await rows(
      tx,
      `INSERT INTO enrolment.enrolment
         (id, offering_id, person_id, organisation_id, state, source, queued_at, outcome, changed_at)
       SELECT id, offering_id, person_id, organisation_id, state, 'import',
              least((started_on + time '12:00') AT TIME ZONE 'Europe/Amsterdam', $7),
              CASE WHEN state = 'finished' THEN 'completed' END, $7
         FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::date[])
           AS line (id, offering_id, person_id, organisation_id, state, started_on)`,
      [...columns, enrolments.map(({ startedOn }) => startedOn), now],
    );
    await this.journal.recordRows(
      tx,
      { action: 'enrolment.enrolled', actorId, recordedAt: now },
      `SELECT id AS subject_id, jsonb_build_object('offeringId', offering_id, 'personId', person_id,
         'organisationId', organisation_id, 'importId', $6::uuid, 'from', NULL, 'to', state) AS data
       FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[])
         AS line (id, offering_id, person_id, organisation_id, state)`,
      [...columns, importId],
    );
  }

  /**
   * Ends those of these enrolments that were still open as completed. Returns the ids that changed;
   * what is left out had ended before.
   */
  async finish(
    tx: EntityManager,
    { importId, actorId, now }: ImportFacts,
    enrolmentIds: readonly string[],
  ): Promise<string[]> {
    if (enrolmentIds.length === 0) return [];
    const finished = await rows<{ id: string }>(
      tx,
      `UPDATE enrolment.enrolment SET state = 'finished', outcome = 'completed', changed_at = $2
        WHERE id = ANY ($1) AND state = 'enrolled' RETURNING id`,
      [enrolmentIds, now],
    );
    const ids = finished.map(({ id }) => id);
    await this.journal.recordRows(
      tx,
      { action: 'enrolment.finished', actorId, recordedAt: now },
      `SELECT id AS subject_id, jsonb_build_object('outcome', 'completed', 'importId', $2::uuid,
         'from', 'enrolled', 'to', 'finished') AS data
       FROM unnest($1::uuid[]) AS line (id)`,
      [ids, importId],
    );
    return ids;
  }

  /**
   * Takes back enrolments that an import made, or the end of those that it only ended (`isMade` false). What is
   * given up since stays as it is.
   */
  async withdraw(
    tx: EntityManager,
    { importId, actorId, now }: ImportFacts,
    enrolmentIds: readonly string[],
    isMade: boolean,
  ): Promise<void> {
    if (enrolmentIds.length === 0) return;
    const reopened = await rows<{ id: string }>(
      tx,
      `UPDATE enrolment.enrolment SET state = 'enrolled', outcome = NULL, changed_at = $2
        WHERE id = ANY ($1) AND source = 'import' AND state = 'finished' RETURNING id`,
      [enrolmentIds, now],
    );
    if (!isMade)
      return this.journal.recordRows(
        tx,
        { action: 'enrolment.unfinished', actorId, recordedAt: now },
        `SELECT id AS subject_id, jsonb_build_object('importId', $2::uuid, 'from', 'finished', 'to', 'enrolled') AS data
         FROM unnest($1::uuid[]) AS line (id)`,
        [reopened.map(({ id }) => id), importId],
      );
    const cancelled = await rows<{ id: string }>(
      tx,
      `UPDATE enrolment.enrolment SET state = 'cancelled', cancelled_by = 'organiser', changed_at = $2
        WHERE id = ANY ($1) AND source = 'import' AND state = 'enrolled' RETURNING id`,
      [enrolmentIds, now],
    );
    // Nobody gets a mail: nobody was told of the enrolment either.
    await this.journal.recordRows(
      tx,
      { action: 'enrolment.cancelled', actorId, recordedAt: now },
      `SELECT id AS subject_id, jsonb_build_object('importId', $2::uuid, 'from', 'enrolled', 'to', 'cancelled',
         'by', 'organiser') AS data
       FROM unnest($1::uuid[]) AS line (id)`,
      [cancelled.map(({ id }) => id), importId],
    );
  }

  /** Whose enrolments these are and in what, whether they hold or were taken back. */
  placesOf(
    tx: EntityManager,
    enrolmentIds: readonly string[],
  ): Promise<{ personId: string; offeringId: string }[]> {
    return rows(
      tx,
      `SELECT person_id AS "personId", offering_id AS "offeringId" FROM enrolment.enrolment
        WHERE id = ANY ($1) AND source = 'import'`,
      [enrolmentIds],
    );
  }
}
