import { createHash, randomBytes } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';

import {
  addDays,
  Clock,
  CONFIG,
  type Config,
  Database,
  Installation,
  NotFound,
} from '@academie/platform';

import { feed } from './calendar';
import { CalendarEntries } from './calendar-entries';
import type { SessionRow } from '../place/offering-sessions.queries';

/** Sessions longer ago than this leave the feed. */
const KEPT_DAYS = 90;

interface FeedRow extends SessionRow {
  personId: string;
  /** Of what was last sent by mail about it, so that the feed never says something older. */
  entrySequence: number | null;
  courseTitle: string;
  courseSlug: string;
  confidential: boolean;
  note: string;
  /** Null for who gives it. */
  enrolmentId: string | null;
  workshops: { title: string; place: string }[];
}

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** The secret address with which a calendar program fetches somebody's sessions. */
@Injectable()
export class CalendarFeedService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly entries: CalendarEntries,
    private readonly installation: Installation,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Makes a new address; the one before stops working. Only this once it can be read. */
  async renew(personId: string): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await this.database.rows(
      `INSERT INTO enrolment.calendar_feed (person_id, token_hash, created_at) VALUES ($1, $2, $3)
       ON CONFLICT (person_id) DO UPDATE SET token_hash = excluded.token_hash, created_at = excluded.created_at`,
      [personId, hashOf(token), this.clock.now()],
    );
    return `${this.config.publicUrl}/api/v1/me/calendar.ics?token=${token}`;
  }

  /** Takes the address back, if there is one. */
  async revoke(personId: string): Promise<void> {
    await this.database.rows('DELETE FROM enrolment.calendar_feed WHERE person_id = $1', [
      personId,
    ]);
  }

  /** When the address was made that works now; undefined without one. */
  async since(personId: string): Promise<Date | undefined> {
    const found = await this.database.first<{ createdAt: Date }>(
      'SELECT created_at AS "createdAt" FROM enrolment.calendar_feed WHERE person_id = $1',
      [personId],
    );
    return found?.createdAt;
  }

  /** The calendar behind a token. @throws NotFound when the token is unknown or was taken back */
  async calendarOf(token: string): Promise<string> {
    const person = await this.database.first<{ id: string }>(
      `SELECT f.person_id AS id FROM enrolment.calendar_feed f
         JOIN people.person_name p ON p.id = f.person_id AND p.status = 'active'
        WHERE f.token_hash = $1`,
      [hashOf(token)],
    );
    if (!person) throw new NotFound();
    const now = this.clock.now();
    const sessions = await this.database.rows<FeedRow>(
      `SELECT s.id, s.offering_id AS "offeringId", s.title, s.starts_at AS "startsAt",
              s.ends_at AS "endsAt", s.sequence, l.name AS place, l.address, l.route,
              l.accessibility, l.safety, s.online_url AS "onlineUrl",
              e."enrolmentId",
              $1 AS "personId", n.sequence AS "entrySequence", c.title AS "courseTitle",
              c.slug AS "courseSlug", o.confidential, o.note,
              (SELECT coalesce(json_agg(json_build_object('title', k.title, 'place', k.place) ORDER BY k.round), '[]')
                 FROM enrolment.known_workshop_choice k WHERE k.enrolment_id = e."enrolmentId") AS workshops
         FROM (
           -- Who gives a session that is announced, and also has a place in it, gives it.
           SELECT DISTINCT ON (session_id) session_id, "enrolmentId" FROM (
             SELECT p.id AS session_id, k.id AS "enrolmentId" FROM enrolment.enrolment k
               JOIN catalogue.planned_session p ON p.offering_id = k.offering_id
              WHERE k.person_id = $1 AND k.state IN ('enrolled', 'finished')
             UNION ALL
             SELECT g.session_id, NULL FROM catalogue.session_giver g WHERE g.person_id = $1) mine
            ORDER BY session_id, "enrolmentId" NULLS FIRST) e
         JOIN catalogue.planned_session s ON s.id = e.session_id
         JOIN catalogue.offering o ON o.id = s.offering_id
          AND (e."enrolmentId" IS NOT NULL OR o.status IN ('published', 'confirmed', 'running', 'held'))
         JOIN catalogue.course c ON c.id = o.course_id
         LEFT JOIN catalogue.session_place l ON l.session_id = s.id
         LEFT JOIN enrolment.calendar_entry n ON n.person_id = $1 AND n.session_id = s.id
        WHERE s.ends_at > $2
        ORDER BY s.starts_at, s.id LIMIT 1000`,
      [person.id, addDays(now, -KEPT_DAYS)],
    );
    const appointments = sessions.map((session) =>
      this.entries.appointment(
        session,
        {
          uid: this.entries.uidOf(session.personId, session.id),
          sequence: Math.max(session.entrySequence ?? 0, session.sequence),
        },
        session,
      ),
    );
    return feed(appointments, now, this.installation.current.name);
  }
}
