import { Injectable } from '@nestjs/common';

import { leadsCourse, type Mode } from '@academie/catalogue';
import { type Actor, CountsWork } from '@academie/people';
import {
  addDays,
  Clock,
  Database,
  dayOf,
  keyOf,
  type Page,
  pageOf,
  startOfDay,
} from '@academie/platform';

import type { RegisterState } from '../mark/mark-value';

/** The parts of the list, in the order in which they are shown. */
export const LESSON_PARTS = ['today', 'upcoming', 'to_close', 'closed'] as const;
export type LessonPart = (typeof LESSON_PARTS)[number];

/** A session in the list of the person who gives or organises it. */
export interface LessonRow {
  id: string;
  courseTitle: string;
  title: string;
  startsAt: Date;
  endsAt: Date;
  mode: Mode;
  place: string | null;
  state: RegisterState;
  /** Called off: shown on its day only. */
  cancelled: boolean;
  part: LessonPart;
  number: number;
  sessions: number;
  /** People with a place. */
  enrolled: number;
  /** People without a mark. */
  unmarked: number;
}

/** How many sessions each part holds, whatever the filter. */
export type LessonCounts = Record<LessonPart, number>;

export interface LessonFilter {
  part?: LessonPart | undefined;
  search?: string | undefined;
  after?: string | undefined;
  limit: number;
}

interface Found extends Omit<LessonRow, 'part'> {
  rank: number;
  sort: string;
  counts: number[];
}

const DAY_PARAMS = '$4::timestamptz, $5::timestamptz';

/** The sessions somebody gives or organises. */
@Injectable()
export class TrainerSessionsQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** How many registers are still to be closed; the menu says it to trainers. */
  @CountsWork('/lesgeven')
  async toClose(actor: Actor): Promise<number> {
    if (!actor.is('trainer')) return 0;
    const { counts } = await this.page(actor, { limit: 1 });
    return counts.to_close;
  }

  /** One page: today first, then what is to come, then what is still to be closed, then what is closed. */
  async page(
    actor: Actor,
    filter: LessonFilter,
  ): Promise<Page<LessonRow> & { counts: LessonCounts }> {
    const key = keyOf(filter.after, 3);
    const today = startOfDay(dayOf(this.clock.now())) ?? this.clock.now();
    const found = await this.database.rows<Found>(
      `WITH bounds (today, tomorrow) AS (VALUES (${DAY_PARAMS})), mine AS MATERIALIZED (
         SELECT s.status = 'cancelled' OR o.status = 'cancelled' AS cancelled,
                s.id, s.offering_id, s.title, s.starts_at, s.ends_at, o.mode, c.title AS course,
                o.seats_taken + o.overbooked AS enrolled, coalesce(r.state, 'open') AS state,
                CASE WHEN s.starts_at >= b.tomorrow THEN 1 WHEN s.ends_at >= b.today THEN 0
                     WHEN r.state = 'closed' THEN 3 ELSE 2 END AS rank
           FROM catalogue.session s
           JOIN catalogue.offering o ON o.id = s.offering_id
           JOIN catalogue.course c ON c.id = o.course_id
           CROSS JOIN bounds b
           LEFT JOIN attendance.register r ON r.session_id = s.id
          WHERE (s.status = 'planned' AND o.status IN ('published', 'confirmed', 'running', 'held')
              OR o.status <> 'concept' AND s.starts_at < b.tomorrow AND s.ends_at >= b.today)
            AND ($3 OR o.organiser_id = $1
              OR s.id IN (SELECT g.session_id FROM catalogue.session_giver g WHERE g.person_id = $1)
              OR ${leadsCourse('o.course_id', '$2')})
       ), counts AS (
         SELECT ARRAY[count(*) FILTER (WHERE rank = 0), count(*) FILTER (WHERE rank = 1),
                      count(*) FILTER (WHERE rank = 2), count(*) FILTER (WHERE rank = 3)]::integer[] AS counts
           FROM mine
       ), sorted AS (
         SELECT mine.*, extract(epoch FROM starts_at)::bigint * CASE WHEN rank < 2 THEN 1 ELSE -1 END AS sort
           FROM mine
          WHERE ($6::integer IS NULL OR rank = $6)
            AND ($7::text IS NULL OR lower(course || ' ' || title) LIKE '%' || lower($7) || '%')
       ), shown AS (
         SELECT * FROM sorted
          WHERE $8::integer IS NULL OR (rank, sort, id) > ($8, $9::bigint, $10::uuid)
          ORDER BY rank, sort, id LIMIT $11
       )
       SELECT shown.id, shown.course AS "courseTitle", shown.title, shown.starts_at AS "startsAt",
              shown.ends_at AS "endsAt", shown.mode, shown.cancelled, l.name || ', ' || g.short_name AS place, shown.state,
              shown.rank, shown.sort::text, shown.enrolled, n.number, n.sessions, counts.counts,
              shown.enrolled - least(shown.enrolled, m.marked) AS unmarked
         FROM counts
         LEFT JOIN shown ON true
         LEFT JOIN catalogue.session_place l ON l.session_id = shown.id
         LEFT JOIN people.known_organisation g ON g.id = l.municipality_id
         CROSS JOIN LATERAL (
           SELECT count(*) FILTER (WHERE (a.starts_at, a.id) <= (shown.starts_at, shown.id))::int AS number,
                  count(*)::int AS sessions
             FROM catalogue.planned_session a WHERE a.offering_id = shown.offering_id) n
         CROSS JOIN LATERAL (
           SELECT count(DISTINCT enrolment_id)::int AS marked FROM attendance.mark WHERE session_id = shown.id) m
        ORDER BY shown.rank, shown.sort, shown.id`,
      [
        actor.id,
        actor.ledThemes,
        actor.isAdministrator,
        today,
        addDays(today, 1),
        filter.part ? LESSON_PARTS.indexOf(filter.part) : null,
        filter.search?.replace(/[\\%_]/g, (sign) => `\\${sign}`) ?? null,
        key?.[0] ?? null,
        key?.[1] ?? null,
        key?.[2] ?? null,
        filter.limit + 1,
      ],
    );
    const counts = found[0]?.counts ?? [];
    const page = pageOf(
      found.filter(({ id }) => id as string | null),
      filter.limit,
      ({ rank, sort, id }) => [rank, sort, id],
      ({ rank, sort: _sort, counts: _counts, ...row }): LessonRow => ({
        ...row,
        part: LESSON_PARTS[rank] ?? 'closed',
      }),
    );
    return {
      ...page,
      counts: Object.fromEntries(
        LESSON_PARTS.map((part, rank) => [part, counts[rank] ?? 0]),
      ) as LessonCounts,
    };
  }
}
