import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import {
  type CourseNote,
  type Interest as InterestSource,
  KnowsInterest,
  seesCourse,
} from '@academie/catalogue';
import { type Actor } from '@academie/people';
import {
  Clock,
  Database,
  dayOf,
  type EventName,
  Journal,
  type JournalEvent,
  Mail,
  NotFound,
  OnJournal,
  rows,
  t,
} from '@academie/platform';

import { OfferingSessionsQueries } from '../place/offering-sessions.queries';

interface Invited {
  personId: string;
  name: string;
  email: string;
}

interface Published {
  courseId: string;
  courseTitle: string;
  courseSlug: string;
  mode: string;
  enrolOpensAt: Date | null;
}

/** People who want to know when a course is given, and how they hear of it: once, when there is a date. */
@Injectable()
@KnowsInterest()
export class InterestService implements InterestSource {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly mail: Mail,
    private readonly sessions: OfferingSessionsQueries,
  ) {}

  /** Remembers it. Doing it twice changes nothing. @throws NotFound unless the course is on offer, and for who may not know of it */
  express(actor: Actor, courseId: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const [course] = await rows(
        tx,
        `SELECT 1 FROM catalogue.course c
          WHERE c.id = $1 AND c.status = 'published' AND ${seesCourse('c', '$2', '$3')}`,
        [courseId, actor.id, dayOf(this.clock.now())],
      );
      if (!course) throw new NotFound();
      const added = await rows(
        tx,
        `INSERT INTO enrolment.interest (course_id, person_id, expressed_at) VALUES ($1, $2, $3)
         ON CONFLICT DO NOTHING RETURNING 1`,
        [courseId, actor.id, this.clock.now()],
      );
      if (added.length > 0) await this.write(tx, 'interest.expressed', courseId, actor.id);
    });
  }

  /** Forgets it. Doing it twice changes nothing. */
  withdraw(actor: Actor, courseId: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const gone = await rows(
        tx,
        'DELETE FROM enrolment.interest WHERE course_id = $1 AND person_id = $2 RETURNING 1',
        [courseId, actor.id],
      );
      if (gone.length > 0) await this.write(tx, 'interest.withdrawn', courseId, actor.id);
    });
  }

  /** Id of the course with this address. @throws NotFound, also for who may not know of it and never asked */
  async courseId(actor: Actor, slug: string): Promise<string> {
    const found = await this.database.first<{ id: string }>(
      `SELECT c.id FROM catalogue.course c
        WHERE c.slug = $1 AND (${seesCourse('c', '$2', '$3')} OR EXISTS (
          SELECT FROM enrolment.interest i WHERE i.course_id = c.id AND i.person_id = $2))`,
      [slug, actor.id, dayOf(this.clock.now())],
    );
    if (!found) throw new NotFound();
    return found.id;
  }

  async noteOf(actor: Actor, courseId: string, slug: string): Promise<CourseNote> {
    const known = await this.database.first(
      'SELECT 1 FROM enrolment.interest WHERE course_id = $1 AND person_id = $2',
      [courseId, actor.id],
    );
    return known
      ? {
          text: t('enrolment.interest.known'),
          action: {
            label: t('enrolment.interest.withdraw'),
            href: `/aanbod/${slug}/interesse/intrekken`,
          },
        }
      : {
          text: t('enrolment.interest.question'),
          action: { label: t('enrolment.interest.express'), href: `/aanbod/${slug}/interesse` },
        };
  }

  async count(courseId: string): Promise<number> {
    const found = await this.database.first<{ count: number }>(
      'SELECT count(*)::int AS count FROM enrolment.interest WHERE course_id = $1',
      [courseId],
    );
    return found?.count ?? 0;
  }

  /** There is a date: everybody who wanted to know and may come is invited, and what they asked for is done. */
  @OnJournal('enrolment.interests', 'offering.published')
  async handle(tx: EntityManager, event: JournalEvent): Promise<void> {
    const [offering] = await rows<Published>(
      tx,
      `SELECT c.id AS "courseId", c.title AS "courseTitle", c.slug AS "courseSlug", o.mode,
              o.enrol_opens_at AS "enrolOpensAt"
         FROM catalogue.offering o JOIN catalogue.course c ON c.id = o.course_id
        WHERE o.id = $1 AND o.status IN ('published', 'confirmed', 'running')
          AND (o.starts_at IS NULL OR o.starts_at > $2)`,
      [event.subjectId, this.clock.now()],
    );
    if (!offering) return;
    const invited = await rows<Invited>(
      tx,
      `WITH gone AS (
         DELETE FROM enrolment.interest
          WHERE course_id = $1 AND catalogue.admits($2, person_id, $3::date) RETURNING person_id)
       SELECT p.id AS "personId", p.name, a.address AS email
         FROM gone JOIN people.person_name p ON p.id = gone.person_id AND p.status IN ('active', 'invited', 'guest')
         JOIN people.primary_address a ON a.person_id = p.id
        ORDER BY p.id`,
      [offering.courseId, event.subjectId, dayOf(this.clock.now())],
    );
    if (invited.length === 0) return;
    const sessions = (await this.sessions.ofOfferings([event.subjectId], tx)).map((session) => ({
      ...session,
      onlineUrl: null,
    }));
    const opensLater =
      offering.enrolOpensAt && offering.enrolOpensAt > this.clock.now()
        ? offering.enrolOpensAt
        : undefined;
    for (const { personId, name, email } of invited)
      await this.mail.queue(tx, {
        dedupeKey: `${event.subjectId}:interest-invited:${event.id}:${personId}`,
        template: 'enrolment/interest/mails/interest-invited',
        recipient: email,
        recipientPersonId: personId,
        aboutId: event.subjectId,
        subject: t('enrolment.interest.subject', { course: offering.courseTitle }),
        context: {
          ...offering,
          name,
          sessions,
          opensLater,
          selfPaced: offering.mode === 'self_paced',
        },
      });
  }

  private async write(
    tx: EntityManager,
    action: EventName,
    courseId: string,
    personId: string,
  ): Promise<void> {
    await this.journal.record(tx, {
      action,
      subjectId: courseId,
      actorId: personId,
      data: { courseId, personId },
    });
  }
}
