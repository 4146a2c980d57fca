import { parentPort, workerData } from 'node:worker_threads';

import { type ParsedPlan, parsePlan } from './plan-file';
import type { Vocabulary } from '../rule/rule-vocabulary';

/** What the thread is given. */
export interface PlanTask {
  text: string;
  vocabulary: Vocabulary;
}

const { text, vocabulary } = workerData as PlanTask;
parentPort?.postMessage(parsePlan(text, vocabulary) satisfies ParsedPlan);
