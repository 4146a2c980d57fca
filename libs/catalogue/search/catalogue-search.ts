import { addDays, dayOf } from '@academie/platform';

import { type CatalogueFilter, FRESH_DAYS, PAGE_SIZE } from './catalogue-filter';
import { NO_SIGHT } from '../admission/admission.queries';
import { municipalitiesNear } from '../nearby/nearby';
import { type DayRange, periodOf } from './search-dates';
import type { Asked } from './search-terms';
import { fitsTerms } from './search-terms-sql';
import { Params, searchOf } from './search-text';

/** A condition on a course `c`: it belongs to the theme with this slug or to one below it. */
export const inTheme = (slug: string, params: Params): string =>
  `c.id IN (SELECT ct.course_id FROM catalogue.course_theme ct JOIN catalogue.theme t ON t.id = ct.theme_id
     LEFT JOIN catalogue.theme p ON p.id = t.parent_id
    WHERE ${params.add(slug)} IN (t.slug, p.slug))`;

/** A condition on an offering `o`: one of its sessions is held in the municipality with this code, or in one of them. */
export const inMunicipality = (code: string | readonly string[], params: Params): string =>
  `EXISTS (SELECT 1 FROM catalogue.session s JOIN catalogue.location l ON l.id = s.location_id
     JOIN people.known_organisation m ON m.id = l.municipality_id
    WHERE s.offering_id = o.id AND s.status = 'planned' AND m.code = ANY (${params.add([code].flat())}::text[]))`;

/** A condition on an offering `o`: one of its sessions begins in a period, closed-open, and is not over. */
const inPeriod = ({ from, until }: DayRange, now: string, params: Params): string =>
  `EXISTS (SELECT 1 FROM catalogue.session s WHERE s.offering_id = o.id AND s.status = 'planned' AND s.ends_at > ${now}
     AND s.starts_at >= ${params.add(from)} AND s.starts_at < ${params.add(until)})`;

/** What of the catalogue is still to come: open, and not over. `now` is a parameter's number. */
export const upcoming = (now: string): string =>
  `o.status IN ('published', 'confirmed', 'running') AND (o.ends_at IS NULL OR o.ends_at > ${now})`;

/** What a filter asks of offerings `o` and of courses `c`. */
interface Conditions {
  offerings: string[];
  courses: string[];
}

/**
 * A filter as conditions; `has` says of a course that one of those offerings is there. Of what is confidential
 * only what `asked.sight` has is found. `now` is a parameter's number.
 */
export function conditionsOf(
  filter: CatalogueFilter,
  { at, now, has }: { at: Date; now: string; has: string },
  asked: Asked,
  params: Params,
): Conditions {
  const offerings = offeringConditions(filter, { at, now }, params);
  const { offeringIds, courseIds } = asked.sight ?? NO_SIGHT;
  offerings.where.push(`(NOT o.confidential OR o.id = ANY (${params.add(offeringIds)}::uuid[]))`);
  const courses = [
    `c.status = 'published'`,
    `(NOT c.confidential OR c.id = ANY (${params.add(courseIds)}::uuid[]))`,
  ];
  if (filter.theme) courses.push(inTheme(filter.theme, params));
  if (filter.kind) courses.push(`c.kind = ${params.add(filter.kind)}`);
  if (filter.fresh) courses.push(`c.published_at > ${params.add(addDays(at, -FRESH_DAYS))}`);
  if (filter.forMe && asked.personId)
    courses.push(meantFor(params.add(asked.personId), params.add(dayOf(at))));
  if (offerings.required) courses.push(has);
  if (filter.mode) courses.push(`(${has} OR c.mode = ${params.add(filter.mode)})`);
  return { offerings: offerings.where, courses };
}

/** A condition on a course `c`: it names those it is meant for, and this person is one of them. */
export const meantFor = (person: string, day: string): string => {
  const named = (column: string): string =>
    `ARRAY(SELECT a.${column} FROM catalogue.course_audience a WHERE a.course_id = c.id AND a.${column} IS NOT NULL)`;
  return `people.belongs(${person}, c.audiences, ${named('organisation_id')}, ${named('organisation_kind')},
    ${named('group_id')}, ${day}::date)`;
};

/**
 * One page of the catalogue in one statement. Of each course the offering that somebody would take:
 * one with a seat before one with a waiting list, and one that is closed last; of these the first to
 * start, else one without dates, else one that already runs. Courses without any are left out only when
 * the filter is about offerings.
 */
export function catalogueSql(
  filter: CatalogueFilter,
  at: Date,
  asked: Asked = {},
): { text: string; params: unknown[] } {
  const params = new Params();
  const now = params.add(at);
  const search = filter.q ? searchOf(filter.q, params) : undefined;
  const terms = fitsTerms(asked, now, params);
  const has = 'n.id IS NOT NULL';
  const { offerings, courses } = conditionsOf(filter, { at, now, has }, asked, params);
  if (search) courses.push(terms ? `(${search.where} OR (${terms.courses}))` : search.where);
  const order = orderOf(filter, search?.rank, now);
  const offset = (filter.page - 1) * PAGE_SIZE;
  return {
    params: params.values,
    text: `
    WITH n AS MATERIALIZED (
      SELECT DISTINCT ON (o.course_id) o.*,
             (count(*) FILTER (WHERE ${notYetClosed(now)}) OVER (PARTITION BY o.course_id))::int AS times
        FROM (SELECT o.*${terms?.columns ?? ''} FROM catalogue.offering o) o
       WHERE ${offerings.join(' AND ')}
       ORDER BY o.course_id, ${terms ? `${terms.found} DESC, ` : ''}${byWhatCanBeTaken(now)}, (o.starts_at > ${now}) IS NOT TRUE,
                o.starts_at NULLS FIRST, o.id
    ), hits AS (
      SELECT c.id, c.slug, c.title, c.summary, c.kind, c.mode, c.external_url IS NOT NULL AS external,
             c.published_at AS "publishedAt",
             n.id AS offering_id, n.status, n.capacity, n.seats_taken AS "seatsTaken",
             n.waiting_count AS "waitingCount", n.enrol_opens_at AS "enrolOpensAt",
             n.enrol_closes_at AS "enrolClosesAt", n.starts_at AS "startsAt", n.mode AS "offeringMode",
             n.times, count(*) OVER ()::int AS total, row_number() OVER (ORDER BY ${order}) AS position
        FROM catalogue.course c LEFT JOIN n ON n.course_id = c.id
       WHERE ${courses.join(' AND ')}
       ORDER BY position LIMIT ${PAGE_SIZE} OFFSET ${offset}
    )
    SELECT hits.*, s.starts_at AS "sessionStartsAt", s.ends_at AS "sessionEndsAt", s.place,
           (SELECT string_agg(t.name, ', ' ORDER BY t.position) FROM catalogue.course_theme ct
              JOIN catalogue.theme t ON t.id = ct.theme_id WHERE ct.course_id = hits.id) AS themes
      FROM hits LEFT JOIN LATERAL (
        SELECT s.starts_at, s.ends_at, l.name || ', ' || m.short_name AS place
          FROM catalogue.session s LEFT JOIN catalogue.location l ON l.id = s.location_id
          LEFT JOIN people.known_organisation m ON m.id = l.municipality_id
         WHERE s.offering_id = hits.offering_id AND s.status = 'planned' AND s.ends_at > ${now}
         ORDER BY s.starts_at LIMIT 1) s ON true
     ORDER BY position`,
  };
}

// A period, a place and free seats are about offerings; a course that has none is then no answer.
function offeringConditions(
  filter: CatalogueFilter,
  { at, now }: { at: Date; now: string },
  params: Params,
): { where: string[]; required: boolean } {
  const where = [upcoming(now)];
  if (filter.from) where.push(`o.starts_at >= ${params.add(filter.from)}`);
  if (filter.until) where.push(`o.starts_at < ${params.add(filter.until)}`);
  if (filter.period) where.push(inPeriod(periodOf(filter.period, at), now, params));
  if (filter.municipality)
    where.push(inMunicipality(municipalitiesNear(filter.municipality, filter.within), params));
  if (filter.free) where.push(seatToBeHad(now));
  const required = where.length > 1;
  if (filter.mode) where.push(`o.mode = ${params.add(filter.mode)}`);
  return { where, required };
}

/** A condition on an offering `o`: somebody can enrol, now or later. The same rule as `windowOf`. */
const notYetClosed = (now: string): string =>
  `(o.starts_at IS NULL OR o.starts_at > ${now})
   AND (o.enrol_closes_at IS NULL OR o.enrol_closes_at > ${now})`;

/** A condition on an offering `o`: the person who enrols now gets a seat. The same rule as `windowOf`. */
export const seatToBeHad = (now: string): string =>
  `o.seats_taken < o.capacity AND o.waiting_count = 0 AND ${notYetClosed(now)}
   AND (o.enrol_opens_at IS NULL OR o.enrol_opens_at <= ${now})`;

/** The order of offerings `o`: with a seat now, with a waiting list now, open later, closed. */
const byWhatCanBeTaken = (now: string): string =>
  `CASE WHEN ${seatToBeHad(now)} THEN 1 WHEN NOT (${notYetClosed(now)}) THEN 4
        WHEN o.enrol_opens_at > ${now} THEN 3 ELSE 2 END`;

function orderOf(filter: CatalogueFilter, rank: string | undefined, now: string): string {
  const soonest = `CASE WHEN n.starts_at > ${now} THEN n.starts_at END, n.id IS NULL, c.title, c.id`;
  switch (filter.sort) {
    case 'relevantie':
      return rank ? `${rank}, ${soonest}` : soonest;
    case 'titel':
      return 'c.title, c.id';
    case 'nieuw':
      return 'c.published_at DESC, c.id';
    case 'datum':
      return soonest;
  }
}
