import { Injectable } from '@nestjs/common';

import { type Actor } from '@academie/people';
import { Database } from '@academie/platform';

import { EnrolmentAccess } from './enrolment-access';

/** What somebody answered when enrolling. */
export interface AnswerRow {
  enrolmentId: string;
  question: string;
  answer: string;
  /** Where the file is, when it is one. */
  href?: string | null;
}

/** Answers to the questions of an offering: for who organises or gives it, and for oneself. */
@Injectable()
export class AnswersQueries {
  constructor(
    private readonly database: Database,
    private readonly access: EnrolmentAccess,
  ) {}

  /** Of one enrolment; none for who neither gave them nor organises or gives the offering. */
  async ofEnrolment(
    actor: Actor,
    { id, offeringId, personId }: { id: string; offeringId: string; personId: string },
  ): Promise<AnswerRow[]> {
    const reach = await this.access.rightsIn(actor, offeringId);
    if (personId !== actor.id && !reach?.organises && !reach?.trains) return [];
    return this.rows('a.enrolment_id = $1', id);
  }

  /** Of everybody in an offering, in the order of the questions. The caller has asked who organises or gives it. */
  ofOffering(offeringId: string): Promise<AnswerRow[]> {
    return this.rows('e.offering_id = $1', offeringId);
  }

  private rows(where: string, id: string): Promise<AnswerRow[]> {
    return this.database.rows<AnswerRow>(
      `SELECT a.enrolment_id AS "enrolmentId", a.question, a.answer,
              CASE WHEN a.file_id IS NOT NULL
                   THEN '/inschrijvingen/' || a.enrolment_id || '/antwoorden/' || a.position END AS href
         FROM enrolment.answer a JOIN enrolment.enrolment e ON e.id = a.enrolment_id
        WHERE ${where} ORDER BY a.position, a.enrolment_id`,
      [id],
    );
  }
}
