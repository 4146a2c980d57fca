import { parentPort, workerData } from 'node:worker_threads';

import { readDocx } from './read-docx';

/** What the thread is given: where the document lies. */
export interface DocxTask {
  path: string;
}

void readDocx((workerData as DocxTask).path).then((answer) => parentPort?.postMessage(answer));
