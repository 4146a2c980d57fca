import path from 'node:path';
import type { Worker } from 'node:worker_threads';

import { startThread } from '../jobs/own-thread';
import { readTable, type TablePart } from './read-table';
import type { TableHead, TableQuestion, TableRow } from './table';
import type { ThreadAnswer, ThreadTask } from './table-thread';
import { isZip } from './text-encoding';
import { UnreadableTable } from './unreadable-table';

/** A table of which the header is known, and whose rows are still to be read. */
export interface OpenTable extends TableHead {
  /** The rows below the header that have something in them, some at a time; to be read once. */
  rows: AsyncIterable<TableRow[]>;
}

/** Threads that read at once: each may need as much memory as it is allowed. */
const MOST_THREADS = 2;
const MEMORY = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 };
const MOST_MILLISECONDS = 120_000;
/** A CSV that is no larger is read sooner than a thread starts. */
const SMALL = 32_768;

/**
 * Reads a CSV or a workbook in a thread of its own with a memory limit, so that no file holds up or ends the
 * process. The thread pauses until the rows it sent are used, and stops when `use` ends.
 * @throws UnreadableTable, from the first row that is wrong
 */
export async function openTable<T>(
  content: Buffer,
  question: TableQuestion,
  use: (table: OpenTable) => Promise<T>,
): Promise<T> {
  if (content.length <= SMALL && !isZip(content)) return used(readTable(content, question), use);
  const free = await place();
  try {
    return await used(threadParts(content, question), use);
  } finally {
    free();
  }
}

async function used<T>(
  parts: AsyncGenerator<TablePart>,
  use: (table: OpenTable) => Promise<T>,
): Promise<T> {
  try {
    const first = await parts.next();
    if (first.done || !('head' in first.value)) throw new UnreadableTable('unreadable');
    return await use({ ...first.value.head, rows: rowsIn(parts) });
  } finally {
    await parts.return(undefined);
  }
}

async function* rowsIn(parts: AsyncGenerator<TablePart>): AsyncGenerator<TableRow[]> {
  for await (const part of parts) if ('rows' in part && part.rows.length > 0) yield part.rows;
}

const newThread = (): Worker =>
  startThread(path.join(__dirname, 'table-thread'), { resourceLimits: MEMORY });

/** A thread that is ready, in a process where people wait for an answer. */
let ready: Worker | undefined;
let isKeptReady = false;

/**
 * Keeps a thread ready from now on: starting one takes longer than it takes to see that a file is too large. It
 * does not keep the process going.
 */
export function keepTableThreadReady(): void {
  isKeptReady = true;
  const thread = newThread();
  ready = thread;
  thread.unref();
  const gone = (): void => {
    if (ready === thread) ready = undefined;
  };
  thread.once('error', gone).once('exit', gone);
}

/** The thread that is ready, or a new one; whoever takes it ends it. */
function takeThread(): Worker {
  const thread = ready ?? newThread();
  ready = undefined;
  thread.ref();
  return thread;
}

/** Starts the next one, where one is kept ready. */
function replaceThread(): void {
  if (isKeptReady && !ready) keepTableThreadReady();
}

async function* threadParts(content: Buffer, question: TableQuestion): AsyncGenerator<TablePart> {
  const thread = takeThread();
  const answers = answersOf(thread);
  // A copy: the bytes are handed over, and the request may still need them.
  const task: ThreadTask = { content: new Uint8Array(content), question };
  thread.postMessage(task, [task.content.buffer as ArrayBuffer]);
  try {
    for (;;) {
      const answer = await answers();
      if (answer === 'end') return;
      if ('problem' in answer) throw new UnreadableTable(answer.problem, answer.params);
      yield answer;
      thread.postMessage('next');
    }
  } finally {
    await thread.terminate();
    replaceThread();
  }
}

/** The next answer of a thread. @throws UnreadableTable when it needs too much memory or time */
function answersOf(thread: Worker): () => Promise<ThreadAnswer> {
  const come: ThreadAnswer[] = [];
  let failed: Error | undefined;
  let wake = (): void => undefined;
  const fail = (error: Error): void => {
    failed ??= error;
    wake();
  };
  thread.on('message', (answer: ThreadAnswer) => {
    come.push(answer);
    wake();
  });
  thread.on('error', (error: NodeJS.ErrnoException) =>
    fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new UnreadableTable('tooMuch') : error),
  );
  thread.on('exit', () => fail(new Error('the thread that reads a table ended')));
  return async () => {
    const timer = setTimeout(() => fail(new UnreadableTable('tooMuch')), MOST_MILLISECONDS);
    while (come.length === 0 && !failed) await new Promise<void>((resolve) => (wake = resolve));
    clearTimeout(timer);
    const answer = come.shift();
    if (answer) return answer;
    throw failed ?? new Error('the thread that reads a table said nothing');
  };
}

let taken = 0;
const waiting: (() => void)[] = [];

/** Waits until a thread may start; answers with what lets the next one in. */
async function place(): Promise<() => void> {
  if (taken >= MOST_THREADS) await new Promise<void>((resolve) => waiting.push(resolve));
  else taken += 1;
  return () => {
    const next = waiting.shift();
    if (next) next();
    else taken -= 1;
  };
}
