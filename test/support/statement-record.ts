import fs from 'node:fs';
import path from 'node:path';

import { ROOT } from '@academie/platform';
import { Client } from 'pg';

/** What rows are read and written with; what else is said to a database does not depend on its tables. */
const OF_ROWS = /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH|MERGE)\b/i;
const PLATFORM_DATABASE = path.join(ROOT, 'libs/platform/database/');
const DEEP = 60;

/**
 * Keeps each statement that the program, and not a test, sends from now on: one JSON text a line in a file of this
 * process below `folder`.
 */
export function recordStatements(folder: string): void {
  fs.mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${process.pid}.jsonl`);
  const seen = new Set<string>();
  const prototype = Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
  const { query } = prototype;
  prototype.query = function (this: unknown, ...args: unknown[]) {
    const [first] = args;
    const text =
      typeof first === 'string' ? first : (first as { text?: unknown } | undefined)?.text;
    if (typeof text === 'string' && OF_ROWS.test(text) && !seen.has(text) && isOfProgram()) {
      seen.add(text);
      fs.appendFileSync(file, `${JSON.stringify(text)}\n`);
    }
    return query.apply(this, args);
  };
}

function isOfProgram(): boolean {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = DEEP;
  const { stack = '' } = new Error();
  Error.stackTraceLimit = stackTraceLimit;
  return stack
    .split('\n')
    .some((line) => line.includes(`${ROOT}/libs/`) && !line.includes(PLATFORM_DATABASE));
}
