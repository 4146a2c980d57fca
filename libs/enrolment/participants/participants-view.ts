import { hoursText, dateRangeText } from '@academie/catalogue';
import { shortDate, t } from '@academie/platform';

import type { ExportTable } from './export-table';
import type { OfferingHead, OrganisationCount, ParticipantRow } from './participants.queries';
import type { AnswerRow } from '../place/answers.queries';
import type { SessionRow } from '../place/offering-sessions.queries';
import { type Badge, badgeOf } from '../place/enrolment-badge';

/** The facts above the list: when it is, and how full. */
export const headView = (head: OfferingHead): object => ({
  course: head.courseTitle,
  courseHref: `/aanbod/${head.courseSlug}`,
  when: head.startsAt && head.endsAt ? dateRangeText(head.startsAt, head.endsAt) : 'Op eigen tempo',
  confidential: head.confidential,
  waitingRule: waitingRule(head),
  stats: [
    { label: 'Ingeschreven', value: head.seatsTaken + head.overbooked, note: seatsNote(head) },
    ...(head.held > 0 ? [{ label: 'Vastgehouden', value: head.held }] : []),
    { label: 'Vrij', value: Math.max(0, head.capacity - head.seatsTaken - head.held) },
    { label: 'Wachtlijst', value: head.waitingCount },
  ],
});

function waitingRule({ offerHours, coverageFirst }: OfferingHead): string {
  const first = t(
    `enrolment.participants.free-seat.${coverageFirst ? 'coverage-first' : 'in-order'}`,
  );
  return offerHours === null
    ? t('enrolment.participants.free-seat.at-once', { first })
    : t('enrolment.participants.free-seat.offered', { first, duration: hoursText(offerHours) });
}

const seatsNote = ({ capacity, overbooked }: OfferingHead): string =>
  t(`enrolment.participants.${overbooked > 0 ? 'seats-and-extra' : 'seats'}`, {
    capacity,
    overbooked,
  });

/** A participant as a row; `mayChange` gives the link to cancel. */
export const participantView = (
  row: ParticipantRow,
  { now, mayChange }: { now: Date; mayChange: boolean },
): object => ({
  heading: `${row.familyName}, ${row.givenName}`,
  organisation: row.organisationName ?? 'Geen organisatie',
  badge: badge(row, now),
  notes: [
    row.overbooked && t('enrolment.participants.above-capacity'),
    row.source !== 'self' && t(`enrolment.source.${row.source}`),
    row.late && t('enrolment.participants.cancelled-late'),
  ]
    .filter(Boolean)
    .join(', '),
  cancelHref:
    mayChange && ['requested', 'waitlisted', 'offered', 'enrolled'].includes(row.state)
      ? `/inschrijvingen/${row.id}/afmelden`
      : undefined,
  replaceHref:
    mayChange && row.state === 'enrolled' ? `/inschrijvingen/${row.id}/vervangen` : undefined,
});

const badge = (row: ParticipantRow, now: Date): Badge =>
  badgeOf({ ...row, offeredUntil: null, endsAt: null }, now);

export const organisationRows = (counts: readonly OrganisationCount[]): object[] =>
  counts.map(({ organisationName, seated, waiting }) => ({
    cells: [
      { text: organisationName ?? 'Geen organisatie' },
      { label: 'Ingeschreven', text: String(seated), numeric: true },
      { label: 'Wachtlijst', text: String(waiting), numeric: true },
    ],
  }));

const HEADER = [
  'Achternaam',
  'Voornaam',
  'Organisatie',
  'Status',
  'Plek op wachtlijst',
  'Uitkomst',
  'Ingeschreven door',
  'Boven capaciteit',
  'Laat afgemeld',
  'Laatst gewijzigd',
];

/**
 * The list as a table to take out, with a column for each question that somebody answered. A confidential one says on every line who took it out, so that a
 * copy tells.
 */
export function participantsTable(
  rows: readonly ParticipantRow[],
  confidentialFor: string | undefined,
  workshops: ReadonlyMap<string, readonly string[]>,
  answers: readonly AnswerRow[],
): ExportTable {
  const questions = [...new Set(answers.map(({ question }) => question))];
  const mark = confidentialFor
    ? [t('enrolment.participants.confidential', { whom: confidentialFor })]
    : [];
  return {
    header: [
      ...HEADER,
      ...(workshops.size > 0 ? ['Workshops'] : []),
      ...questions,
      ...(confidentialFor ? ['Let op'] : []),
    ],
    rows: rows.map((row) => [
      row.familyName,
      row.givenName,
      row.organisationName ?? '',
      t(`enrolment.state.${row.state}`),
      row.waitingPosition,
      row.outcome ? t(`enrolment.outcome.${row.outcome}`) : '',
      t(`enrolment.source.${row.source}`),
      row.overbooked ? 'ja' : '',
      row.late ? 'ja' : '',
      row.changedAt,
      ...(workshops.size > 0 ? [workshops.get(row.id)?.join(', ') ?? ''] : []),
      ...questions.map((question) => answerOf(answers, row.id, question)),
      ...mark,
    ]),
  };
}

const answerOf = (answers: readonly AnswerRow[], enrolmentId: string, question: string): string =>
  answers.find((one) => one.enrolmentId === enrolmentId && one.question === question)?.answer ?? '';

/** The list to print and sign of each session; it lives with the register. */
export const sheetLinks = (sessions: readonly SessionRow[]): object[] =>
  sessions.map(({ id, startsAt }) => ({
    label: sessions.length > 1 ? `Presentielijst ${shortDate(startsAt)}` : 'Presentielijst',
    href: `/lesgeven/sessies/${id}/presentielijst`,
  }));
