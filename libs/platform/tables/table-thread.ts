import { once } from 'node:events';
import { type MessagePort, parentPort } from 'node:worker_threads';

import { readTable, type TablePart } from './read-table';
import type { TableQuestion } from './table';
import { type TableProblem, UnreadableTable } from './unreadable-table';

/** What a thread is given, once: the bytes of a file, and what is asked of it. */
export interface ThreadTask {
  content: Uint8Array;
  question: TableQuestion;
}

/** What a thread says, each time it is asked to go on. */
export type ThreadAnswer =
  | TablePart
  | 'end'
  | { problem: TableProblem; params: Record<string, string | number> };

/** Reads the one table that this thread is for, a part each time it is asked to go on. */
async function answer(port: MessagePort, { content, question }: ThreadTask): Promise<void> {
  const say = async (part: ThreadAnswer): Promise<void> => {
    port.postMessage(part);
    await once(port, 'message');
  };
  try {
    for await (const part of readTable(Buffer.from(content.buffer), question)) await say(part);
    port.postMessage('end' satisfies ThreadAnswer);
  } catch (error) {
    if (!(error instanceof UnreadableTable)) throw error;
    const { reason: problem, params } = error;
    port.postMessage({ problem, params } satisfies ThreadAnswer);
  } finally {
    port.close();
  }
}

const port = parentPort;
port?.once('message', (task: ThreadTask) => void answer(port, task));
