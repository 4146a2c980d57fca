import { dateRangeText } from '@academie/catalogue';
import { longDate, t } from '@academie/platform';

/** What somebody can do about a duty: a place that was taken, or where there is one. */
export interface WayRow {
  courseSlug: string;
  /** The place that the person has. */
  enrolmentId: string | null;
  placeSelfPaced: boolean | null;
  placeStartsAt: Date | null;
  /** The next offering with a free seat in which the person may come. */
  offeringId: string | null;
  offeringSelfPaced: boolean | null;
  startsAt: Date | null;
  endsAt: Date | null;
}

/** Columns of `WayRow` of a row that WAY was joined to. */
export const WAY_COLUMNS = `
  c.slug AS "courseSlug", own.id AS "enrolmentId", own.is_self_paced AS "placeSelfPaced",
  own.starts_at AS "placeStartsAt", way.id AS "offeringId", way.is_self_paced AS "offeringSelfPaced",
  way.starts_at AS "startsAt", way.ends_at AS "endsAt"`;

/** Joins to a duty `d` its course `c`, the own place `own` and the next free one `way`; `now` and `day` are parameters. */
export const way = (now: string, day: string): string => `
  JOIN catalogue.known_course c ON c.id = d.course_id
  LEFT JOIN LATERAL (
    SELECT p.id, o.is_self_paced, o.starts_at FROM catalogue.coming_offering o
      JOIN enrolment.held_place p ON p.offering_id = o.id AND p.person_id = d.person_id AND p.state = 'enrolled'
     WHERE o.course_id = d.course_id ORDER BY o.starts_at NULLS LAST, o.id LIMIT 1) own ON true
  LEFT JOIN LATERAL (
    SELECT o.id, o.is_self_paced, o.starts_at, o.ends_at FROM catalogue.coming_offering o
     WHERE own.id IS NULL AND o.course_id = d.course_id AND o.free_seats > 0 AND ${stillOpen('o', now)}
       AND catalogue.admits(o.id, d.person_id, ${day}::date)
     ORDER BY o.starts_at NULLS FIRST, o.id LIMIT 1) way ON true`;

/** A condition on a coming offering: one can enrol at this moment. */
export function stillOpen(alias: string, now: string): string {
  return `(${alias}.starts_at IS NULL OR ${alias}.starts_at > ${now})
       AND (${alias}.enrol_opens_at IS NULL OR ${alias}.enrol_opens_at <= ${now})
       AND (${alias}.enrol_closes_at IS NULL OR ${alias}.enrol_closes_at > ${now})`;
}

/** What to do, as a sentence and a button. */
export function nextStep(row: WayRow): {
  text: string;
  action: { label: string; href: string };
} {
  if (row.enrolmentId !== null) {
    if (row.placeSelfPaced)
      return {
        text: t('attendance.duty.step.learning'),
        action: { label: t('attendance.duty.step.go-on'), href: `/leren/${row.enrolmentId}` },
      };
    return {
      text: t('attendance.duty.step.enrolled', {
        day: row.placeStartsAt ? longDate(row.placeStartsAt) : '',
      }),
      action: {
        label: t('attendance.duty.step.look'),
        href: `/inschrijvingen/${row.enrolmentId}`,
      },
    };
  }
  if (row.offeringId !== null) {
    const href = `/uitvoeringen/${row.offeringId}/inschrijven`;
    if (row.offeringSelfPaced || !row.startsAt || !row.endsAt)
      return {
        text: t('attendance.duty.step.own-pace'),
        action: { label: t('attendance.duty.step.start'), href },
      };
    return {
      text: t('attendance.duty.step.next', { when: dateRangeText(row.startsAt, row.endsAt) }),
      action: { label: t('attendance.duty.step.enrol'), href },
    };
  }
  return {
    text: t('attendance.duty.step.no-date'),
    action: { label: t('attendance.duty.step.tell-me'), href: `/aanbod/${row.courseSlug}` },
  };
}
