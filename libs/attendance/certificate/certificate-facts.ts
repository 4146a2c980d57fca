import type { CourseKind } from '@academie/catalogue';
import { INSTALLATION_DEFAULTS, t } from '@academie/platform';

/**
 * What is frozen when a certificate is issued: what is printed, signed and shown by the check. Nothing
 * of it follows later changes of person or course. `holder` is null once the person is erased.
 */
export interface CertificateFacts {
  /** Given and family name. */
  holder: string | null;
  /** Its title; of a programme that of the programme. */
  course: string;
  kind: CourseKind | 'programme';
  /** One or two sentences of the course about what it is. */
  summary: string;
  /** First and last day, `yyyy-mm-dd`, in Amsterdam; an evening that ends after midnight is of the day it began. */
  startedOn: string | null;
  completedOn: string;
  /** Sessions that were held; 0 for a course at one's own pace. */
  sessions: number;
  /** What the course says for its certificate, else the planned length of those sessions or of the course. */
  minutes: number | null;
  /** The rule of the course: percentage of the sessions that had to be attended. */
  minAttendancePercent: number;
  /** Who provides the course. */
  provider: string | null;
  /** Who signs: name and function. Not there on certificates from before this was kept. */
  signatory?: string | null;
  /** Points for lasting education, and who accredited it; there only when the course has them. */
  pePoints?: number;
  /** Of a programme: titles of the courses that somebody completed for it. */
  parts?: string[];
  accreditation?: string;
  /** What the academie was called when it was issued; not there from before this was kept. */
  academie?: string;
}

/** Who issued it, by the name of that day. Until names could change there was one. */
export const issuedBy = ({ academie }: CertificateFacts): string =>
  academie ?? INSTALLATION_DEFAULTS.name;

/** The facts as columns of a row; the caller has `e` enrolment, `c` completion. */
export const FACTS = `
  jsonb_build_object(
    'holder', p.name,
    'course', k.title, 'kind', k.kind, 'summary', k.summary,
    'startedOn', (SELECT to_char(min(s.starts_at) AT TIME ZONE 'Europe/Amsterdam', 'YYYY-MM-DD')
                    FROM catalogue.planned_session s WHERE s.offering_id = o.id),
    'completedOn', to_char(coalesce(
                    (SELECT max(s.starts_at) FROM catalogue.planned_session s
                      WHERE s.offering_id = o.id AND c.completed_at BETWEEN s.starts_at AND s.ends_at),
                    c.completed_at) AT TIME ZONE 'Europe/Amsterdam', 'YYYY-MM-DD'),
    'sessions', (SELECT count(*) FROM catalogue.planned_session s WHERE s.offering_id = o.id),
    'minutes', coalesce(k.certificate_minutes, (SELECT round(sum(extract(epoch FROM s.ends_at - s.starts_at)) / 60)
                  FROM catalogue.planned_session s WHERE s.offering_id = o.id),
                k.duration_minutes),
    'minAttendancePercent', k.min_attendance_percent,
    'provider', g.name, 'signatory', k.certificate_signatory)
  || jsonb_strip_nulls(jsonb_build_object('pePoints', k.pe_points, 'accreditation', k.accreditation))`;

/** What FACTS wants joined, from the enrolment `e` and its completion `c`. */
export const FACTS_FROM = `
  JOIN people.person_name p ON p.id = e.person_id
  JOIN catalogue.offering o ON o.id = e.offering_id
  JOIN catalogue.course k ON k.id = o.course_id
  LEFT JOIN people.known_organisation g ON g.id = k.provider_id`;

/** "12 uur", "1,5 uur", "45 minuten"; undefined when nobody knows. */
export function lengthText(minutes: number | null): string | undefined {
  if (minutes === null || minutes <= 0) return undefined;
  if (minutes < 60) return t('attendance.certificate-pdf.minutes', { minutes });
  const hours = Math.round((minutes / 60) * 4) / 4;
  const text = hours.toLocaleString('nl-NL', { maximumFractionDigits: 2 });
  return t('attendance.certificate-pdf.hours', { hours: text });
}

/** "1,5 PE-punten (SKJ 123456)", or what there is of it. */
export function accreditationText({
  pePoints,
  accreditation,
}: CertificateFacts): string | undefined {
  const points =
    pePoints === undefined
      ? undefined
      : t('attendance.certificate-pdf.points', {
          count: pePoints,
          points: pePoints.toLocaleString('nl-NL'),
        });
  return points && accreditation ? `${points} (${accreditation})` : (points ?? accreditation);
}

/** What had to be done for it, as a sentence. */
export const criteriaText = ({ sessions, minAttendancePercent, parts }: CertificateFacts): string =>
  parts
    ? t('attendance.criteria.parts', { parts: new Intl.ListFormat('nl').format(parts) })
    : sessions === 0
      ? t('attendance.criteria.finished')
      : minAttendancePercent === 100
        ? t('attendance.criteria.all-sessions', { count: sessions })
        : t('attendance.criteria.part', { percent: minAttendancePercent, sessions });
