import path from 'node:path';

import { Injectable } from '@nestjs/common';

import { ROOT } from '@academie/platform';

import { type ParsedPlan, parsePlan } from './plan-file';
import { readVocabulary } from './plan-folder';
import type { Vocabulary } from '../rule/rule-vocabulary';

/** Reads the file of a plan with the words of this release; for the page, the API and the command. */
@Injectable()
export class PlanReader {
  private vocabulary: Vocabulary | undefined;

  read(text: string): ParsedPlan {
    this.vocabulary ??= readVocabulary(path.join(ROOT, 'libs'));
    return parsePlan(text, this.vocabulary);
  }
}
