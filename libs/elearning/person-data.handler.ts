import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import {
  KeepsPersonData,
  type PersonCount,
  type PersonPart,
  type PersonTable,
  unlessThere,
} from '@academie/people';
import { Database, rows, t } from '@academie/platform';

const OWN_START = { table: 'elearning.outside_start', column: 'person_id', key: 'course_id' };
const OUTSIDE: PersonTable = { ...OWN_START, where: unlessThere(OWN_START) };

/**
 * What somebody learned. All of it but starts of e-learnings elsewhere hangs on an enrolment, so that it goes along
 * when two records become one; what somebody wrote is erased, that it was scored stays.
 */
@Injectable()
@KeepsPersonData()
export class ElearningPersonPart implements PersonPart {
  constructor(private readonly database: Database) {}

  readonly tables: PersonTable[] = [
    { table: 'elearning.lesson_history', column: 'person_id', key: 'id' },
    OUTSIDE,
  ];

  get erases(): string[] {
    return [t('elearning.person.erases')];
  }

  async counts(personIds: readonly string[]): Promise<PersonCount[]> {
    const found = await this.database.rows<{ personId: string; count: number }>(
      `SELECT p.person_id AS "personId", count(*)::int AS count
         FROM enrolment.held_place p JOIN elearning.learning l ON l.enrolment_id = p.id
        WHERE p.person_id = ANY ($1) GROUP BY p.person_id`,
      [personIds],
    );
    return found.map((row) => ({ ...row, label: t('elearning.person.begun') }));
  }

  async erase(tx: EntityManager, personIds: readonly string[]): Promise<void> {
    await rows(tx, 'DELETE FROM elearning.typed_form WHERE person_id = ANY ($1)', [personIds]);
    await rows(
      tx,
      `DELETE FROM elearning.xapi_document d
        USING elearning.registration r JOIN enrolment.held_place p ON p.id = r.enrolment_id
        WHERE p.person_id = ANY ($1) AND (d.owner = r.id::text OR d.owner = r.actor -> 'account' ->> 'name')`,
      [personIds],
    );
    await rows(
      tx,
      `UPDATE elearning.attempt a SET draft = NULL
         FROM enrolment.held_place p
        WHERE p.id = a.enrolment_id AND p.person_id = ANY ($1) AND a.draft IS NOT NULL`,
      [personIds],
    );
    await rows(
      tx,
      `DELETE FROM elearning.reading_place r USING enrolment.held_place p
        WHERE p.id = r.enrolment_id AND p.person_id = ANY ($1)`,
      [personIds],
    );
    // The verbs stay, and what was achieved; what was answered goes.
    await rows(
      tx,
      `UPDATE elearning.statement s SET data = s.data #- '{result,response}' #- '{result,extensions}'
         FROM elearning.registration r JOIN enrolment.held_place p ON p.id = r.enrolment_id
        WHERE r.id = s.registration_id AND p.person_id = ANY ($1)`,
      [personIds],
    );
    await rows(
      tx,
      `DELETE FROM elearning.statement_attachment a
        USING elearning.registration r JOIN enrolment.held_place p ON p.id = r.enrolment_id
        WHERE r.id = a.registration_id AND p.person_id = ANY ($1)`,
      [personIds],
    );
    await rows(
      tx,
      `UPDATE elearning.runtime_state s SET data = '{}'
         FROM enrolment.held_place p
        WHERE p.id = s.enrolment_id AND p.person_id = ANY ($1)`,
      [personIds],
    );
    // What a program of somebody else calls this person leads nowhere any more.
    await rows(
      tx,
      `UPDATE elearning.tool_use u SET subject = platform.uuid_v7()::text
         FROM enrolment.held_place p WHERE p.id = u.enrolment_id AND p.person_id = ANY ($1)`,
      [personIds],
    );
    await rows(tx, 'DELETE FROM elearning.tool_launch WHERE person_id = ANY ($1)', [personIds]);
    await rows(tx, 'DELETE FROM elearning.tool_choice WHERE person_id = ANY ($1)', [personIds]);
    await rows(
      tx,
      `UPDATE elearning.review r SET remark = ''
         FROM elearning.answer a JOIN enrolment.held_place p ON p.id = a.enrolment_id
        WHERE a.id = r.answer_id AND p.person_id = ANY ($1)`,
      [personIds],
    );
    await rows(
      tx,
      `UPDATE elearning.answer a SET given = 'null'
         FROM enrolment.held_place p
        WHERE p.id = a.enrolment_id AND p.person_id = ANY ($1) AND a.given <> 'null'`,
      [personIds],
    );
  }
}
