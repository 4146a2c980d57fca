import path from 'node:path';

import { Injectable } from '@nestjs/common';

import { inOwnThread, ROOT } from '@academie/platform';

import { checkPlan, type ParsedPlan, parsePlan } from './plan-file';
import type { Plan } from './plan';
import { readVocabulary } from './plan-folder';
import { planData } from './plan-writer';
import type { PlanTask } from './plan-thread';
import { tooMuch } from '../rule/yaml-reader';
import type { Vocabulary } from '../rule/rule-vocabulary';
import { RuleWords } from '../rule/rule-words';

/** Reads the file of a plan; for the page, the API and the command. */
@Injectable()
export class PlanReader {
  private ofRelease: Vocabulary | undefined;

  constructor(private readonly words: RuleWords) {}

  async read(text: string): Promise<ParsedPlan> {
    const vocabulary = await this.vocabulary();
    if (isOrdinary(text)) return parsePlan(text, vocabulary);
    const task: PlanTask = { text, vocabulary };
    const thread = path.join(__dirname, 'plan-thread');
    return (await inOwnThread<ParsedPlan>(thread, task, LIMITS)) ?? { problems: [tooMuch()] };
  }

  /** A plan that was composed here, read as its file would be. */
  async check(plan: Plan): Promise<ParsedPlan> {
    return checkPlan(planData(plan), await this.vocabulary());
  }

  /** The words of this release, and the labels and functions that were made here. */
  async vocabulary(): Promise<Vocabulary> {
    const release = (this.ofRelease ??= readVocabulary(path.join(ROOT, 'libs')));
    const { tags, functions } = await this.words.read();
    return {
      ...release,
      tags: new Set([...release.tags, ...tags.keys()]),
      functions: new Set([...release.functions, ...functions.keys()]),
    };
  }
}

const LIMITS = { megabytes: 512, milliseconds: 10_000 };
/** Characters of a year plan, more or less. */
const ORDINARY = 60_000;
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
