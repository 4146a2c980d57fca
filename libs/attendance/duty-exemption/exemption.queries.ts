import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { KnowsEarlierLearning, type LearnedCourse, type LearnedSource } from '@academie/enrolment';
import { type Actor, CountsWork } from '@academie/people';
import { Database, NotFound } from '@academie/platform';

import { dutyScope, inCare } from './duty-scope';

/** A question to count earlier learning, as who decides reads it. */
export interface AskedRow {
  id: string;
  personId: string;
  name: string;
  organisation: string | null;
  courseTitle: string;
  courseSlug: string;
  reason: string;
  learnedOn: string;
  askedAt: Date;
  fileId: string | null;
  state: 'asked' | 'granted' | 'refused' | 'withdrawn';
  decision: string;
}

const COLUMNS = `
  x.id, x.person_id AS "personId", p.name, o.short_name AS organisation, c.title AS "courseTitle",
  c.slug AS "courseSlug", x.reason, x.learned_on::text AS "learnedOn", x.asked_at AS "askedAt", x.file_id AS "fileId",
  x.state, x.decision`;
const FROM = `
  attendance.duty_exemption x
  JOIN people.person_name p ON p.id = x.person_id
  JOIN catalogue.known_course c ON c.id = x.course_id
  LEFT JOIN people.known_organisation o ON o.id = x.organisation_id`;
const MOST = 200;
/** Who did it meanwhile, or need not do it any more, waits for nothing. */
const STILL_OPEN = `EXISTS (SELECT FROM attendance.duty d
  WHERE d.person_id = x.person_id AND d.course_id = x.course_id AND d.state = 'open')`;

/** What waits for a decision, and one of those. */
@Injectable()
@KnowsEarlierLearning()
export class ExemptionQueries implements LearnedSource {
  constructor(private readonly database: Database) {}

  /** Those that wait for this person, the longest first; not the own ones. */
  asked(actor: Actor): Promise<AskedRow[]> {
    return this.database.rows<AskedRow & Record<string, unknown>>(
      `SELECT ${COLUMNS} FROM ${FROM}
        WHERE ${inCare('x')} AND x.state = 'asked' AND x.person_id <> $3 AND ${STILL_OPEN}
        ORDER BY x.asked_at, x.id LIMIT ${MOST}`,
      [...dutyScope(actor), actor.id],
    );
  }

  @CountsWork('/organisatie')
  async count(actor: Actor): Promise<number> {
    if (!actor.is('coordinator')) return 0;
    const found = await this.database.first<{ count: number }>(
      `SELECT count(*)::int AS count FROM attendance.duty_exemption x
        WHERE x.organisation_id = ANY ($1) AND x.state = 'asked' AND x.person_id <> $2 AND ${STILL_OPEN}`,
      [actor.coordinatedOrganisations, actor.id],
    );
    return found?.count ?? 0;
  }

  /** For whom of these organisations earlier learning counts, and of which course. */
  learnedAt(organisationIds: readonly string[]): Promise<LearnedCourse[]> {
    return this.database.rows<LearnedCourse & Record<string, unknown>>(
      `SELECT DISTINCT x.course_id AS "courseId", x.person_id AS "personId" FROM attendance.duty_exemption x
        WHERE x.kind = 'earlier_learning' AND x.state = 'granted' AND EXISTS (
          SELECT FROM people.job j WHERE j.person_id = x.person_id AND j.organisation_id = ANY ($1)
             AND j.valid_to IS NULL)`,
      [organisationIds],
    );
  }

  /** For which courses earlier learning of somebody counts. */
  learnedBy(personId: string, tx?: EntityManager): Promise<LearnedCourse[]> {
    return this.database.rows<LearnedCourse & Record<string, unknown>>(
      `SELECT DISTINCT course_id AS "courseId", person_id AS "personId" FROM attendance.duty_exemption
        WHERE kind = 'earlier_learning' AND state = 'granted' AND person_id = $1`,
      [personId],
      tx,
    );
  }

  /** One that is this person's to decide. @throws NotFound */
  async one(actor: Actor, id: string): Promise<AskedRow> {
    return this.find(`${inCare('x')} AND x.person_id <> $4 AND x.id = $3`, [
      ...dutyScope(actor),
      id,
      actor.id,
    ]);
  }

  /** The open duty of this person for which earlier learning can be asked. @throws NotFound */
  async duty(actor: Actor, id: string): Promise<{ courseTitle: string; askedId: string | null }> {
    const found = await this.database.first<{ courseTitle: string; askedId: string | null }>(
      `SELECT c.title AS "courseTitle", x.id AS "askedId"
         FROM attendance.duty d JOIN catalogue.known_course c ON c.id = d.course_id
         LEFT JOIN attendance.duty_exemption x
           ON x.person_id = d.person_id AND x.course_id = d.course_id AND x.state = 'asked'
        WHERE d.id = $1 AND d.person_id = $2 AND d.state = 'open'`,
      [id, actor.id],
    );
    if (!found) throw new NotFound();
    return found;
  }

  private async find(where: string, params: unknown[]): Promise<AskedRow> {
    const found = await this.database.first<AskedRow & Record<string, unknown>>(
      `SELECT ${COLUMNS} FROM ${FROM} WHERE ${where} AND x.kind = 'earlier_learning'`,
      params,
    );
    if (!found) throw new NotFound();
    return found;
  }
}
