import { dayOf, t, timeOf } from '@academie/platform';

import { linesOf, numberOf, orNull } from '../form/form-values';
import { APPROVALS, QUESTION_KINDS } from '../offering/offering.entity';
import { MOST_QUESTIONS, type SeatOptionsResponse } from '../offering/offering-options.dto';

type Values = Record<string, unknown>;

/** Hours for which a seat can be kept; the first, none, gives it at once. */
const OFFER_HOURS = [null, 24, 48, 72, 120, 168] as const;
const DAY = 24;

/** What the form sent about how seats are given out. Questions that were left empty are gone. */
export const optionsBody = (given: Values): Values => ({
  approval: given.approval ?? 'none',
  approvalDays: numberOf(orNull(given.approvalDays) ?? '5'),
  offerHours: numberOf(orNull(given.offerHours)),
  coverageFirst: given.coverageFirst === 'ja',
  dutySeats: numberOf(orNull(given.dutySeats) ?? '0'),
  cancelDay: orNull(given.cancelDay),
  cancelTime: orNull(given.cancelTime),
  decideDay: orNull(given.decideDay),
  decideTime: orNull(given.decideTime),
  questions: Array.from({ length: MOST_QUESTIONS }, (_, index) => ({
    text: given[`questions.${index}.text`],
    required: given[`questions.${index}.required`] === 'ja',
    ...kindOf(given[`questions.${index}.kind`], given[`questions.${index}.options`]),
  })).filter(({ text }) => typeof text === 'string' && text.trim() !== ''),
});

/** The kind of a question, with its options where it is a choice: a line each. */
const kindOf = (kind: unknown, options: unknown): Values =>
  kind === 'choice' || kind === 'several'
    ? { kind, options: linesOf(options) }
    : { kind: kind ?? 'text' };

const optionsText = (options: unknown): string =>
  Array.isArray(options) ? options.join('\n') : '';

/** How seats are given out, as the form shows it first. */
export const optionsValues = (offering: SeatOptionsResponse): Values => ({
  approval: offering.approval,
  approvalDays: offering.approvalDays,
  offerHours: offering.offerHours,
  coverageFirst: offering.coverageFirst,
  dutySeats: offering.dutySeats,
  ...momentValues('cancel', offering.cancelUntil),
  ...momentValues('decide', offering.decideAt),
  questions: offering.questions,
});

/** A day and a time of the form. */
export const momentValues = (name: string, at: string | null): Values =>
  at ? { [`${name}Day`]: dayOf(new Date(at)), [`${name}Time`]: timeOf(new Date(at)) } : {};

/** What the view needs of it. */
export function optionsView(values: Values, errors: Record<string, string>): object {
  const asked = Array.isArray(values.questions) ? (values.questions as Values[]) : [];
  return {
    approvals: APPROVALS.map((value) => ({ value, label: t(`catalogue.approval.${value}`) })),
    offers: offerHours(values.offerHours).map((hours) => ({
      value: hours ?? '',
      label: hours === null ? t('catalogue.manage.seat-at-once') : offerText(hours),
      selected: hours === (values.offerHours ?? null),
    })),
    questions: Array.from({ length: MOST_QUESTIONS }, (_, index) => ({
      number: index + 1,
      textName: `questions.${index}.text`,
      requiredName: `questions.${index}.required`,
      text: asked[index]?.text,
      kindName: `questions.${index}.kind`,
      kind: asked[index]?.kind ?? 'text',
      kinds: QUESTION_KINDS.map((value) => ({
        value,
        label: t(`catalogue.question-kind.${value}`),
      })),
      optionsName: `questions.${index}.options`,
      options: optionsText(asked[index]?.options),
      optionsError: errors[`questions.${index}.options`],
      required: asked[index]?.required,
      error: errors[`questions.${index}.text`],
    })),
    questionsAsked: asked.length,
  };
}

// An offering made through the API may keep a seat for some other time: the form leaves it so.
const offerHours = (chosen: unknown): (number | null)[] =>
  typeof chosen === 'number' && !OFFER_HOURS.some((hours) => hours === chosen)
    ? [...OFFER_HOURS, chosen]
    : [...OFFER_HOURS];

const offerText = (hours: number): string =>
  t('catalogue.manage.seat-kept', {
    duration:
      hours % DAY === 0 && hours > DAY
        ? t('catalogue.duration.days', { count: hours / DAY })
        : t('catalogue.duration.hours', { count: hours }),
  });
