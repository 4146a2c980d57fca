import { mediumDate, t } from '@academie/platform';

import type { LikelyDouble, Lookalike, MergeRow } from './merge.queries';
import type { PersonDetail } from '../person/people.queries';
import type { MergeConflict, PersonCount } from './person-data';

export const HOME = { href: '/beheer', label: 'Beheer' };
export const PEOPLE = { href: '/beheer/personen', label: 'Personen' };
export const DOUBLES = { href: '/beheer/personen/dubbel', label: 'Dubbele personen' };

const place = (organisation: string | null, email: string | null): string =>
  [organisation, email].filter(Boolean).join(', ') || t('people.merge.no-place');

export const compareHref = (personId: string, intoId: string): string =>
  `/beheer/personen/${personId}/samenvoegen/${intoId}`;

/** Pairs that may be one person. */
export const doubleView = (row: LikelyDouble): object => ({
  one: row.intoName,
  oneAt: place(row.intoOrganisation, row.intoEmail),
  other: row.personName,
  otherAt: place(row.personOrganisation, row.personEmail),
  likeness: t(`people.merge.likeness.${row.likeness}`),
  compare: compareHref(row.personId, row.intoId),
});

/** Merges, for the list and for the page of a person. */
export const mergeView = (row: MergeRow, mayUndo: boolean): object => ({
  text: t('people.merge.went-up', { person: row.personName, into: row.intoName }),
  personHref: `/beheer/personen/${row.personId}`,
  when: mediumDate(row.mergedAt),
  by: row.mergedBy,
  reason: row.reason,
  moved: row.moved,
  undone:
    row.undoneAt &&
    t('people.undone', { day: mediumDate(row.undoneAt), by: row.undoneBy, reason: row.undoReason }),
  undoHref: mayUndo && !row.undoneAt ? `/beheer/samenvoegingen/${row.id}/terugdraaien` : undefined,
});

/** Records that could be the other of this one. */
export const lookalikeView = (personId: string, row: Lookalike): object => ({
  cells: [
    { text: row.name, href: compareHref(row.id, personId) },
    { text: row.organisation ?? '', label: 'Organisatie' },
    { text: row.email ?? '', label: 'E-mailadres' },
    { text: t(`people.status.${row.status}`), label: 'Status' },
  ],
});

/** The two records beside each other, the one that ends first. */
export function compareView(
  from: PersonDetail,
  into: PersonDetail,
  counts: readonly PersonCount[],
  conflicts: readonly MergeConflict[],
): Record<string, unknown> {
  const both = [from, into];
  const line = (label: string, show: (person: PersonDetail) => string[]): object => {
    const [ends, stays] = both.map(show);
    return { label, ends, stays, differs: ends?.join() !== stays?.join() };
  };
  const labels = [...new Set(counts.map(({ label }) => label))];
  const countOf = (label: string, { id }: PersonDetail): number =>
    counts.find((one) => one.label === label && one.personId === id)?.count ?? 0;
  return {
    from: { name: nameOf(from), href: `/beheer/personen/${from.id}` },
    into: { name: nameOf(into), href: `/beheer/personen/${into.id}` },
    lines: [
      line('Naam', (person) => [nameOf(person)]),
      line('E-mailadressen', ({ addresses }) => addresses.map(({ address }) => address)),
      line('Waar werkzaam', ({ memberships }) =>
        memberships.map(
          ({ organisation, validTo, functions }) =>
            `${organisation}${functions.length > 0 ? ` (${functions.join(', ')})` : ''}${validTo ? `, tot ${mediumDate(new Date(validTo))}` : ''}`,
        ),
      ),
      line('Rollen', ({ grants }) => [
        ...new Set(grants.map(({ role }) => t(`people.role.${role}`))),
      ]),
      line('Status', ({ status }) => [t(`people.status.${status}`)]),
      ...labels.map((label) =>
        line(label.slice(0, 1).toUpperCase() + label.slice(1), (person) => [
          String(countOf(label, person)),
        ]),
      ),
    ],
    blocking: conflicts
      .filter(({ blocks }) => blocks)
      .map(({ text, solve }) => ({ sentence: text, solve })),
    notes: conflicts.flatMap(({ text, blocks }) => (blocks ? [] : [text])),
    roles: from.grants.map(({ role }) => t(`people.role.${role}`)).join(', '),
    action: compareHref(from.id, into.id),
    swapHref: compareHref(into.id, from.id),
  };
}

export const nameOf = ({ givenName, familyName }: PersonDetail): string =>
  `${givenName} ${familyName}`;
