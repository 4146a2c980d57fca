import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { type ImportFacts, Journal, rows } from '@academie/platform';

import { CompletionService } from './completion.service';

/** The completion of a course elsewhere, as an import reports it. */
export interface ReportedCompletion {
  /** The id that the completion gets. */
  completionId: string;
  enrolmentId: string;
  personId: string;
  courseId: string;
  organisationId: string | null;
  /** `yyyy-mm-dd`; noon in Amsterdam stands for the day. */
  completedOn: string;
}

/** Completions of courses elsewhere. The ledger counts their import as a whole, not each line. */
@Injectable()
export class ReportedCompletions {
  constructor(
    private readonly journal: Journal,
    private readonly completions: CompletionService,
  ) {}

  /** On which day in Amsterdam these enrolments were completed, by id; `yyyy-mm-dd`. */
  async daysOf(
    tx: EntityManager,
    enrolmentIds: readonly string[],
  ): Promise<ReadonlyMap<string, string>> {
    if (enrolmentIds.length === 0) return new Map();
    const found = await rows<{ id: string; day: string }>(
      tx,
      `SELECT enrolment_id AS id, (completed_at AT TIME ZONE 'Europe/Amsterdam')::date::text AS day
         FROM attendance.completion WHERE enrolment_id = ANY ($1) AND revoked_at IS NULL`,
      [enrolmentIds],
    );
    return new Map(found.map(({ id, day }) => [id, day]));
  }

  /** Adds the completions of an import: two statements, however many there are. */
  async add(
    tx: EntityManager,
    { importId, actorId, now }: ImportFacts,
    completions: readonly ReportedCompletion[],
  ): Promise<void> {
    if (completions.length === 0) return;
    const columns = [
      completions.map(({ completionId }) => completionId),
      completions.map(({ enrolmentId }) => enrolmentId),
      completions.map(({ personId }) => personId),
      completions.map(({ courseId }) => courseId),
    ];
    await rows(
      tx,
      `INSERT INTO attendance.completion
         (id, enrolment_id, person_id, course_id, organisation_id, completed_at, recorded_at)
       SELECT id, enrolment_id, person_id, course_id, organisation_id,
              least((completed_on + time '12:00') AT TIME ZONE 'Europe/Amsterdam', $7), $7
         FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::date[])
           AS line (id, enrolment_id, person_id, course_id, organisation_id, completed_on)`,
      [
        ...columns,
        completions.map(({ organisationId }) => organisationId),
        completions.map(({ completedOn }) => completedOn),
        now,
      ],
    );
    await this.journal.recordRows(
      tx,
      { action: 'completion.recorded', actorId, recordedAt: now },
      `SELECT id AS subject_id, jsonb_build_object('enrolmentId', enrolment_id, 'personId', person_id,
         'courseId', course_id, 'importId', $5::uuid) AS data
       FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[])
         AS line (id, enrolment_id, person_id, course_id)`,
      [...columns, importId],
    );
  }

  /** Takes back the completions of these enrolments, as their import is; what hangs on them hears of it. */
  withdraw(
    tx: EntityManager,
    { actorId }: ImportFacts,
    enrolmentIds: readonly string[],
    reason: string,
  ): Promise<void> {
    return this.completions.revoke(tx, enrolmentIds, actorId, reason);
  }
}
