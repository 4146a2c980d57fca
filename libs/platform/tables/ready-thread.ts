import path from 'node:path';
import type { Worker } from 'node:worker_threads';

import { startThread } from '../jobs/own-thread';

const MEMORY = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 };

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
export function takeThread(): Worker {
  const thread = ready ?? newThread();
  ready = undefined;
  thread.ref();
  return thread;
}

/** Starts the next one, where one is kept ready. */
export function replaceThread(): void {
  if (isKeptReady && !ready) keepTableThreadReady();
}
