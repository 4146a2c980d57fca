import { t } from '@academie/platform';

import { askedOf, MOST_ASKED } from './bulk-amend';
import type { BulkAnswer, Choices } from './bulk-dry-run';
import { problemText, whoOf } from './bulk-text';

/** What rows that did not work still ask, one question each, with its field. */
export function asksOf(answers: readonly BulkAnswer[], choices: Choices): object[] {
  const organisations = choices.organisations.map(({ code, name }) => ({
    value: code,
    label: name,
  }));
  return answers
    .flatMap((answer, at) => {
      const asked = askedOf(answer);
      return asked ? [{ answer, at, asked }] : [];
    })
    .slice(0, MOST_ASKED)
    .map(({ answer, at, asked }) => {
      const same = choices.namesakes.get(at) ?? [];
      return {
        row: answer.row,
        who: whoOf(answer),
        why: problemText(answer),
        type:
          asked === 'isTaken'
            ? 'checkbox'
            : asked === 'organisation' || same.length > 0
              ? 'select'
              : 'text',
        field: `${asked}.${at}`,
        label: t(`enrolment.bulkAsked.${same.length > 0 ? 'namesake' : asked}`, {
          row: answer.row,
        }),
        empty: t('enrolment.bulkAsked.empty'),
        options: same.length > 0 ? same : organisations,
      };
    });
}
