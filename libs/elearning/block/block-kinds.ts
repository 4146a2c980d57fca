import { validateSync } from 'class-validator';

import { problemsOf, toInstance } from '@academie/platform';

import type { InputProblem } from '../question/question-body';
import {
  isQuestionKind,
  QUESTION_TYPES,
  type QuestionKind,
} from '../question-types/question-types';
import { FileBody, PictureBody, VideoBody, videoProblems } from './file-blocks';
import { AccordionBody, ChecklistBody, QuoteBody, TextBody } from './text-blocks';

/** Kinds of blocks that are read, each with the class of its body. Add, never rename: they are stored. */
const READ = {
  text: TextBody,
  quote: QuoteBody,
  accordion: AccordionBody,
  checklist: ChecklistBody,
  picture: PictureBody,
  video: VideoBody,
  file: FileBody,
} as const;

export type ReadKind = keyof typeof READ;
export type BlockKind = ReadKind | QuestionKind;

/** All kinds in the order of lists. */
export const BLOCK_KINDS = [...Object.keys(READ), ...Object.keys(QUESTION_TYPES)] as BlockKind[];

export const isBlockKind = (kind: unknown): kind is BlockKind =>
  BLOCK_KINDS.includes(kind as BlockKind);

/** The class that the body of a block of this kind is checked against. */
export const bodyClass = (kind: BlockKind): new () => object =>
  isQuestionKind(kind) ? QUESTION_TYPES[kind].shape : READ[kind];

/** A body as its class has it, and what is wrong with it. Fields are those of the body. */
export function readBody(
  kind: BlockKind,
  given: Record<string, unknown>,
): { body: Record<string, unknown>; problems: InputProblem[] } {
  const { instance, problems } = toInstance(bodyClass(kind), given);
  const shape = [...problems, ...problemsOf(validateSync(instance))];
  const body = JSON.parse(JSON.stringify(instance)) as Record<string, unknown>;
  if (shape.length > 0)
    return { body, problems: shape.map(({ field, code }) => ({ field, code })) };
  return { body, problems: problemsIn(kind, body) };
}

function problemsIn(kind: BlockKind, body: Record<string, unknown>): InputProblem[] {
  if (isQuestionKind(kind)) return QUESTION_TYPES[kind].problems(body as never);
  return kind === 'video' ? videoProblems(body) : [];
}
