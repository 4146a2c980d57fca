import type { EntityManager } from 'typeorm';

import { type Database } from '@academie/platform';

import type { CourseContext } from '../counting/context-facts';

/** SQL: the labels of a list of text[] together, each once, in order. */
const together = (...lists: string[]): string =>
  `ARRAY(SELECT DISTINCT word FROM unnest(${lists.join(' || ')}) AS word ORDER BY word)`;

/** SQL of a CourseContext: course `c`, and where there is one offering `o`. */
export const courseContextSql = (offering?: 'o'): string => `jsonb_build_object(
  'type', 'course', 'courseId', c.id, 'kind', c.kind, 'mode', ${offering ? 'o.mode' : 'c.mode'},
  'tags', ${offering ? together('c.tags', 'o.tags') : together('c.tags')},
  'audiences', ${offering ? together('c.audiences', 'o.audiences') : together('c.audiences')},
  'themes', ARRAY(SELECT th.slug FROM catalogue.course_theme ct JOIN catalogue.theme th
     ON th.id = ct.theme_id WHERE ct.course_id = c.id ORDER BY th.slug),
  'providerId', c.provider_id)`;

/** SQL: the earliest session of an offering that is over at a moment and has an open register. */
export const openSessionSql = (offering: string, now: string): string => `
  SELECT s.id FROM catalogue.planned_session s LEFT JOIN attendance.register r ON r.session_id = s.id
   WHERE ${offering}.ends_at < ${now} AND s.offering_id = ${offering}.id
     AND r.state IS DISTINCT FROM 'closed' ORDER BY s.starts_at, s.id LIMIT 1`;

/** An offering as the ledger looks at it. */
export interface OfferingFacts {
  id: string;
  status: string;
  courseStatus: string;
  /**
   * When its last session ended. A session belongs to the day in Amsterdam on which it begins, so of one
   * that went on past midnight it is the beginning.
   */
  heldAt: Date | null;
  /** Every session that was not cancelled has a closed register. */
  registersClosed: boolean;
  /** Where its organiser worked on the last day; null where there is no organiser, or nothing is known. */
  organiserOrganisationId: string | null;
  sessions: number;
  minutes: number;
  /** From when until when people could enrol; null where it never opened or never closes. */
  openFrom: Date | null;
  openUntil: Date | null;
  context: CourseContext;
}

/** The offerings with these ids; in no particular order. */
export const offeringFacts = (
  database: Database,
  ids: readonly string[],
  tx: EntityManager,
): Promise<OfferingFacts[]> =>
  database.rows<OfferingFacts>(
    `SELECT o.id, o.status, c.status AS "courseStatus", s.held_at AS "heldAt",
       organiser.organisation_id AS "organiserOrganisationId",
       s.sessions, s.minutes, s.sessions > 0 AND s.closed = s.sessions AS "registersClosed",
       coalesce(o.enrol_opens_at, published.at, o.created_at) AS "openFrom",
       coalesce(o.enrol_closes_at, o.starts_at) AS "openUntil",
       ${courseContextSql('o')} AS context
     FROM catalogue.offering o
     JOIN catalogue.course c ON c.id = o.course_id
     CROSS JOIN LATERAL (
       SELECT (array_agg(CASE WHEN (s.starts_at AT TIME ZONE 'Europe/Amsterdam')::date
           = (s.ends_at AT TIME ZONE 'Europe/Amsterdam')::date THEN s.ends_at ELSE s.starts_at END
           ORDER BY s.ends_at DESC, s.id))[1] AS held_at, count(*)::int AS sessions,
         count(*) FILTER (WHERE r.state = 'closed')::int AS closed,
         coalesce(sum(extract(epoch FROM s.ends_at - s.starts_at) / 60), 0)::int AS minutes
       FROM catalogue.planned_session s LEFT JOIN attendance.register r ON r.session_id = s.id
       WHERE s.offering_id = o.id) s
     LEFT JOIN LATERAL (
       SELECT m.organisation_id FROM people.job m
        WHERE m.person_id = o.organiser_id
          AND m.valid_from <= (s.held_at AT TIME ZONE 'Europe/Amsterdam')::date
          AND (m.valid_to IS NULL OR m.valid_to > (s.held_at AT TIME ZONE 'Europe/Amsterdam')::date)
        ORDER BY m.is_main DESC, m.valid_from DESC LIMIT 1) organiser ON true
     LEFT JOIN LATERAL (
       SELECT j.recorded_at AS at FROM platform.journal j
        WHERE j.subject_id = o.id AND j.action = 'offering.published' ORDER BY j.id DESC LIMIT 1
     ) published ON true
     WHERE o.id = ANY ($1)`,
    [ids],
    tx,
  );

/** A course that people start by themselves, and from when until when they could. */
export interface SelfPacedFacts {
  id: string;
  status: string;
  mode: string;
  publishedAt: Date | null;
  archivedAt: Date | null;
  context: CourseContext;
}

/** The courses with these ids; in no particular order. */
export const courseFacts = (
  database: Database,
  ids: readonly string[],
  tx: EntityManager,
): Promise<SelfPacedFacts[]> =>
  database.rows<SelfPacedFacts>(
    `SELECT c.id, c.status, c.mode, c.published_at AS "publishedAt", archived.at AS "archivedAt",
       ${courseContextSql()} AS context
     FROM catalogue.course c
     LEFT JOIN LATERAL (
       SELECT j.recorded_at AS at FROM platform.journal j
        WHERE j.subject_id = c.id AND j.action = 'course.archived' ORDER BY j.id DESC LIMIT 1
     ) archived ON true
     WHERE c.id = ANY ($1)`,
    [ids],
    tx,
  );
