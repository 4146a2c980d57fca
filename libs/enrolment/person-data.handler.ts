import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import {
  type Actor,
  KeepsPersonData,
  type MergeConflict,
  onlyOne,
  type PersonCount,
  type PersonPart,
  type PersonTable,
  unlessThere,
} from '@academie/people';
import { Clock, Database, longDate, rows, t } from '@academie/platform';

import { EnrolmentConditions } from './place/enrolment-conditions';
import { StillEnrolled } from './place/enrolment.errors';
import { EnrolmentService } from './place/enrolment.service';

const INTEREST = { table: 'enrolment.interest', column: 'person_id', key: 'course_id' };
const CALENDAR = { table: 'enrolment.calendar_entry', column: 'person_id', key: 'session_id' };
const FOLLOWED = {
  table: 'enrolment.programme_enrolment',
  column: 'person_id',
  key: 'programme_id',
};
const TABLES: PersonTable[] = [
  {
    table: 'enrolment.enrolment',
    column: 'person_id',
    key: 'id',
    // What a provider reported stays with the address it came with. And nobody gets two places in one
    // offering: a register that is opened again would make both live (invariant 2).
    where: `t.source <> 'import' AND (t.state IN ('cancelled', 'declined') OR NOT EXISTS (
      SELECT FROM enrolment.enrolment x WHERE x.offering_id = t.offering_id AND x.person_id = $2
         AND x.state NOT IN ('cancelled', 'declined')))`,
  },
  { ...INTEREST, where: unlessThere(INTEREST) },
  { ...FOLLOWED, where: unlessThere(FOLLOWED) },
  { ...CALENDAR, where: unlessThere(CALENDAR) },
  // Links that were sent before go on working.
  onlyOne('enrolment.calendar_feed', 'token_hash'),
  onlyOne('enrolment.message_preference', 'token'),
  {
    table: 'enrolment.need',
    column: 'person_id',
    key: 'enrolment_id',
    // They go where their enrolment went.
    where: `EXISTS (SELECT FROM enrolment.enrolment e WHERE e.id = t.enrolment_id AND e.person_id = $2)`,
  },
  { table: 'enrolment.direct_message', column: 'sender_id', key: 'id' },
  { table: 'enrolment.deputy', column: 'person_id', key: 'id', where: 't.deputy_id <> $2' },
  { table: 'enrolment.deputy', column: 'deputy_id', key: 'id', where: 't.person_id <> $2' },
];

/** Places, wishes and calendar entries of somebody. */
@Injectable()
@KeepsPersonData()
export class EnrolmentPersonPart implements PersonPart {
  readonly tables = TABLES;
  readonly erases = [t('enrolment.erases.seats'), t('enrolment.erases.answers')];

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly enrolments: EnrolmentService,
    private readonly conditions: EnrolmentConditions,
  ) {}

  counts(personIds: readonly string[]): Promise<PersonCount[]> {
    return this.database.rows<PersonCount & Record<string, unknown>>(
      `SELECT person_id AS "personId", 'inschrijvingen' AS label, count(*)::int AS count
         FROM enrolment.enrolment WHERE person_id = ANY ($1) GROUP BY person_id
       UNION ALL
       SELECT e.person_id, 'inschrijvingen die nog komen', count(*)::int
         FROM enrolment.enrolment e JOIN catalogue.offering o ON o.id = e.offering_id
        WHERE e.person_id = ANY ($1) AND o.starts_at > $2
          AND e.state IN ('requested', 'waitlisted', 'offered', 'enrolled') GROUP BY e.person_id`,
      [personIds, this.clock.now()],
    );
  }

  /** Two places in what is still to come are two seats: one must be given up by the person who knows which. */
  async conflicts(
    tx: EntityManager | undefined,
    from: string,
    into: string,
  ): Promise<MergeConflict[]> {
    const found = await this.database.rows<{
      offeringId: string;
      title: string;
      startsAt: Date | null;
      blocks: boolean;
    }>(
      `SELECT o.id AS "offeringId", c.title, o.starts_at AS "startsAt",
         coalesce(o.starts_at > $3 AND one.state IN ('requested', 'waitlisted', 'offered', 'enrolled')
           AND other.state IN ('requested', 'waitlisted', 'offered', 'enrolled'), false) AS blocks
       FROM enrolment.enrolment one
       JOIN enrolment.enrolment other
         ON other.offering_id = one.offering_id AND other.person_id = $2
        AND other.state NOT IN ('cancelled', 'declined')
       JOIN catalogue.offering o ON o.id = one.offering_id
       JOIN catalogue.course c ON c.id = o.course_id
       WHERE one.person_id = $1 AND one.state NOT IN ('cancelled', 'declined')
       ORDER BY blocks DESC, o.starts_at, o.id`,
      [from, into, this.clock.now()],
      tx,
    );
    return found.map(({ offeringId, title, startsAt, blocks }) => {
      const what = startsAt
        ? t('enrolment.merge.offering', { title, day: longDate(startsAt) })
        : title;
      return blocks
        ? {
            text: t('enrolment.merge.two-seats', { what }),
            blocks,
            solve: {
              href: `/beheer/uitvoeringen/${offeringId}/deelnemers`,
              label: t('enrolment.merge.solve'),
            },
          }
        : {
            text: t('enrolment.merge.two-lines', { what }),
            blocks,
          };
    });
  }

  async beforeErasure(actor: Actor, personIds: readonly string[]): Promise<void> {
    for (const { id } of await this.toCome(personIds))
      await this.enrolments.cancel(actor, id, 'verwijderd op verzoek');
  }

  /** Who enrolled for what, and what came of it, stays: of somebody without a name. @throws StillEnrolled */
  async erase(tx: EntityManager, personIds: readonly string[]): Promise<void> {
    if ((await this.toCome(personIds, tx)).length > 0) throw new StillEnrolled();
    const answered = await rows<{ id: string }>(
      tx,
      'SELECT id FROM enrolment.enrolment WHERE person_id = ANY ($1)',
      [personIds],
    );
    await this.conditions.forgetAnswers(
      tx,
      answered.map(({ id }) => id),
    );
    await rows(
      tx,
      `UPDATE enrolment.enrolment SET reason = CASE state WHEN 'declined' THEN '-' END
        WHERE person_id = ANY ($1) AND reason IS NOT NULL`,
      [personIds],
    );
    await rows(
      tx,
      'DELETE FROM enrolment.deputy WHERE person_id = ANY ($1) OR deputy_id = ANY ($1)',
      [personIds],
    );
    await rows(
      tx,
      `DELETE FROM enrolment.direct_message m USING enrolment.enrolment e
        WHERE e.id = m.enrolment_id AND e.person_id = ANY ($1)`,
      [personIds],
    );
    for (const table of [
      'need',
      'interest',
      'programme_enrolment',
      'calendar_entry',
      'calendar_feed',
      'message_preference',
    ])
      await rows(tx, `DELETE FROM enrolment.${table} WHERE person_id = ANY ($1)`, [personIds]);
  }

  private toCome(personIds: readonly string[], tx?: EntityManager): Promise<{ id: string }[]> {
    return this.database.rows<{ id: string }>(
      `SELECT e.id FROM enrolment.enrolment e JOIN catalogue.offering o ON o.id = e.offering_id
        WHERE e.person_id = ANY ($1) AND o.starts_at > $2
          AND e.state IN ('requested', 'waitlisted', 'offered', 'enrolled') ORDER BY e.id`,
      [personIds, this.clock.now()],
      tx,
    );
  }
}
