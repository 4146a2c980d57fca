import { dateRangeText } from '@academie/catalogue';
import { clockTime, longDate, shortDate, t, refusalText } from '@academie/platform';

import { StepFirstMissing, StepOvertaken } from '../place/enrolment.errors';
import { claimPath } from '../seat-block/seat-block.mails';
import type { ClaimableBlock } from '../seat-block/seat-block.queries';
import { listHome } from '../participants/offering-links';
import type { EnrolmentRow } from '../place/enrolment.queries';
import type { ExportTable } from '../participants/export-table';
import { canCancel, cancelLabelOf, canReplace } from '../mine/my-enrolments-view';
import type { ColleagueRow, OpenOfferingRow } from './organisation.queries';
import { badgeOf } from '../place/enrolment-badge';
import type { Overlap } from '../place/overlaps';

export const nameOf = ({ givenName, familyName }: ColleagueRow): string =>
  `${givenName} ${familyName}`;

const onOneLine = (words: string): string => words.replaceAll(' ', '\u00a0');

/** A colleague in the list, with what lies ahead. */
export const colleagueView = (
  colleague: ColleagueRow,
  ahead: readonly EnrolmentRow[],
  now: Date,
): object => {
  const [first, ...later] = ahead.map((row) => ({
    course: row.courseTitle,
    day: row.startsAt ? onOneLine(shortDate(row.startsAt)) : 'eigen tempo',
    badge: badgeOf(row, now),
  }));
  return {
    heading: `${colleague.familyName}, ${colleague.givenName}`,
    href: `/organisatie/personen/${colleague.id}`,
    organisation: colleague.organisationName,
    functions: colleague.functions.join(', '),
    ahead: first && [first],
    later: later.length > 0 ? later : undefined,
  };
};

/** The pages of a coordinator. */
export const organisationTabs = (current: 'people' | 'reach' | 'following' | 'duties'): object[] =>
  [
    { key: 'people', label: 'Medewerkers', href: '/organisatie' },
    { key: 'reach', label: t('enrolment.training-needs.title'), href: '/organisatie/bereik' },
    {
      key: 'following',
      label: t('enrolment.organisation.following'),
      href: '/organisatie/voortgang',
    },
    {
      key: 'duties',
      label: t('enrolment.organisation.duties'),
      href: '/organisatie/verplichtingen',
    },
    { key: 'work', label: t('enrolment.organisation.work'), href: '/organisatie/medewerkers' },
  ].map(({ key, ...tab }) => ({ ...tab, current: key === current }));

/** Seats held for the own organisations, each with the link for colleagues. */
export const heldView = (blocks: readonly ClaimableBlock[]): object[] =>
  blocks.map((block) => ({
    course: block.courseTitle,
    day: block.startsAt ? longDate(block.startsAt) : undefined,
    left: block.seats - block.claimed,
    until: longDate(block.releaseAt),
    claimHref: claimPath(block.token),
    listHref: listHome(block.offeringId),
  }));

/** An enrolment of a colleague as a row of a table. */
export const enrolmentRow = (row: EnrolmentRow, now: Date): object => ({
  course: row.courseTitle,
  courseHref: `/aanbod/${row.courseSlug}`,
  when: row.startsAt && row.endsAt ? dateRangeText(row.startsAt, row.endsAt) : 'Op eigen tempo',
  badge: badgeOf(row, now),
  cancelHref: canCancel(row, now) ? `/inschrijvingen/${row.id}/afmelden` : undefined,
  cancelLabel: cancelLabelOf(row),
  replaceHref: canReplace(row, now) ? `/inschrijvingen/${row.id}/vervangen` : undefined,
});

/** What somebody can be enrolled in, for a select; without what that person has already, and with what clashes. */
export const offeringOptions = (
  offerings: readonly OpenOfferingRow[],
  ahead: readonly EnrolmentRow[],
  overlaps: readonly Overlap[] = [],
): object[] =>
  offerings
    .filter(({ id }) => !ahead.some(({ offeringId }) => offeringId === id))
    .map(({ id, courseTitle, startsAt, free }) => ({
      value: id,
      label: [
        courseTitle,
        startsAt ? `${longDate(startsAt)} ${clockTime(startsAt)}\u00a0uur` : 'op eigen tempo',
        free > 0 ? undefined : 'wachtlijst',
        clashText(overlaps.find(({ offeringId }) => offeringId === id)),
      ]
        .filter(Boolean)
        .join(', '),
    }));

const clashText = (overlap: Overlap | undefined): string | undefined =>
  overlap && t('enrolment.overlap.short', { course: overlap.courseTitle });

const HEADER = [
  'Achternaam',
  'Voornaam',
  'Organisatie',
  'Functie',
  'Training',
  'Vorm',
  'Begint',
  'Status',
  'Plek op wachtlijst',
];

/** Who goes where, a row for every enrolment ahead. */
export const organisationTable = (
  colleagues: readonly ColleagueRow[],
  ahead: readonly EnrolmentRow[],
): ExportTable => {
  const known = new Map(colleagues.map((colleague) => [colleague.id, colleague]));
  return {
    header: HEADER,
    rows: ahead.flatMap((row) => {
      const colleague = known.get(row.personId);
      if (!colleague) return [];
      return [
        [
          colleague.familyName,
          colleague.givenName,
          colleague.organisationName,
          colleague.functions.join(', '),
          row.courseTitle,
          t(`catalogue.mode.${row.mode}`),
          row.startsAt,
          t(`enrolment.state.${row.state}`),
          row.waitingPosition,
        ],
      ];
    }),
  };
};

/** The way to the step of a leergang that comes first for a colleague, when that is why they were refused. */
export const stepFirstView = (error: unknown, personId: string): object | undefined =>
  error instanceof StepFirstMissing || error instanceof StepOvertaken
    ? {
        text: refusalText(error),
        href: `/leergangen/${error.params.programmeSlug}/inschrijven?persoon=${personId}`,
      }
    : undefined;
