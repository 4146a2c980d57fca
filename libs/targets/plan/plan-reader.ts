import path from 'node:path';

import { Injectable } from '@nestjs/common';

import { inOwnThread, ROOT } from '@academie/platform';

import { type ParsedPlan, parsePlan } from './plan-file';
import { readVocabulary } from './plan-folder';
import type { PlanTask } from './plan-thread';
import { tooMuch } from '../rule/yaml-reader';
import type { Vocabulary } from '../rule/rule-vocabulary';

/** Reads the file of a plan with the words of this release; for the page, the API and the command. */
@Injectable()
export class PlanReader {
  private vocabulary: Vocabulary | undefined;

  async read(text: string): Promise<ParsedPlan> {
    const vocabulary = (this.vocabulary ??= readVocabulary(path.join(ROOT, 'libs')));
    if (isOrdinary(text)) return parsePlan(text, vocabulary);
    const task: PlanTask = { text, vocabulary };
    const thread = path.join(__dirname, 'plan-thread');
    return (await inOwnThread<ParsedPlan>(thread, task, LIMITS)) ?? { problems: [tooMuch()] };
  }
}

const LIMITS = { megabytes: 512, milliseconds: 10_000 };
/** Characters of a year plan, more or less. */
const ORDINARY = 40_000;
/** Of how many characters one is a sign or ends a line; of a plan 1 in 14, and 1 in 30. */
const SIGNS = 7;
const LINES = 15;

/**
 * Whether a text looks like a plan, and so is read in a few milliseconds. What is longer, or made of signs and
 * line ends, may take the YAML reader minutes.
 */
function isOrdinary(text: string): boolean {
  if (text.length > ORDINARY) return false;
  const signs = text.match(/[^\w\s]/g)?.length ?? 0;
  const lines = text.match(/[\r\n]/g)?.length ?? 0;
  return signs < Math.max(200, text.length / SIGNS) && lines < Math.max(100, text.length / LINES);
}
