import { isId, mediumMoment, t } from '@academie/platform';

import type { MessageRow, Reader } from './direct-message.queries';

/** Texts that save typing when something changes at the last moment. */
export const QUICK = ['room', 'later', 'online', 'bring'] as const;

type Values = Record<string, unknown>;

/** Whom the message can go to: groups with how many they are, and each person. */
export const toOptions = ({
  all,
  unconfirmed,
  people,
}: {
  all: number;
  unconfirmed: number;
  people: Reader[];
}): object[] => [
  { value: 'all', label: t('enrolment.direct-message.to.all', { count: all }) },
  {
    value: 'unconfirmed',
    label: t('enrolment.direct-message.to.unconfirmed', { count: unconfirmed }),
    disabled: unconfirmed === 0,
  },
  ...people.map(({ enrolmentId, name }) => ({ value: enrolmentId, label: name })),
];

/** The register it was written from, or the messages of the offering. */
export const backOf = (offeringId: string, { session }: Values): string =>
  isId(session) ? `/lesgeven/sessies/${session}` : `/beheer/uitvoeringen/${offeringId}/berichten`;

/** Links to the same form with a text in it. */
export const quickTexts = (offeringId: string, { session, to }: Values): object[] =>
  QUICK.map((word) => {
    const query = new URLSearchParams({
      ...(isId(session) && { sessie: session }),
      ...(isId(to) && { aan: to }),
      tekst: word,
    }).toString();
    return {
      label: t(`enrolment.direct-message.quick.${word}.label`),
      href: `/beheer/uitvoeringen/${offeringId}/bericht?${query}`,
    };
  });

export const sentRows = (sent: readonly MessageRow[]): object[] =>
  sent.map((row) => ({
    cells: [
      { text: row.subject },
      {
        label: 'Aan',
        text:
          row.toName ?? t(`enrolment.direct-message.to.${row.audience}`, { count: row.recipients }),
      },
      { label: 'Van', text: row.sender },
      { label: 'Wanneer', text: mediumMoment(row.createdAt) },
    ],
  }));
