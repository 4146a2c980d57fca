import { mediumMoment } from '@academie/platform';

import type { AnswerRow } from '../place/answers.queries';
import type { ParticipantRow } from './participants.queries';

/** Requests as rows; with `mayDecide` each leads to its page. */
export const requestRows = (rows: readonly ParticipantRow[], mayDecide: boolean): object[] =>
  rows.map((row) => ({
    who: `${row.familyName}, ${row.givenName}`,
    organisation: row.organisationName ?? 'Geen organisatie',
    decideBy: row.decideBy ? mediumMoment(row.decideBy) : '',
    href: mayDecide ? `/aanvragen/${row.id}` : undefined,
  }));

/** What participants answered, by person in the order of the list. */
export function answersView(
  participants: readonly ParticipantRow[],
  answers: readonly AnswerRow[],
): object[] {
  return participants.flatMap((row) => {
    const given = answers.filter(({ enrolmentId }) => enrolmentId === row.id);
    return given.length === 0 ? [] : [{ who: `${row.familyName}, ${row.givenName}`, given }];
  });
}
