import { Injectable } from '@nestjs/common';

import { Database } from '@academie/platform';

/** An organisation of which somebody has to complete a course. */
export interface DueOrganisation {
  courseId: string;
  organisationId: string;
  /** Kind of the organisation. */
  kind: string;
}

/** What is due, without names, for those who look ahead. */
@Injectable()
export class DutyDueQueries {
  constructor(private readonly database: Database) {}

  /** Each course and organisation with a duty that is open and is due, and counts, before a day. */
  before(day: string, today: string): Promise<DueOrganisation[]> {
    return this.database.rows<DueOrganisation & Record<string, unknown>>(
      `SELECT DISTINCT d.course_id AS "courseId", o.id AS "organisationId", o.kind
         FROM attendance.duty d JOIN people.known_organisation o ON o.id = d.organisation_id
        WHERE d.state = 'open' AND d.due_on < $1 AND (d.counts_from IS NULL OR d.counts_from < $1)
          AND (o.valid_to IS NULL OR o.valid_to > $2)`,
      [day, today],
    );
  }
}
