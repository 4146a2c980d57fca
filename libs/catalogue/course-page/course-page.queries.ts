import { Injectable } from '@nestjs/common';

import { Clock, Database, ShortCache } from '@academie/platform';

import { circleParts, type CircleParts } from '../admission/admission.queries';
import type { Admission, CourseKind, CourseStatus, Mode } from '../course/course.entity';
import { type Approval, OPEN_STATUSES } from '../offering/offering.entity';
import type { Places } from '../offering/seats-left';
import { pictureOf, type PictureRow } from '../picture/picture-address';

/** A course as its own page tells it. */
export interface CourseRow {
  id: string;
  slug: string;
  title: string;
  summary: string;
  description: string;
  kind: CourseKind;
  mode: Mode;
  status: CourseStatus;
  durationMinutes: number | null;
  minAttendancePercent: number;
  partialCounts: boolean;
  externalUrl: string | null;
  provider: string | null;
  themes: { id: string; slug: string; name: string; parentId: string | null }[];
  /** Whom it is meant for; naming nobody is everybody. */
  circle: CircleParts;
  admission: Admission;
  confidential: boolean;
  picture: PictureRow | null;
  /** What must have been completed before. */
  prerequisites: { slug: string; title: string }[];
  /** Leergangen on offer that it is part of. */
  programmes: { slug: string; title: string }[];
  /** How often it was held. */
  held: number;
}

export interface SessionRow {
  id: string;
  title: string;
  startsAt: Date;
  endsAt: Date;
  /** "Stadhuis, Raadzaal, Alkmaar"; null without a location. */
  place: string | null;
  address: string | null;
  /** How to get there, and whether everybody can. */
  route: string | null;
  accessibility: string | null;
  /** Whether there is a link to a meeting; the link itself is for those who take part. */
  online: boolean;
}

/** An offering that is still to come or under way. */
export interface OfferingRow extends Places {
  id: string;
  mode: Mode;
  minimum: number;
  approval: Approval;
  approvalDays: number;
  offerHours: number | null;
  coverageFirst: boolean;
  cancelUntil: Date | null;
  decideAt: Date | null;
  /** Whether something is asked of the person who enrols. */
  asks: boolean;
  endsAt: Date | null;
  confidential: boolean;
  /** Whether something was added to it, or to the course, that some may have. */
  hasMaterial: boolean;
  admission: Admission;
  note: string;
  cancelReason: string | null;
  /** Whom this one is for among those; naming nobody is all of them. */
  circle: CircleParts;
  sessions: SessionRow[];
  /** Names; the page shows them to signed-in people only. */
  trainers: string[];
  organiser: string | null;
}

type Stored = Omit<OfferingRow, 'sessions'> & {
  sessions: (Omit<SessionRow, 'startsAt' | 'endsAt'> & { startsAt: string; endsAt: string })[];
};

/** What the page of one course needs: two statements, asked at once. */
@Injectable()
export class CoursePageQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly cache: ShortCache,
  ) {}

  /** The course with this slug, whatever its status; undefined when there is none. */
  course(slug: string): Promise<CourseRow | undefined> {
    return this.cache.getOrLoad(`course ${slug}`, () => this.readCourse(slug));
  }

  /** Its offerings that are open or under way, and those to come that were cancelled; soonest first. */
  offerings(slug: string, which?: 'concepts too'): Promise<OfferingRow[]> {
    if (which) return this.readOfferings(slug, [...OPEN_STATUSES, 'concept']);
    return this.cache.getOrLoad(`offerings ${slug}`, () => this.readOfferings(slug, OPEN_STATUSES));
  }

  private readCourse(slug: string): Promise<CourseRow | undefined> {
    return this.database.first<CourseRow>(
      `SELECT c.id, c.slug, c.title, c.summary, c.description, c.kind, c.mode, c.status,
              c.duration_minutes AS "durationMinutes", c.min_attendance_percent AS "minAttendancePercent",
              c.partial_counts AS "partialCounts", c.admission, c.confidential, c.external_url AS "externalUrl", p.name AS provider,
              ${circleParts('course', 'c')} AS circle, ${pictureOf('c')} AS picture,
              (SELECT coalesce(json_agg(json_build_object('id', t.id, 'slug', t.slug, 'name', t.name,
                 'parentId', t.parent_id) ORDER BY t.position), '[]')
                 FROM catalogue.course_theme ct JOIN catalogue.theme t ON t.id = ct.theme_id
                WHERE ct.course_id = c.id) AS themes,
              (SELECT coalesce(json_agg(json_build_object('slug', q.slug, 'title', q.title)
                 ORDER BY q.title), '[]')
                 FROM catalogue.prerequisite r JOIN catalogue.course q ON q.id = r.required_id
                WHERE r.course_id = c.id AND NOT q.confidential) AS prerequisites,
              (SELECT coalesce(json_agg(json_build_object('slug', g.slug, 'title', g.title) ORDER BY g.title), '[]')
                 FROM catalogue.programme_course pc
                 JOIN catalogue.programme g ON g.id = pc.programme_id AND g.status = 'published'
                WHERE pc.course_id = c.id) AS programmes,
              (SELECT count(*)::int FROM catalogue.offering o
                WHERE o.course_id = c.id AND o.status = 'held' AND o.confidential = c.confidential) AS held
         FROM catalogue.course c LEFT JOIN people.known_organisation p ON p.id = c.provider_id
        WHERE c.slug = $1`,
      [slug],
    );
  }

  private async readOfferings(slug: string, open: readonly string[]): Promise<OfferingRow[]> {
    const stored = await this.database.rows<Stored>(
      `SELECT o.id, o.status, o.mode, o.capacity, o.minimum, o.seats_taken AS "seatsTaken",
              o.waiting_count AS "waitingCount", o.enrol_opens_at AS "enrolOpensAt",
              o.enrol_closes_at AS "enrolClosesAt", o.starts_at AS "startsAt", o.ends_at AS "endsAt",
              o.approval, o.approval_days AS "approvalDays", o.offer_hours AS "offerHours",
              o.coverage_first AS "coverageFirst", o.cancel_until AS "cancelUntil",
              o.decide_at AS "decideAt", o.questions IS NOT NULL OR EXISTS (
                SELECT FROM catalogue.known_workshop w WHERE w.offering_id = o.id) AS asks,
              o.confidential, o.admission, o.note, o.cancel_reason AS "cancelReason",
              EXISTS (SELECT FROM catalogue.current_material m WHERE m.course_id = o.course_id
                 AND (m.offering_id IS NULL OR m.offering_id = o.id)) AS "hasMaterial",
              ${circleParts('offering', 'o')} AS circle,
              (SELECT coalesce(json_agg(json_build_object('id', s.id, 'title', s.title,
                 'startsAt', s.starts_at, 'endsAt', s.ends_at, 'online', s.online_url IS NOT NULL,
                 'place', l.name || ', ' || m.short_name, 'address', nullif(l.address, ''),
                 'route', nullif(l.route, ''), 'accessibility', nullif(l.accessibility, ''))
                 ORDER BY s.starts_at, s.id), '[]')
                 FROM catalogue.session s LEFT JOIN catalogue.session_place l ON l.session_id = s.id
                 LEFT JOIN people.known_organisation m ON m.id = l.municipality_id
                WHERE s.offering_id = o.id AND s.status = 'planned') AS sessions,
              ARRAY(SELECT p.given_name || ' ' || p.family_name
                 FROM catalogue.offering_trainer ot JOIN people.person_name p ON p.id = ot.person_id
                WHERE ot.offering_id = o.id AND p.status = 'active'
                ORDER BY p.sort_name) AS trainers,
              (SELECT p.given_name || ' ' || p.family_name FROM people.person_name p
                WHERE p.id = o.organiser_id AND p.status = 'active') AS organiser
         FROM catalogue.offering o
        WHERE o.course_id = (SELECT id FROM catalogue.course WHERE slug = $1)
          AND ((o.status = ANY ($3) AND (o.ends_at IS NULL OR o.ends_at > $2))
            OR (o.status = 'cancelled' AND o.starts_at > $2))
        ORDER BY o.starts_at NULLS FIRST, o.id
        LIMIT 50`,
      [slug, this.clock.now(), open],
    );
    return stored.map((offering) => ({
      ...offering,
      sessions: offering.sessions.map((session) => ({
        ...session,
        startsAt: new Date(session.startsAt),
        endsAt: new Date(session.endsAt),
      })),
    }));
  }
}
