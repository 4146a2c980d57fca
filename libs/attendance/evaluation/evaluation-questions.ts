/** What is asked, in the order of the form; each from 1 (helemaal niet mee eens) to 5. */
export const EVALUATION_QUESTIONS = [
  'overall',
  'content',
  'usefulness',
  'trainer',
  'organisation',
] as const;
export type EvaluationQuestion = (typeof EVALUATION_QUESTIONS)[number];

/** What may be written beside it. */
export const EVALUATION_REMARKS = ['learned', 'better'] as const;
export type EvaluationRemark = (typeof EVALUATION_REMARKS)[number];

export const SCORES = [1, 2, 3, 4, 5] as const;
export const LONGEST_REMARK = 1000;

/** With fewer answers nothing of them is shown: it would be clear who said what. */
export const FEWEST_ANSWERS = 5;

/** How long after the register was closed somebody may still answer. */
export const DAYS_TO_ANSWER = 60;
