import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { leadsCourse, leadsProgramme } from '@academie/catalogue';
import type { Actor } from '@academie/people';
import {
  addDays,
  Clock,
  Database,
  dayOf,
  keyOf,
  NotFound,
  type Page,
  pageOf,
  startOfDay,
} from '@academie/platform';

import type { CertificateFacts } from './certificate-facts';
import { type CertificateStanding, type CertificateStatus, standingOf } from './certificate-status';

/** A certificate, for the person who may see it. */
export interface CertificateRow {
  id: string;
  code: string;
  facts: CertificateFacts;
  standing: CertificateStanding;
  issuedAt: Date;
  /** The last day on which it counts, `yyyy-mm-dd`. */
  validUntil: string | null;
  /** The last second of that day in Amsterdam. */
  validUntilEnd: Date | null;
  endedAt: Date | null;
  /** Why it was revoked. */
  reason: string | null;
  /** Somebody revoked it and its completion still stands, so the revocation can be undone. */
  canBeRestored: boolean;
  personId: string;
  /** None of a programme. */
  enrolmentId: string | null;
  /** Nobody knows yet who the holder is, so that nobody can sign in to get it. */
  guest: boolean;
  /** Of a programme its own id. */
  courseId: string;
  /** Of what is confidential: then the public check tells nothing of it. */
  hidden: boolean;
  statusIndex: number;
  issuer: string | null;
  keyId: string | null;
}

/** A certificate that bears an old name of its holder. */
export interface OldName {
  id: string;
  enrolmentId: string;
  personId: string;
  courseId: string;
  /** The name its person has now. */
  holder: string;
}

/** A certificate of somebody of an organisation that is about to end. */
export interface ExpiringCertificate {
  personId: string;
  name: string;
  courseTitle: string;
  courseSlug: string;
  /** The last day on which it counts, `yyyy-mm-dd`. */
  validUntil: string;
}

type Stored = Omit<CertificateRow, 'standing' | 'validUntilEnd'> & { status: CertificateStatus };

const CERTIFICATE = `
  k.id, k.code, k.facts, k.status, k.issued_at AS "issuedAt", k.valid_until::text AS "validUntil",
  k.ended_at AS "endedAt", k.reason,
  k.status = 'revoked' AND k.ended_by IS NOT NULL AND c.revoked_at IS NULL AS "canBeRestored", c.person_id AS "personId", c.enrolment_id AS "enrolmentId", coalesce(c.course_id, c.programme_id) AS "courseId",
  EXISTS (SELECT FROM people.person_name p WHERE p.id = c.person_id AND p.status = 'guest') AS guest,
  catalogue.hides(e.offering_id, c.course_id, NULL, current_date) AS hidden, k.status_index AS "statusIndex", k.issuer, k.key_id AS "keyId"
  FROM attendance.certificate k
  JOIN attendance.certified c ON c.id = coalesce(k.completion_id, k.former_completion_id, k.programme_completion_id)
  LEFT JOIN enrolment.enrolled_in e ON e.id = c.enrolment_id`;

/**
 * A condition on a completion or what was certified `c`: of the person $1. A person who was merged into this person left the completions
 * where they were (domain.md 6.4, 2).
 */
export const IS_MINE =
  'c.person_id IN (SELECT id FROM people.person_name WHERE id = $1 OR merged_into = $1)';

/** A condition on what was certified `c`: $1 the themes the actor leads, $2 whether an administrator. */
export const MANAGED = `($2 OR ${leadsCourse('c.course_id', '$1')} OR ${leadsProgramme('c.programme_id', '$1')})`;

/** Certificates, read-only. */
@Injectable()
export class CertificateQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** All that a person ever got, the last first. */
  async mine(personId: string): Promise<CertificateRow[]> {
    const found = await this.database.rows<Stored>(
      `SELECT ${CERTIFICATE} WHERE ${IS_MINE} ORDER BY c.completed_at DESC, k.issued_at DESC, k.id DESC`,
      [personId],
    );
    return found.map((row) => this.shown(row));
  }

  /** Titles of courses of which the certificate is still being made, which takes a moment. */
  async underWay(personId: string): Promise<string[]> {
    const found = await this.database.rows<{ title: string }>(
      `SELECT o.title FROM attendance.completion c JOIN catalogue.course o ON o.id = c.course_id
        WHERE ${IS_MINE} AND c.revoked_at IS NULL
          AND EXISTS (SELECT FROM platform.journal_pending p JOIN platform.journal j ON j.id = p.journal_id
                       WHERE p.consumer = 'attendance.certificates' AND j.subject_id = c.id)
          AND NOT EXISTS (SELECT FROM attendance.certificate k WHERE k.completion_id = c.id)
        ORDER BY c.completed_at DESC`,
      [personId],
    );
    return found.map(({ title }) => title);
  }

  /**
   * What still holds of a person and bears another name than the person has now. `holder` is that name.
   */
  withOldName(tx: EntityManager, personId: string): Promise<OldName[]> {
    return this.database.rows<OldName>(
      `SELECT k.id, c.enrolment_id AS "enrolmentId", c.person_id AS "personId", c.course_id AS "courseId",
              p.name AS holder
         FROM attendance.certificate k
         JOIN attendance.completion c ON c.id = k.completion_id
         JOIN people.person_name p ON p.id = $1 AND p.status NOT IN ('merged', 'erased')
        WHERE ${IS_MINE} AND k.status IN ('issued', 'suspended')
          AND k.facts ->> 'holder' <> p.name`,
      [personId],
      tx,
    );
  }

  /**
   * Of those who work at an organisation today: what ends from today until and including a day, the first to
   * end first and as far as the reader may know of it; at most 50. What somebody renewed already is left out.
   */
  expiringOf(
    organisationId: string,
    readerId: string,
    until: string,
  ): Promise<ExpiringCertificate[]> {
    return this.database.rows<ExpiringCertificate>(
      `SELECT p.id AS "personId", p.name, o.title AS "courseTitle", o.slug AS "courseSlug",
              k.valid_until::text AS "validUntil"
         FROM people.job m
         JOIN people.person_name p ON p.id = m.person_id AND p.status = 'active'
         JOIN attendance.completion c ON c.person_id = m.person_id
         JOIN attendance.certificate k ON k.completion_id = c.id AND k.status = 'issued'
         JOIN catalogue.course o ON o.id = c.course_id
         JOIN enrolment.enrolled_in e ON e.id = c.enrolment_id
        WHERE m.organisation_id = $1 AND m.valid_from <= $3 AND (m.valid_to IS NULL OR m.valid_to > $3)
          AND k.valid_until BETWEEN $3 AND $4
          AND NOT catalogue.hides(e.offering_id, o.id, $2, $3::date)
          AND NOT EXISTS (SELECT FROM attendance.completion n
                           JOIN attendance.certificate r ON r.completion_id = n.id AND r.status = 'issued'
                          WHERE n.person_id = c.person_id AND n.course_id = c.course_id
                            AND (r.valid_until IS NULL OR r.valid_until > k.valid_until))
        ORDER BY k.valid_until, k.id LIMIT 50`,
      [organisationId, readerId, dayOf(this.clock.now()), until],
    );
  }

  /** One of a person's own. @throws NotFound, also for somebody else's */
  async one(personId: string, id: string): Promise<CertificateRow> {
    const row = await this.database.first<Stored>(
      `SELECT ${CERTIFICATE} WHERE ${IS_MINE} AND k.id = $2`,
      [personId, id],
    );
    if (!row) throw new NotFound();
    return this.shown(row);
  }

  /** The certificate with this code, for everybody who has it. */
  async byCode(code: string): Promise<CertificateRow | undefined> {
    const row = await this.database.first<Stored>(`SELECT ${CERTIFICATE} WHERE k.code = $1`, [
      code,
    ]);
    return row && this.shown(row);
  }

  /** One of a course that is the actor's to manage. @throws NotFound */
  async managed(actor: Actor, id: string): Promise<CertificateRow> {
    const row = await this.database.first<Stored>(
      `SELECT ${CERTIFICATE} WHERE ${MANAGED} AND k.id = $3`,
      [actor.ledThemes, actor.isAdministrator, id],
    );
    if (!row) throw new NotFound();
    return this.shown(row);
  }

  /** Those of the actor's courses, the last first; `search` holds words of a name or title, or a code. */
  async list(
    actor: Actor,
    filter: { search?: string | undefined; after?: string | undefined; limit: number },
  ): Promise<Page<CertificateRow>> {
    const key = keyOf(filter.after, 2);
    const found = await this.database.rows<Stored & { key: string }>(
      `SELECT k.issued_at::text AS key, ${CERTIFICATE}
        WHERE ${MANAGED}
          AND ($3::text IS NULL OR k.code = replace(lower($3), '-', '')
            OR people.plain_name(concat_ws(' ', k.facts ->> 'holder', k.facts ->> 'course'))
               LIKE ALL (people.name_patterns($3)))
          AND ($4::timestamptz IS NULL OR (k.issued_at, k.id) < ($4, $5::uuid))
        ORDER BY k.issued_at DESC, k.id DESC LIMIT $6`,
      [
        actor.ledThemes,
        actor.isAdministrator,
        filter.search ?? null,
        key?.[0] ?? null,
        key?.[1] ?? null,
        filter.limit + 1,
      ],
    );
    return pageOf(
      found,
      filter.limit,
      (row) => [row.key, row.id],
      (row) => this.shown(row),
    );
  }

  private shown({ status, ...row }: Stored): CertificateRow {
    const { validUntil } = row;
    const lastDay = validUntil === null ? undefined : startOfDay(validUntil);
    return {
      ...row,
      standing: standingOf({ status, validUntil }, dayOf(this.clock.now())),
      validUntilEnd: lastDay ? new Date(addDays(lastDay, 1).getTime() - 1000) : null,
    };
  }
}
