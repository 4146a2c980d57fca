import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, ValidateNested } from 'class-validator';

import { choiceAt } from './choices';
import { QuestionBody, Text, WholeNumber } from '../question/question-body';
import type { QuestionType } from '../question/question-type';

/** Something one can do, and what comes of it. */
export class Deed {
  @Text(500)
  text!: string;

  /** What happens then; read after choosing. */
  @Text(1000)
  consequence!: string;

  /** How good it is, as a percentage. */
  @WholeNumber(0, 100)
  points!: number;
}

/** A situation in which something has to be done; the prompt tells it. */
export class ScenarioBody extends QuestionBody {
  @IsArray()
  @ArrayMinSize(2)
  @ArrayMaxSize(6)
  @ValidateNested({ each: true })
  @Type(() => Deed)
  deeds!: Deed[];
}

/** A situation with choices, each with its consequence; some are better than others. The answer is the number of the choice. */
export const scenarioQuestion: QuestionType<ScenarioBody, number> = {
  shape: ScenarioBody,
  form: 'elearning/question/scenario-form',
  problems: ({ deeds }) =>
    deeds.some(({ points }) => points === 100)
      ? []
      : [{ field: 'deeds', code: 'elearning.no-best-choice' }],
  shuffled: ({ deeds }) => deeds.length,
  ask: ({ prompt, deeds }, order) => ({
    prompt,
    view: 'elearning/question/choices',
    several: false,
    items: order.map((nth, place) => ({ value: String(place), text: deeds[nth]?.text ?? '' })),
  }),
  read: (_body, sent, order) => choiceAt(sent[''], order),
  score: ({ deeds }, given) => (deeds[given]?.points ?? 0) * 10,
  tell: ({ deeds }, given, withKey) =>
    deeds
      .map((deed, nth) => ({ deed, isChosen: nth === given }))
      .filter(({ isChosen, deed }) => isChosen || (withKey && deed.points === 100))
      .map(({ deed: { text, consequence, points }, isChosen }) => ({
        text,
        chosen: isChosen,
        right: withKey ? points === 100 : undefined,
        feedback: isChosen ? consequence : undefined,
      })),
  filled: (_body, given, order) => ({ chosen: [String(order.indexOf(given))] }),
};
