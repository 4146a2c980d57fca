import { parentPort, workerData } from 'node:worker_threads';

import { type Sheet, workbookContent } from './workbook-content';

/** What a thread is given: the sheets of a workbook. */
export type WorkbookTask = readonly Sheet[];

/** Writes the one workbook that this thread is for. */
async function answer(): Promise<void> {
  parentPort?.postMessage(await workbookContent(workerData as WorkbookTask));
}

void answer();
