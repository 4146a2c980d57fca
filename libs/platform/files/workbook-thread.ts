import { parentPort, workerData } from 'node:worker_threads';

import { type Sheet, workbookContent } from './workbook-content';

/** Writes the one workbook that this thread is for. */
async function answer(): Promise<void> {
  parentPort?.postMessage(await workbookContent(workerData as Sheet[]));
}

void answer();
