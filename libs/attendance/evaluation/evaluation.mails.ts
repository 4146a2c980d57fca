import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock, type JournalEvent, Mail, OnJournalTogether, rows, t } from '@academie/platform';

import { DAYS_TO_ANSWER } from './evaluation-questions';
import { WAS_THERE } from './evaluation.queries';

interface Participant {
  enrolmentId: string;
  personId: string;
  name: string;
  email: string;
  courseTitle: string;
  completed: boolean;
}

const DAY = 86_400_000;

/** Thanks everybody who was there once the register is closed, and asks what they thought of it. */
@Injectable()
export class EvaluationMails {
  constructor(
    private readonly mail: Mail,
    private readonly clock: Clock,
  ) {}

  @OnJournalTogether('attendance.evaluations', 'enrolment.finished')
  async handle(tx: EntityManager, events: readonly JournalEvent[]): Promise<void> {
    // Of a register that is closed months later nobody wants to hear; the person who refuses messages
    // afterwards gets none. Reopened and closed again, the key of the mail keeps it at one.
    const participants = await rows<Participant>(
      tx,
      `SELECT e.id AS "enrolmentId", p.id AS "personId", p.name,
              a.address AS email, c.title AS "courseTitle", e.outcome = 'completed' AS completed
         FROM enrolment.enrolment e
         JOIN people.person_name p ON p.id = e.person_id AND p.status IN ('active', 'invited')
         JOIN people.primary_address a ON a.person_id = p.id
         JOIN catalogue.offering o ON o.id = e.offering_id
         JOIN catalogue.course c ON c.id = o.course_id
        WHERE e.id = ANY ($1) AND e.state = 'finished' AND o.ends_at > $2 AND ${WAS_THERE}
          AND NOT EXISTS (SELECT FROM enrolment.message_preference m
                           WHERE m.person_id = p.id AND 'follow-ups' = ANY (m.refused))
        ORDER BY e.id`,
      [
        events.map(({ subjectId }) => subjectId),
        new Date(this.clock.now().getTime() - DAYS_TO_ANSWER * DAY),
      ],
    );
    for (const { enrolmentId, personId, email, ...facts } of participants)
      await this.mail.queue(tx, {
        dedupeKey: `evaluation:${enrolmentId}`,
        template: 'attendance/evaluation/mails/evaluation',
        recipient: email,
        recipientPersonId: personId,
        subject: t('attendance.evaluation.subject', { course: facts.courseTitle }),
        context: { ...facts, enrolmentId, days: DAYS_TO_ANSWER },
      });
  }
}
