import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, ValidateNested } from 'class-validator';

import {
  type InputProblem,
  MaybeText,
  QuestionBody,
  Text,
  Ticked,
} from '../question/question-body';
import type { AskedItem, ToldLine } from '../question/question-type';

/** Most answers to choose from. */
export const MOST_CHOICES = 10;

/** One answer to choose. */
export class Choice {
  @Text(500)
  text!: string;

  /** Part of the key: never in a page before it may be known. */
  @Ticked()
  correct?: boolean;

  /** For the person who chose it. */
  @MaybeText(1000)
  feedback?: string;
}

/** A question with answers to choose from; both types have this shape. */
export class ChoicesBody extends QuestionBody {
  @IsArray()
  @ArrayMaxSize(MOST_CHOICES)
  @ValidateNested({ each: true })
  @Type(() => Choice)
  choices!: Choice[];
}

/** The answers in the order given, each known by its place on the page. */
export const askedChoices = ({ choices }: ChoicesBody, order: readonly number[]): AskedItem[] =>
  order.map((nth, place) => ({ value: String(place), text: choices[nth]?.text ?? '' }));

/** Which choice stands at the place that a form names; undefined for what is no place. */
export function choiceAt(place: unknown, order: readonly number[]): number | undefined {
  return typeof place === 'string' && /^\d{1,2}$/.test(place) ? order[Number(place)] : undefined;
}

/** What somebody chose, and with the key what was right. */
export function toldChoices(
  { choices }: ChoicesBody,
  chosen: readonly number[],
  withKey: boolean,
): ToldLine[] {
  return choices
    .map((choice, nth) => ({ choice, isChosen: chosen.includes(nth) }))
    .filter(({ choice, isChosen }) => isChosen || (withKey && choice.correct))
    .map(({ choice, isChosen }) => ({
      text: choice.text,
      chosen: isChosen,
      right: withKey ? choice.correct === true : undefined,
      feedback: isChosen ? choice.feedback : undefined,
    }));
}

/** At least two answers, and as many right ones as the type wants. */
export function choicesProblems({ choices }: ChoicesBody, mostRight: number): InputProblem[] {
  const right = choices.filter(({ correct }) => correct).length;
  if (choices.length < 2) return [{ field: 'choices', code: 'elearning.too-few-choices' }];
  if (right === 0) return [{ field: 'choices', code: 'elearning.nothing-right' }];
  if (right > mostRight) return [{ field: 'choices', code: 'elearning.too-much-right' }];
  return [];
}
