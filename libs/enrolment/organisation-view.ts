import { whenOf } from '@academie/catalogue';
import { clockTime, dutchCsv, longDate, shortDate, t } from '@academie/platform';

import type { EnrolmentRow } from './enrolment.queries';
import { canCancel, cancelLabelOf, canReplace } from './mine-view';
import type { ColleagueRow, OpenOfferingRow } from './organisation.queries';
import { badgeOf } from './standing-text';

export const nameOf = ({ givenName, familyName }: ColleagueRow): string =>
  `${givenName} ${familyName}`;

/** A colleague in the list, with what lies ahead. */
export const colleagueView = (
  colleague: ColleagueRow,
  ahead: readonly EnrolmentRow[],
  now: Date,
): object => ({
  heading: `${colleague.familyName}, ${colleague.givenName}`,
  href: `/organisatie/personen/${colleague.id}`,
  organisation: colleague.organisationName,
  ahead: ahead.map((row) => ({
    course: row.courseTitle,
    day: row.startsAt ? shortDate(row.startsAt) : 'eigen tempo',
    badge: badgeOf(row, now),
  })),
});

/** An enrolment of a colleague as a row of a table. */
export const enrolmentRow = (row: EnrolmentRow, now: Date): object => ({
  course: row.courseTitle,
  courseHref: `/aanbod/${row.courseSlug}`,
  when: row.startsAt && row.endsAt ? whenOf(row.startsAt, row.endsAt) : 'Op eigen tempo',
  badge: badgeOf(row, now),
  cancelHref: canCancel(row, now) ? `/inschrijvingen/${row.id}/afmelden` : undefined,
  cancelLabel: cancelLabelOf(row),
  replaceHref: canReplace(row, now) ? `/inschrijvingen/${row.id}/vervangen` : undefined,
});

/** What somebody can be enrolled in, for a select; without what that person has already. */
export const offeringOptions = (
  offerings: readonly OpenOfferingRow[],
  ahead: readonly EnrolmentRow[],
): object[] =>
  offerings
    .filter(({ id }) => !ahead.some(({ offeringId }) => offeringId === id))
    .map(({ id, courseTitle, startsAt, free }) => ({
      value: id,
      label: [
        courseTitle,
        startsAt ? `${longDate(startsAt)} ${clockTime(startsAt)} uur` : 'op eigen tempo',
        free > 0 ? undefined : 'wachtlijst',
      ]
        .filter(Boolean)
        .join(', '),
    }));

const HEADER = [
  'Achternaam',
  'Voornaam',
  'Organisatie',
  'Training',
  'Vorm',
  'Begint',
  'Status',
  'Plek op wachtlijst',
];

/** Who goes where, a row for every enrolment ahead. */
export const organisationCsv = (
  colleagues: readonly ColleagueRow[],
  ahead: readonly EnrolmentRow[],
): string => {
  const known = new Map(colleagues.map((colleague) => [colleague.id, colleague]));
  return dutchCsv(
    HEADER,
    ahead.flatMap((row) => {
      const colleague = known.get(row.personId);
      if (!colleague) return [];
      return [
        [
          colleague.familyName,
          colleague.givenName,
          colleague.organisationName,
          row.courseTitle,
          t(`catalogue.mode.${row.mode}`),
          row.startsAt ? dutchMoment(row.startsAt) : '',
          t(`enrolment.state.${row.state}`),
          row.waitingPosition,
        ],
      ];
    }),
  );
};

const moment = new Intl.DateTimeFormat('nl-NL', {
  timeZone: 'Europe/Amsterdam',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

/** "24-11-2026 09:30", which Dutch Excel reads as a date. */
export const dutchMoment = (date: Date): string => moment.format(date).replace(',', '');
