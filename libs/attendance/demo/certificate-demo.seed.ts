import { Injectable } from '@nestjs/common';

import { Database, demoId, DemoSeed, insertRows, Journal, rows } from '@academie/platform';

import { newCode } from '../certificate/certificate-code';
import { type CertificateFacts, FACTS, FACTS_FROM } from '../certificate/certificate-facts';

interface Completed {
  id: string;
  enrolmentId: string;
  personId: string;
  courseId: string;
  recordedAt: Date;
  validUntil: string | null;
  facts: CertificateFacts;
}

/** The certificates of what was completed in the demo's year of history, each of its own day. */
@Injectable()
export class DemoCertificatesSeed {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
  ) {}

  @DemoSeed('attendance.demo-certificates')
  load(): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const loaded = await rows(tx, 'SELECT 1 FROM attendance.certificate LIMIT 1');
      if (loaded.length > 0) return false;
      const completed = await rows<Completed>(
        tx,
        `SELECT c.id, e.id AS "enrolmentId", c.person_id AS "personId", c.course_id AS "courseId",
                c.recorded_at AS "recordedAt", ${FACTS} AS facts,
                ((c.completed_at AT TIME ZONE 'Europe/Amsterdam')
                  + make_interval(months => k.certificate_valid_months))::date::text AS "validUntil"
           FROM attendance.completion c JOIN enrolment.enrolment e ON e.id = c.enrolment_id
           ${FACTS_FROM}
          WHERE c.revoked_at IS NULL ORDER BY c.recorded_at, c.id`,
      );
      await insertRows(
        tx,
        'attendance.certificate',
        completed.map((one) => ({
          id: demoId('certificate', one.id),
          completion_id: one.id,
          code: newCode(),
          facts: one.facts,
          status: 'issued',
          issued_at: one.recordedAt,
          valid_until: one.validUntil,
        })),
      );
      await this.journal.recordPast(
        tx,
        completed.map(({ id, enrolmentId, personId, courseId, recordedAt }) => ({
          action: 'certificate.issued',
          subjectId: demoId('certificate', id),
          recordedAt,
          data: { enrolmentId, personId, courseId },
        })),
      );
      return completed.length > 0;
    });
  }
}
