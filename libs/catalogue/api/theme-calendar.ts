import { Inject, Injectable } from '@nestjs/common';
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';

import {
  addDays,
  Clock,
  CONFIG,
  type Config,
  Database,
  Installation,
  NotFound,
} from '@academie/platform';

import { sessionUid } from './offering-calendar';

/** Sessions longer ago than this leave the calendar. */
const KEPT_DAYS = 30;
const MOST_SESSIONS = 1000;

interface ThemeSession {
  id: string;
  sequence: number;
  title: string;
  startsAt: Date;
  endsAt: Date;
  place: string | null;
  online: boolean;
  courseTitle: string;
  courseSlug: string;
  off: boolean;
}

/** All that is planned in a theme, for everybody's calendar program (RFC 5545). */
@Injectable()
export class ThemeCalendar {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly installation: Installation,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * The calendar of a theme and what is below it, without confidential offerings and without links to
   * meetings. What was cancelled stays in it as cancelled, so that it leaves calendars that had it.
   * @throws NotFound for an unknown theme
   */
  async of(slug: string): Promise<string> {
    const theme = await this.database.first<{ id: string; name: string }>(
      'SELECT id, name FROM catalogue.theme WHERE slug = $1',
      [slug],
    );
    if (!theme) throw new NotFound();
    const now = this.clock.now();
    const sessions = await this.database.rows<ThemeSession>(
      `SELECT s.id, s.sequence, s.title, s.starts_at AS "startsAt", s.ends_at AS "endsAt",
              nullif(concat_ws(', ', l.name, nullif(l.address, '')), '') AS place,
              s.online_url IS NOT NULL AS online, c.title AS "courseTitle", c.slug AS "courseSlug",
              s.status = 'cancelled' OR o.status = 'cancelled' AS off
         FROM catalogue.session s
         JOIN catalogue.offering o ON o.id = s.offering_id AND NOT o.confidential
          AND o.status IN ('published', 'confirmed', 'running', 'held', 'cancelled')
         JOIN catalogue.course c ON c.id = o.course_id AND c.status = 'published'
         LEFT JOIN catalogue.session_place l ON l.session_id = s.id
        WHERE s.ends_at > $2 AND EXISTS (
                SELECT 1 FROM catalogue.course_theme ct JOIN catalogue.theme t ON t.id = ct.theme_id
                 WHERE ct.course_id = c.id AND (t.id = $1 OR t.parent_id = $1))
        ORDER BY s.starts_at, s.id LIMIT ${MOST_SESSIONS}`,
      [theme.id, addDays(now, -KEPT_DAYS)],
    );
    const calendar = ical({
      name: `${this.installation.current.name}: ${theme.name}`,
      prodId: { company: 'NHVeilig', product: 'academie', language: 'NL' },
      method: ICalCalendarMethod.PUBLISH,
      ttl: 3600,
    });
    for (const session of sessions) {
      const page = `${this.config.publicUrl}/aanbod/${session.courseSlug}`;
      calendar.createEvent({
        id: sessionUid(session.id),
        sequence: session.sequence,
        stamp: now,
        start: session.startsAt,
        end: session.endsAt,
        summary: session.title ? `${session.courseTitle}: ${session.title}` : session.courseTitle,
        description: page,
        location: session.place ?? (session.online ? 'Online' : null),
        url: page,
        status: session.off ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      });
    }
    return `${calendar.toString()}\r\n`;
  }
}
