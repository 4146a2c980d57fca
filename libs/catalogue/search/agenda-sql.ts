import type { CatalogueFilter } from './catalogue-filter';
import { conditionsOf } from './catalogue-search';
import type { DayRange } from './search-dates';
import type { Asked } from './search-terms';
import { fitsTerms } from './search-terms-sql';
import { Params, searchOf } from './search-text';

/** What of the agenda is asked. */
export interface AgendaAsked extends Asked {
  /** Sessions that begin in this period, closed-open; all to come without. */
  during?: DayRange | undefined;
  /** Of each offering only the session that comes first. */
  firstOnly?: boolean;
  limit: number;
}

/** The sessions to come that fit a filter, soonest first, in one statement. */
export function agendaSql(
  filter: CatalogueFilter,
  at: Date,
  asked: AgendaAsked,
): { text: string; params: unknown[] } {
  const params = new Params();
  const now = params.add(at);
  const search = filter.q ? searchOf(filter.q, params) : undefined;
  const terms = fitsTerms(asked, now, params);
  const { offerings, courses } = conditionsOf(filter, { at, now, has: 'true' }, asked, params);
  if (search) courses.push(terms ? `(${search.where} OR (${terms.courses}))` : search.where);
  const { during, firstOnly, limit } = asked;
  const sessions = [`s.status = 'planned'`, `s.ends_at > ${now}`];
  if (during)
    sessions.push(
      `s.starts_at >= ${params.add(during.from)} AND s.starts_at < ${params.add(during.until)}`,
    );
  if (firstOnly)
    sessions.push(`NOT EXISTS (SELECT FROM catalogue.session e WHERE e.offering_id = s.offering_id
      AND e.status = 'planned' AND e.ends_at > ${now} AND (e.starts_at, e.id) < (s.starts_at, s.id))`);
  return {
    params: params.values,
    text: `
    SELECT s.id, s.sequence, s.title AS "sessionTitle", s.starts_at AS "sessionStartsAt",
           s.ends_at AS "sessionEndsAt", s.online_url IS NOT NULL AS online, n.id AS "offeringId",
           n.mode AS "offeringMode", n.status, n.capacity, n.seats_taken AS "seatsTaken",
           n.waiting_count AS "waitingCount", n.enrol_opens_at AS "enrolOpensAt",
           n.enrol_closes_at AS "enrolClosesAt", n.starts_at AS "startsAt", n.confidential, n.admission,
           c.slug, c.title, c.kind, l.name || ', ' || m.short_name AS place, m.short_name AS municipality,
           (SELECT string_agg(t.name, ', ' ORDER BY t.position) FROM catalogue.course_theme ct
              JOIN catalogue.theme t ON t.id = ct.theme_id WHERE ct.course_id = c.id) AS themes
      FROM catalogue.session s
      JOIN (SELECT o.* FROM (SELECT o.*${terms?.columns ?? ''} FROM catalogue.offering o) o
             WHERE ${offerings.join(' AND ')}) n ON n.id = s.offering_id
      JOIN catalogue.course c ON c.id = n.course_id
      LEFT JOIN catalogue.location l ON l.id = s.location_id
      LEFT JOIN people.known_organisation m ON m.id = l.municipality_id
     WHERE ${[...sessions, ...courses].join(' AND ')}
     ORDER BY s.starts_at, c.title, s.id LIMIT ${params.add(limit)}`,
  };
}
