import { Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';
import { Clock, Database, dayOf, keyOf, type Page, pageOf } from '@academie/platform';

import type {
  CatalogueQuery,
  CoursesQuery,
  OfferingResponse,
  OfferingsQuery,
  SessionResponse,
} from './catalogue-api.dto';
import { seesCourse, seesOffering } from '../admission/sees';
import { CourseNotFound, OfferingNotFound, SessionNotFound } from '../catalogue.errors';
import { inMunicipality, inTheme, seatToBeHad, upcoming } from '../search/catalogue-search';
import { Params, searchOf } from '../search/search-text';
import { audienceColumns } from '../course/audience';
import type { CourseResponse } from '../course/course.dto';
import { freeSeats, type Places } from '../offering/seats-left';
import { pictureResponse } from '../picture/picture-address';
import { mayManage, type ThemeRef } from '../course/theme-scope';

const COURSE = `
  c.id, c.slug, c.title, c.summary, c.description, c.kind, c.mode, c.tags, c.audiences,
  c.duration_minutes AS "durationMinutes", c.min_attendance_percent AS "minAttendancePercent",
  c.partial_counts AS "partialCounts", c.certificate_valid_months AS "certificateValidMonths",
  c.certificate_minutes AS "certificateMinutes", c.certificate_signatory AS "certificateSignatory", c.pe_points AS "pePoints", c.accreditation, c.external_url AS "externalUrl", c.provider_id AS "providerId",
  c.status, c.version, ${audienceColumns('course', 'c')}, ${pictureResponse('c')} AS picture,
  ARRAY(SELECT ct.theme_id FROM catalogue.course_theme ct WHERE ct.course_id = c.id) AS "themeIds",
  ARRAY(SELECT r.required_id FROM catalogue.prerequisite r WHERE r.course_id = c.id) AS "prerequisiteIds"`;

const SESSION = `json_build_object('id', s.id, 'offeringId', s.offering_id, 'title', s.title,
  'startsAt', s.starts_at, 'endsAt', s.ends_at, 'zone', s.zone, 'status', s.status, 'sequence', s.sequence,
  'online', s.online_url IS NOT NULL, 'onlineUrl', s.online_url,
  'location', CASE WHEN l.id IS NOT NULL THEN json_build_object('id', l.id, 'name', l.name,
    'address', l.address, 'municipality', m.code, 'route', l.route, 'accessibility', l.accessibility,
    'room', CASE WHEN r.id IS NOT NULL THEN json_build_object('id', r.id, 'name', r.name, 'capacity', r.capacity) END)
  END)`;
const SESSION_PLACE = `LEFT JOIN catalogue.location l ON l.id = s.location_id
  LEFT JOIN catalogue.room r ON r.id = s.room_id
  LEFT JOIN people.known_organisation m ON m.id = l.municipality_id`;

const THEMES = `(SELECT coalesce(json_agg(json_build_object('id', t.id, 'parentId', t.parent_id)), '[]')
  FROM catalogue.course_theme ct JOIN catalogue.theme t ON t.id = ct.theme_id WHERE ct.course_id = c.id)`;

const OFFERING = `
  o.id, o.course_id AS "courseId", c.slug AS "courseSlug", c.title AS "courseTitle", o.status, o.mode, o.capacity, o.minimum,
  o.seats_taken AS "seatsTaken", o.overbooked, o.waiting_count AS "waitingCount",
  o.enrol_opens_at AS "enrolOpensAt", o.enrol_closes_at AS "enrolClosesAt", o.starts_at AS "startsAt",
  o.ends_at AS "endsAt", ${audienceColumns('offering', 'o')}, o.audiences, o.tags, o.note, o.check_in AS "checkIn", o.cancel_reason AS "cancelReason",
  o.approval, o.approval_days AS "approvalDays", o.offer_hours AS "offerHours",
  o.coverage_first AS "coverageFirst", o.duty_seats AS "dutySeats", o.cancel_until AS "cancelUntil", o.decide_at AS "decideAt",
  coalesce(o.questions, '[]') AS questions, o.version, o.organiser_id AS "organiserId", c.status AS "courseStatus", ${THEMES} AS themes,
  ARRAY(SELECT ot.person_id FROM catalogue.offering_trainer ot WHERE ot.offering_id = o.id) AS "trainerIds",
  (SELECT coalesce(json_agg(${SESSION} ORDER BY s.starts_at, s.id), '[]')
     FROM catalogue.session s ${SESSION_PLACE} WHERE s.offering_id = o.id) AS sessions`;

type CourseFound = CourseResponse & { themes: ThemeRef[] };
interface OfferingFound
  extends
    Omit<
      OfferingResponse,
      | keyof Places
      | 'endsAt'
      | 'cancelUntil'
      | 'decideAt'
      | 'trainerIds'
      | 'placesLeft'
      | 'sessions'
    >,
    Places {
  endsAt: Date | null;
  cancelUntil: Date | null;
  decideAt: Date | null;
  courseStatus: string;
  trainerIds: string[];
  sessions: Pick<SessionResponse, keyof SessionResponse>[];
  themes: ThemeRef[];
}

/** What programs read of the catalogue. Concepts and links exist only for those who manage them. */
@Injectable()
export class CatalogueApiQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Published courses by title, paged by cursor. */
  async courses(query: CoursesQuery, actor: Actor | undefined): Promise<Page<CourseResponse>> {
    const key = keyOf(query.after, 2);
    const params = new Params();
    const reader = this.reader(actor, params);
    const where = [`c.status = 'published'`, seesCourse('c', ...reader)];
    if (query.q) where.push(searchOf(query.q, params).where);
    if (query.theme) where.push(inTheme(query.theme, params));
    if (query.kind) where.push(`c.kind = ${params.add(query.kind)}`);
    if (query.mode) where.push(`c.mode = ${params.add(query.mode)}`);
    const offerings = this.offeringConditions(query, params);
    if (offerings.length > 0)
      where.push(`EXISTS (SELECT 1 FROM catalogue.offering o WHERE o.course_id = c.id
        AND ${seesOffering('o', ...reader)} AND ${upcoming(params.add(this.clock.now()))} AND ${offerings.join(' AND ')})`);
    if (key)
      where.push(
        `(c.title, c.id::text) > (${params.add(key[0])}::text, ${params.add(key[1])}::text)`,
      );
    const rows = await this.database.rows<CourseResponse>(
      `SELECT ${COURSE} FROM catalogue.course c WHERE ${where.join(' AND ')}
        ORDER BY c.title, c.id::text LIMIT ${query.limit + 1}`,
      params.values,
    );
    return pageOf(
      rows,
      query.limit,
      ({ title, id }) => [title, id],
      (row) => row,
    );
  }

  /** @throws CourseNotFound also for a draft of somebody else, and for what the reader may not know of */
  async course(id: string, actor: Actor | undefined): Promise<CourseResponse> {
    const found = await this.database.first<CourseFound>(
      `SELECT ${COURSE}, ${THEMES} AS themes FROM catalogue.course c
        WHERE c.id = $1 AND ${seesCourse('c', '$2', '$3')}`,
      [id, actor?.id ?? null, dayOf(this.clock.now())],
    );
    if (!found) throw new CourseNotFound();
    const { themes, ...course } = found;
    if (course.status === 'draft' && !(actor && mayManage(actor, themes)))
      throw new CourseNotFound();
    return course;
  }

  /**
   * Offerings by first start, self-paced ones last. Without `from` those still to come; with it those
   * that were held or cancelled too.
   */
  async offerings(
    query: OfferingsQuery,
    actor: Actor | undefined,
  ): Promise<Page<OfferingResponse>> {
    const key = keyOf(query.after, 2);
    const params = new Params();
    const reader = this.reader(actor, params);
    const where = [
      `c.status <> 'draft'`,
      seesOffering('o', ...reader),
      query.from
        ? `o.status NOT IN ('concept', 'inactive')`
        : upcoming(params.add(this.clock.now())),
      ...this.offeringConditions(query, params),
    ];
    if (query.mode) where.push(`o.mode = ${params.add(query.mode)}`);
    if (query.courseId) where.push(`o.course_id = ${params.add(query.courseId)}`);
    if (query.theme) where.push(inTheme(query.theme, params));
    if (key)
      where.push(`(coalesce(o.starts_at, 'infinity'), o.id::text) >
        (coalesce(${params.add(startOf(key[0]))}::timestamptz, 'infinity'), ${params.add(key[1])}::text)`);
    const rows = await this.database.rows<OfferingFound>(
      `SELECT ${OFFERING} FROM catalogue.offering o JOIN catalogue.course c ON c.id = o.course_id
        WHERE ${where.join(' AND ')}
        ORDER BY coalesce(o.starts_at, 'infinity'), o.id::text LIMIT ${query.limit + 1}`,
      params.values,
    );
    return pageOf(
      rows,
      query.limit,
      ({ startsAt, id }) => [startsAt?.toISOString() ?? null, id],
      (row) => shown(row, actor),
    );
  }

  /** @throws OfferingNotFound also for a concept of somebody else, and for what the reader may not know of */
  async offering(id: string, actor: Actor | undefined): Promise<OfferingResponse> {
    const found = await this.database.first<OfferingFound>(
      `SELECT ${OFFERING} FROM catalogue.offering o JOIN catalogue.course c ON c.id = o.course_id
        WHERE o.id = $1 AND ${seesOffering('o', '$2', '$3')}`,
      [id, actor?.id ?? null, dayOf(this.clock.now())],
    );
    const hidden =
      found &&
      (['concept', 'inactive'].includes(found.status) || found.courseStatus === 'draft') &&
      !(actor && mayManage(actor, found.themes));
    if (!found || hidden) throw new OfferingNotFound();
    return shown(found, actor);
  }

  /** @throws SessionNotFound also when the offering is hidden from the reader */
  async session(id: string, actor: Actor | undefined): Promise<SessionResponse> {
    const found = await this.database.first<{ offeringId: string }>(
      'SELECT offering_id AS "offeringId" FROM catalogue.session WHERE id = $1',
      [id],
    );
    const offering =
      found &&
      (await this.offering(found.offeringId, actor).catch((error: unknown) => {
        if (error instanceof OfferingNotFound) return undefined;
        throw error;
      }));
    const session = offering?.sessions.find((one) => one.id === id);
    if (!session) throw new SessionNotFound();
    return session;
  }

  private reader(actor: Actor | undefined, params: Params): [person: string, day: string] {
    return [params.add(actor?.id ?? null), params.add(dayOf(this.clock.now()))];
  }

  private offeringConditions(query: CatalogueQuery, params: Params): string[] {
    const where: string[] = [];
    if (query.from) where.push(`o.starts_at >= ${params.add(new Date(query.from))}`);
    if (query.until) where.push(`o.starts_at < ${params.add(new Date(query.until))}`);
    if (query.municipality) where.push(inMunicipality(query.municipality, params));
    if (query.placesLeft === 'true') where.push(seatToBeHad(params.add(this.clock.now())));
    return where;
  }
}

const startOf = (part: string | number | null | undefined): Date | null => {
  const date = typeof part === 'string' ? new Date(part) : null;
  return date && !Number.isNaN(date.getTime()) ? date : null;
};

function shown(found: OfferingFound, actor: Actor | undefined): OfferingResponse {
  const { themes, courseStatus: _status, trainerIds, organiserId, ...offering } = found;
  const manages = actor !== undefined && mayManage(actor, themes);
  return {
    ...offering,
    placesLeft: freeSeats(found),
    enrolOpensAt: offering.enrolOpensAt?.toISOString() ?? null,
    enrolClosesAt: offering.enrolClosesAt?.toISOString() ?? null,
    startsAt: offering.startsAt?.toISOString() ?? null,
    endsAt: offering.endsAt?.toISOString() ?? null,
    cancelUntil: offering.cancelUntil?.toISOString() ?? null,
    decideAt: offering.decideAt?.toISOString() ?? null,
    sessions: offering.sessions.map((session) => ({
      ...session,
      startsAt: new Date(session.startsAt).toISOString(),
      endsAt: new Date(session.endsAt).toISOString(),
      onlineUrl: manages ? session.onlineUrl : null,
    })),
    ...(manages && { trainerIds, organiserId: organiserId ?? null }),
  };
}
