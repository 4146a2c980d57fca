import { type Question, questionKind } from '@academie/catalogue';
import { t } from '@academie/platform';

import { chosenIn } from './answer-check';

/** The questions of an offering as fields of a form, with what was answered. Files are asked for by themselves. */
export const questionFields = (
  questions: readonly Question[],
  given: readonly unknown[],
  errors: Record<string, string>,
  nameOf = (index: number): string => `answers.${index}`,
): object[] =>
  questions.flatMap((question, index) => {
    if (questionKind(question) === 'file') return [];
    const name = nameOf(index);
    return {
      ...controlOf(question, given[index]),
      ...{ name, label: question.text, required: question.required, error: errors[name] },
    };
  });

function controlOf(question: Question, value: unknown): object {
  const kind = questionKind(question);
  const options = (question.options ?? []).map((option) => ({ value: option, label: option }));
  switch (kind) {
    case 'choice':
      return { type: 'radio', options, value };
    case 'yes_no':
      return {
        type: 'radio',
        value,
        options: ['ja', 'nee'].map((one) => ({
          value: one,
          label: t(`enrolment.question.${one}`),
        })),
      };
    case 'several': {
      const chosen = typeof value === 'string' ? chosenIn(value) : value;
      const isChosen = (option: string) => Array.isArray(chosen) && chosen.includes(option);
      return {
        type: 'checkboxes',
        options: options.map((one) => ({ ...one, selected: isChosen(one.value) })),
      };
    }
    case 'number':
      return { type: 'text', inputmode: 'decimal', width: 'short', value, maxlength: 20 };
    case 'text':
    case 'file':
      return { type: 'textarea', rows: 2, value, maxlength: 500 };
  }
}

/** Whether a file is among what is asked. */
export const asksFile = (questions: readonly Question[]): boolean =>
  questions.some((question) => questionKind(question) === 'file');
