import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { ReportedCompletions } from '@academie/attendance';
import { leadsCourse } from '@academie/catalogue';
import { ReportedEnrolments } from '@academie/enrolment';
import type { Actor } from '@academie/people';
import { Database, type ImportFacts, rows } from '@academie/platform';

import type { UndoReason } from '../act/import.entity';
import {
  type ImportToUndo,
  laterListSays,
  type ListUndo,
  type RowRange,
  type UndoRow,
} from './undo-rows';

/**
 * Takes back lists of who took part elsewhere: what they made, ended or said more of. The people stay for the time
 * being, so that the same list can come again and names nobody anew.
 */
@Injectable()
export class ParticipantUndo implements ListUndo {
  constructor(
    private readonly database: Database,
    private readonly enrolments: ReportedEnrolments,
    private readonly completions: ReportedCompletions,
  ) {}

  // A row may say more of whom a row before it named: with that row it was taken back already.
  verdicts(
    tx: EntityManager,
    actor: Actor,
    { id }: ImportToUndo,
    { after, until }: RowRange,
  ): Promise<UndoRow[]> {
    return this.database.rows<UndoRow & Record<string, unknown>>(
      `SELECT r.row_number AS "rowNumber", r.subject_id AS "subjectId",
         CASE WHEN p.import_id = $1 AND r.row_number = first.row THEN 'participant'
           WHEN r.outcome = 'created' THEN 'completion' ELSE 'report' END AS what,
         CASE WHEN p.undone_at IS NOT NULL AND p.import_id = $1 THEN 'done'
           WHEN h.id IS NULL THEN 'changed'
           WHEN n.status = 'erased' THEN 'erased'
           WHEN ${laterListSays('r.subject_id')} THEN 'confirmed'
           WHEN NOT ($4 OR ${leadsCourse('o.course_id', '$5')}) THEN 'beyond'
           ELSE 'done' END AS verdict,
         p.import_id = $1 AND r.row_number = first.row AND n.status = 'guest' AND NOT EXISTS (
           SELECT FROM enrolment.held_place place LEFT JOIN acts.participation own ON own.enrolment_id = place.id
            WHERE place.person_id = h.person_id AND own.import_id IS DISTINCT FROM $1) AS "isNewPerson"
       FROM acts.import_row r
       JOIN acts.participation p ON p.enrolment_id = r.subject_id
       CROSS JOIN LATERAL (SELECT min(same.row_number) AS row FROM acts.import_row same
         WHERE same.subject_id = r.subject_id AND same.import_id = $1 AND same.outcome = 'created') first
       LEFT JOIN enrolment.held_place h ON h.id = r.subject_id
       LEFT JOIN people.person_name n ON n.id = h.person_id
       LEFT JOIN catalogue.course_of_offering o ON o.offering_id = h.offering_id
       WHERE r.import_id = $1 AND r.row_number > $2 AND r.row_number <= $3
         AND (r.outcome = 'created' OR r.outcome = 'matched' AND EXISTS (
           SELECT FROM acts.participation_report t
            WHERE t.enrolment_id = r.subject_id AND t.import_id = $1))
       ORDER BY r.row_number`,
      [id, after, until, actor.isAdministrator, actor.ledThemes],
      tx,
    );
  }

  async take(
    tx: EntityManager,
    by: ImportFacts & { reason: UndoReason },
    { id }: ImportToUndo,
    taken: readonly UndoRow[],
  ): Promise<void> {
    const subjects = (wanted: UndoRow['what'][]): string[] => [
      ...new Set(
        taken.flatMap(({ what, subjectId }) => (wanted.includes(what) ? [subjectId] : [])),
      ),
    ];
    const made = await rows<{ id: string }>(
      tx,
      `UPDATE acts.participation SET undone_at = $3, external_id = NULL
        WHERE enrolment_id = ANY ($1) AND import_id = $2 AND undone_at IS NULL RETURNING enrolment_id AS id`,
      [subjects(['participant']), id, by.now],
    );
    const madeIds = made.map((one) => one.id);
    const own = new Set(subjects(['participant']));
    const ended = subjects(['completion']).filter((one) => !own.has(one));
    const endedByIt = await this.notMadeBy(tx, id, ended);
    await this.completions.withdraw(tx, by, [...madeIds, ...endedByIt], by.reason);
    await this.enrolments.withdraw(tx, by, madeIds, true);
    await this.enrolments.withdraw(tx, by, endedByIt, false);
    await rows(
      tx,
      `UPDATE acts.participation_report SET undone_at = $3
        WHERE import_id = $2 AND enrolment_id = ANY ($1) AND undone_at IS NULL`,
      [subjects(['participant', 'completion', 'report']), id, by.now],
    );
  }

  // What the list made itself went with the row that made it, perhaps in an earlier part.
  private async notMadeBy(
    tx: EntityManager,
    importId: string,
    enrolmentIds: readonly string[],
  ): Promise<string[]> {
    const found = await rows<{ id: string }>(
      tx,
      `SELECT enrolment_id AS id FROM acts.participation
        WHERE enrolment_id = ANY ($1) AND import_id <> $2`,
      [enrolmentIds, importId],
    );
    return found.map(({ id }) => id);
  }
}
