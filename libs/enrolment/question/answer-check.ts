import { MOST_QUESTIONS, type Question, questionKind } from '@academie/catalogue';

/** Between what somebody chose of a question with several answers; no option has one in it. */
const BETWEEN = '; ';
const MOST_TEXT = 500;
const NAMED = /^answers\.\d$/;

/** What is wrong with an answer to this question, as a code of a form; undefined when it is one, or none at all. */
export function problemOf(question: Question, answer: string): string | undefined {
  if (answer === '') return undefined;
  if (answer.length > MOST_TEXT) return 'maxLength';
  const { options = [] } = question;
  switch (questionKind(question)) {
    case 'text':
    case 'file':
      return undefined;
    case 'yes_no':
      return answer === 'ja' || answer === 'nee' ? undefined : 'enrolment.answer-no-option';
    case 'number':
      return /^-?\d{1,12}([.,]\d{1,6})?$/.test(answer) ? undefined : 'enrolment.answer-no-number';
    case 'choice':
      return options.includes(answer) ? undefined : 'enrolment.answer-no-option';
    case 'several':
      return chosenIn(answer).every((one) => options.includes(one))
        ? undefined
        : 'enrolment.answer-no-option';
  }
}

/** What was chosen of a question with several answers. */
export const chosenIn = (answer: string): string[] => answer.split(BETWEEN);

/** One text of what a browser sent of one question. */
export const answerOf = (value: unknown): string =>
  (Array.isArray(value) ? value : [value])
    .filter((one): one is string => typeof one === 'string')
    .join(BETWEEN);

/**
 * What a browser sent, with its answers as a list of one text each: boxes that were ticked come as several values,
 * and what was not chosen does not come at all.
 */
export function withAnswers(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return body;
  const named = Object.entries(body).filter(([name]) => NAMED.test(name));
  if (named.length === 0) return body;
  const answers = Array.from({ length: MOST_QUESTIONS }, (_, index): string => {
    const value: unknown = named.find(([name]) => name === `answers.${index}`)?.[1];
    return answerOf(value);
  });
  const others = Object.entries(body).filter(([name]) => !NAMED.test(name));
  return { ...Object.fromEntries(others), answers };
}
