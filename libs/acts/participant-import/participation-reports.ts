import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Database, type ImportFacts, rows } from '@academie/platform';

/** What a list says of a participation. Days are `yyyy-mm-dd`. */
export interface ReportedAgain {
  enrolmentId: string;
  startedOn: string;
  completedOn: string | null;
  organisationId: string | null;
}

/** A report as it is kept. A list names days and never hours: noon in Amsterdam stands for them. */
export interface KeptReport {
  id: string;
  enrolmentId: string;
  organisationId: string | null;
  startedAt: Date;
  completedAt: Date | null;
}

/** Of today before noon it is the moment at which the list came: nothing lies after now. */
const noonOf = (day: string): string =>
  `least((${day} + time '12:00') AT TIME ZONE 'Europe/Amsterdam', recorded_at)`;

/** What lists said of participations that were known already. */
@Injectable()
export class ParticipationReports {
  constructor(private readonly database: Database) {}

  /** Keeps these reports of an import, each once, in one statement. */
  async add(
    tx: EntityManager,
    { importId, now }: ImportFacts,
    reports: readonly ReportedAgain[],
  ): Promise<void> {
    if (reports.length === 0) return;
    await rows(
      tx,
      `INSERT INTO acts.participation_report
         (enrolment_id, import_id, recorded_at, started_on, completed_on, organisation_id)
       SELECT enrolment_id, $5, $6, started_on, completed_on, organisation_id
         FROM unnest($1::uuid[], $2::date[], $3::date[], $4::uuid[])
           AS line (enrolment_id, started_on, completed_on, organisation_id)
       ON CONFLICT DO NOTHING`,
      [
        reports.map(({ enrolmentId }) => enrolmentId),
        reports.map(({ startedOn }) => startedOn),
        reports.map(({ completedOn }) => completedOn),
        reports.map(({ organisationId }) => organisationId),
        ...[importId, now],
      ],
    );
  }

  /** The reports about these enrolments. */
  of(enrolmentIds: readonly string[], tx: EntityManager): Promise<KeptReport[]> {
    return this.database.rows<KeptReport>(
      `SELECT id, enrolment_id AS "enrolmentId", organisation_id AS "organisationId",
         ${noonOf('started_on')} AS "startedAt",
         CASE WHEN completed_on IS NOT NULL THEN ${noonOf('completed_on')} END AS "completedAt"
       FROM acts.participation_report WHERE enrolment_id = ANY ($1) AND undone_at IS NULL`,
      [enrolmentIds],
      tx,
    );
  }

  /** The import that brought this report; undefined when there is no such report. */
  async importOf(reportId: string): Promise<string | undefined> {
    const row = await this.database.first<{ importId: string }>(
      'SELECT import_id AS "importId" FROM acts.participation_report WHERE id = $1',
      [reportId],
    );
    return row?.importId;
  }

  /** The enrolments of which this import said something else than was known. */
  async toldAnew(importId: string, tx: EntityManager): Promise<string[]> {
    const found = await this.database.rows<{ id: string }>(
      'SELECT DISTINCT enrolment_id AS id FROM acts.participation_report WHERE import_id = $1',
      [importId],
      tx,
    );
    return found.map(({ id }) => id);
  }
}
