import { Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';
import { Clock, Database, dayOf, isId, keyOf, type Page, pageOf } from '@academie/platform';

import { dutyScope, inCare } from '../duty-exemption/duty-scope';
import { isAgain } from '../duty-mine/duty-mine.queries';

/** What is shown of duties: those that are late, due within some months, all that are open, or waived. */
export const LIST_PARTS = ['soon', 'late', 'all', 'waived'] as const;
export type ListPart = (typeof LIST_PARTS)[number];
/** What comes first in the list; the name decides among those that are due on one day. */
export const LIST_ORDERS = ['due', 'name', 'course'] as const;
export type ListOrder = (typeof LIST_ORDERS)[number];
export const DUTIES_PAGE_SIZE = 25;
const SOON_DAYS = 90;

export interface ListFilter {
  part: ListPart;
  courseId?: string | undefined;
  organisationId?: string | undefined;
  order?: ListOrder | undefined;
  after?: string | undefined;
}

/** A duty of somebody of the own organisations. */
export interface ListedDuty {
  id: string;
  personId: string;
  name: string;
  organisation: string | null;
  courseTitle: string;
  dueOn: string;
  daysLeft: number;
  /** A renewal: done before, and to be done again. */
  isRenewal: boolean;
  /** Has a place that lies ahead. */
  hasPlace: boolean;
  /** Of a waiver: until when, and its id. */
  until: string | null;
  exemptionId: string | null;
  isOwn: boolean;
  sortName: string;
}

// $1 and $2 are those of inCare, $3 the day, $4 the reader.
const SELECT = `
  SELECT d.id, d.person_id AS "personId", p.name, o.short_name AS organisation, c.title AS "courseTitle",
         d.due_on::text AS "dueOn", d.due_on - $3::date AS "daysLeft", d.person_id = $4 AS "isOwn", p.sort_name AS "sortName",
         d.counts_from IS NOT NULL AND ${isAgain('d')} AS "isRenewal", x.until::text AS until, x.id AS "exemptionId",
         EXISTS (SELECT FROM enrolment.held_place h JOIN catalogue.course_of_offering q ON q.offering_id = h.offering_id
                  WHERE h.person_id = d.person_id AND h.state = 'enrolled' AND q.course_id = d.course_id) AS "hasPlace"
    FROM attendance.duty d
    JOIN people.person_name p ON p.id = d.person_id
    JOIN catalogue.known_course c ON c.id = d.course_id
    LEFT JOIN people.known_organisation o ON o.id = d.organisation_id
    LEFT JOIN attendance.duty_exemption x ON x.id = d.exemption_id`;

const PARTS: Record<ListPart, string> = {
  soon: `d.state = 'open' AND d.due_on <= $3::date + ${SOON_DAYS}`,
  late: `d.state = 'open' AND d.due_on < $3::date`,
  all: `d.state = 'open'`,
  waived: `d.state = 'waived' AND x.kind = 'waiver' AND x.state = 'granted' AND x.until >= $3::date`,
};

/** What a list can be limited to. */
interface Choice {
  value: string;
  label: string;
}

/** Columns that put the rows of a list in order, and where a row stands in it. */
const ORDERS: Record<ListOrder, { by: string; key: (row: ListedDuty) => [string, string] }> = {
  due: { by: 'd.due_on::text COLLATE "C", p.sort_name', key: (row) => [row.dueOn, row.sortName] },
  name: { by: 'p.sort_name, d.due_on::text COLLATE "C"', key: (row) => [row.sortName, row.dueOn] },
  course: { by: 'c.title, p.sort_name', key: (row) => [row.courseTitle, row.sortName] },
};

/** Duties of people whom a coordinator looks after; an administrator sees all. */
@Injectable()
export class DutyListQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** One page, the first due first unless asked otherwise. */
  async page(
    actor: Actor,
    filter: ListFilter,
    limit = DUTIES_PAGE_SIZE,
  ): Promise<Page<ListedDuty>> {
    const key = keyOf(filter.after, 3);
    const found = await this.find(actor, filter, key, limit + 1);
    const { key: of } = ORDERS[filter.order ?? 'due'];
    return pageOf(
      found,
      limit,
      (row) => [...of(row), row.id],
      (row) => row,
    );
  }

  /** All of them, for a file. */
  all(actor: Actor, filter: ListFilter, limit: number): Promise<ListedDuty[]> {
    return this.find(actor, filter, undefined, limit);
  }

  /** How many there are of each sort, and how many the filter finds. */
  async counts(
    actor: Actor,
    { part, courseId, organisationId }: ListFilter,
  ): Promise<{ late: number; soon: number; open: number; found: number }> {
    const counted = await this.database.first<Record<'late' | 'soon' | 'open' | 'found', number>>(
      `SELECT count(*) FILTER (WHERE d.state = 'open' AND d.due_on < $3::date)::int AS late,
              count(*) FILTER (WHERE d.state = 'open'
                AND d.due_on BETWEEN $3::date AND $3::date + ${SOON_DAYS})::int AS soon,
              count(*) FILTER (WHERE d.state = 'open')::int AS open,
              count(*) FILTER (WHERE ${PARTS[part]} AND ($4::uuid IS NULL OR d.course_id = $4)
                AND ($5::uuid IS NULL OR d.organisation_id = $5))::int AS found
         FROM attendance.duty d LEFT JOIN attendance.duty_exemption x ON x.id = d.exemption_id
        WHERE ${inCare('d')} AND d.state IN ('open', 'waived')`,
      [...dutyScope(actor), this.today, idOr(courseId), idOr(organisationId)],
    );
    return counted ?? { late: 0, soon: 0, open: 0, found: 0 };
  }

  /** The courses that are somebody's duty here, and whose people these are where it is more than one organisation. */
  async choices(actor: Actor): Promise<{ courses: Choice[]; organisations: Choice[] }> {
    const found = await this.database.rows<Choice & { sort: string }>(
      `(SELECT 'course' AS sort, c.id AS value, c.title AS label FROM catalogue.known_course c
         WHERE EXISTS (SELECT FROM attendance.duty d WHERE d.course_id = c.id AND d.state = 'open' AND ${inCare('d')})
         ORDER BY c.title, c.id LIMIT 200)
       UNION ALL
       (SELECT 'organisation', o.id, o.short_name FROM people.known_organisation o
         WHERE EXISTS (SELECT FROM attendance.duty d
                        WHERE d.organisation_id = o.id AND d.state IN ('open', 'waived') AND ${inCare('d')})
         ORDER BY o.short_name, o.id LIMIT 500)`,
      dutyScope(actor),
    );
    const of = (wanted: string): Choice[] =>
      found.filter(({ sort }) => sort === wanted).map(({ value, label }) => ({ value, label }));
    const organisations = of('organisation');
    return { courses: of('course'), organisations: organisations.length > 1 ? organisations : [] };
  }

  private find(
    actor: Actor,
    { part, courseId, organisationId, order = 'due' }: ListFilter,
    key: (string | number | null)[] | undefined,
    limit: number,
  ): Promise<ListedDuty[]> {
    return this.database.rows<ListedDuty & Record<string, unknown>>(
      `${SELECT}
        WHERE ${inCare('d')} AND ${PARTS[part]} AND ($5::uuid IS NULL OR d.course_id = $5)
          AND ($6::uuid IS NULL OR d.organisation_id = $6)
          AND ($7::text IS NULL OR (${ORDERS[order].by}, d.id) > ($7::text, $8::text, $9::uuid))
        ORDER BY ${ORDERS[order].by}, d.id LIMIT $10`,
      [
        ...[...dutyScope(actor), this.today, actor.id],
        ...[idOr(courseId), idOr(organisationId)],
        ...[key?.[0] ?? null, key?.[1] ?? null, key?.[2] ?? null, limit],
      ],
    );
  }

  private get today(): string {
    return dayOf(this.clock.now());
  }
}

const idOr = (id: string | undefined): string | null => (id && isId(id) ? id : null);
