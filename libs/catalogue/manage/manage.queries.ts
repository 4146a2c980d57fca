import { Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';
import { Clock, Database } from '@academie/platform';

import { CourseNotFound, NotYourTheme, OfferingNotFound } from '../catalogue.errors';
import { inTheme, upcoming } from '../search/catalogue-search';
import { Params, searchOf } from '../search/search-text';
import type { CourseKind, CourseStatus, Mode } from '../course/course.entity';
import type { ManageFilter } from './manage-filter';
import type { OfferingStatus } from '../offering/offering.entity';
import type { Places } from '../offering/seats-left';
import { ledBy, managedBy, mayManage, type ThemeRef } from '../course/theme-scope';

export const MANAGE_PAGE_SIZE = 20;

/** A course in the list of the person who manages it. */
export interface ManagedCourse {
  id: string;
  title: string;
  kind: CourseKind;
  status: CourseStatus;
  themes: string | null;
  /** Offerings to come. */
  upcoming: number;
  /** First start of those. */
  nextAt: Date | null;
  total: number;
}

/** An offering in the list of its course. */
export interface ManagedOffering extends Places {
  id: string;
  mode: Mode;
  endsAt: Date | null;
  overbooked: number;
  place: string | null;
  confidential: boolean;
  /** When it is decided whether it is given, if that is to be decided. */
  decideAt: Date | null;
  minimum: number;
  /** How many of its sessions have no place yet, where people come together. */
  placeless: number;
}

/** What a page about one offering needs, besides its form. */
export interface OfferingHead {
  id: string;
  courseId: string;
  courseTitle: string;
  status: OfferingStatus;
  startsAt: Date | null;
  endsAt: Date | null;
  seatsTaken: number;
  overbooked: number;
  waitingCount: number;
}

const ORDER: Record<ManageFilter['sort'], string> = {
  titel: 'c.title, c.id',
  status: `array_position(ARRAY['draft', 'published', 'archived'], c.status), c.title, c.id`,
  datum: 'n.next_at, c.title, c.id',
};

/** Reads for those who manage the catalogue; each answer stays within what they manage. */
@Injectable()
export class ManageQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** One page of the courses this person manages. */
  courses(actor: Actor, filter: ManageFilter): Promise<ManagedCourse[]> {
    const params = new Params();
    const now = params.add(this.clock.now());
    const where = [managedBy(params.add(ledBy(actor)))];
    const search = filter.q ? searchOf(filter.q, params) : undefined;
    if (search) where.push(search.where);
    if (filter.status) where.push(`c.status = ${params.add(filter.status)}`);
    if (filter.kind) where.push(`c.kind = ${params.add(filter.kind)}`);
    if (filter.theme) where.push(inTheme(filter.theme, params));
    return this.database.rows<ManagedCourse>(
      `SELECT c.id, c.title, c.kind, c.status, n.upcoming, n.next_at AS "nextAt",
              count(*) OVER ()::int AS total,
              (SELECT string_agg(t.name, ', ' ORDER BY t.position) FROM catalogue.course_theme ct
                 JOIN catalogue.theme t ON t.id = ct.theme_id WHERE ct.course_id = c.id) AS themes
         FROM catalogue.course c CROSS JOIN LATERAL (
           SELECT count(*)::int AS upcoming, min(o.starts_at) AS next_at
             FROM catalogue.offering o WHERE o.course_id = c.id AND ${upcoming(now)}) n
        WHERE ${where.join(' AND ')}
        ORDER BY ${ORDER[filter.sort]}
        LIMIT ${MANAGE_PAGE_SIZE} OFFSET ${(filter.page - 1) * MANAGE_PAGE_SIZE}`,
      params.values,
    );
  }

  /** Title, status, and as many seats as its last offering has. @throws CourseNotFound, NotYourTheme */
  async course(
    actor: Actor,
    id: string,
  ): Promise<{
    id: string;
    slug: string;
    title: string;
    status: CourseStatus;
    mode: Mode;
    usualCapacity: number;
  }> {
    const found = await this.database.first<{
      id: string;
      slug: string;
      title: string;
      status: CourseStatus;
      mode: Mode;
      usualCapacity: number;
      themes: ThemeRef[];
    }>(
      `SELECT c.id, c.slug, c.title, c.status, c.mode,
              coalesce((SELECT o.capacity FROM catalogue.offering o WHERE o.course_id = c.id
                         ORDER BY o.created_at DESC, o.id DESC LIMIT 1), 20) AS "usualCapacity",
              (SELECT coalesce(json_agg(json_build_object('id', t.id, 'parentId', t.parent_id)), '[]')
                 FROM catalogue.course_theme ct JOIN catalogue.theme t ON t.id = ct.theme_id
                WHERE ct.course_id = c.id) AS themes
         FROM catalogue.course c WHERE c.id = $1`,
      [id],
    );
    if (!found) throw new CourseNotFound();
    if (!mayManage(actor, found.themes)) throw new NotYourTheme();
    return found;
  }

  /** All offerings of a course, the latest first. */
  offerings(courseId: string): Promise<ManagedOffering[]> {
    return this.database.rows<ManagedOffering>(
      `SELECT o.id, o.status, o.mode, o.capacity, o.seats_taken AS "seatsTaken", o.overbooked,
              o.waiting_count AS "waitingCount", o.enrol_opens_at AS "enrolOpensAt",
              o.enrol_closes_at AS "enrolClosesAt", o.starts_at AS "startsAt", o.ends_at AS "endsAt",
              o.confidential, o.decide_at AS "decideAt", o.minimum,
              (SELECT count(*)::int FROM catalogue.session s
                WHERE s.offering_id = o.id AND s.status = 'planned' AND s.location_id IS NULL
                  AND o.mode IN ('in_person', 'hybrid')) AS placeless,
              (SELECT l.name || ', ' || m.short_name FROM catalogue.session s
                 JOIN catalogue.location l ON l.id = s.location_id
                 JOIN people.known_organisation m ON m.id = l.municipality_id
                WHERE s.offering_id = o.id AND s.status = 'planned' ORDER BY s.starts_at LIMIT 1) AS place
         FROM catalogue.offering o WHERE o.course_id = $1
        ORDER BY o.starts_at DESC NULLS FIRST, o.id LIMIT 200`,
      [courseId],
    );
  }

  /** @throws OfferingNotFound, NotYourTheme */
  async offering(actor: Actor, id: string): Promise<OfferingHead> {
    const found = await this.database.first<OfferingHead>(
      `SELECT o.id, o.course_id AS "courseId", c.title AS "courseTitle", o.status,
              o.starts_at AS "startsAt", o.ends_at AS "endsAt", o.seats_taken AS "seatsTaken",
              o.overbooked, o.waiting_count AS "waitingCount"
         FROM catalogue.offering o JOIN catalogue.course c ON c.id = o.course_id WHERE o.id = $1`,
      [id],
    );
    if (!found) throw new OfferingNotFound();
    await this.course(actor, found.courseId);
    return found;
  }
}
