import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock, type JournalEvent, Mail, OnJournal, rows, t } from '@academie/platform';

import { observeHref } from './exercise-view';

interface Observer {
  id: string;
  name: string;
  email: string;
  course: string;
  startsAt: Date;
  endsAt: Date;
}

/** Tells who was asked to observe an exercise when it is, and where to note what is seen. */
@Injectable()
export class ExerciseMails {
  constructor(
    private readonly mail: Mail,
    private readonly clock: Clock,
  ) {}

  @OnJournal('attendance.observer-mails', 'exercise.observer-added')
  async handle(tx: EntityManager, event: JournalEvent<'exercise.observer-added'>): Promise<void> {
    const [observer] = await rows<Observer>(tx, OBSERVER, [
      event.subjectId,
      event.data.personId,
      this.clock.now(),
    ]);
    if (!observer) return;
    const { id, email, ...context } = observer;
    await this.mail.queue(tx, {
      dedupeKey: `exercise-observer:${event.id}`,
      template: 'attendance/exercise/mails/observer',
      recipient: email,
      recipientPersonId: id,
      subject: t('attendance.exercise.observer-subject', { course: observer.course }),
      context: { ...context, path: observeHref(event.subjectId) },
    });
  }
}

// Nobody hears of it who was taken off meanwhile, nor of an exercise that is over or called off.
const OBSERVER = `
  SELECT p.id, p.name, a.address AS email, k.course_title AS course,
         s.starts_at AS "startsAt", s.ends_at AS "endsAt"
    FROM attendance.exercise_observer o
    JOIN catalogue.planned_session s ON s.id = o.session_id AND s.ends_at > $3
    JOIN catalogue.course_of_offering k
      ON k.offering_id = s.offering_id AND k.offering_status <> 'cancelled'
    JOIN people.person_name p ON p.id = o.person_id AND p.status = 'active'
    JOIN people.primary_address a ON a.person_id = p.id
   WHERE o.session_id = $1 AND o.person_id = $2`;
