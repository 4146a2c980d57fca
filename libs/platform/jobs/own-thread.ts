import path from 'node:path';
import { Worker } from 'node:worker_threads';

import { ROOT } from '../files/files';

/** What a thread may use before it is ended. */
interface ThreadLimits {
  megabytes: number;
  milliseconds: number;
}

/**
 * What a thread of its own answers to `data`; undefined when it needs too much memory or time. For work whose
 * length the sender decides: no input may hold up or end the process. `file` is a path without its ending; the
 * code in it reads `workerData` and posts one message.
 */
export async function inOwnThread<T>(
  file: string,
  data: unknown,
  { megabytes, milliseconds }: ThreadLimits,
): Promise<T | undefined> {
  const thread = startThread(file, {
    workerData: data,
    resourceLimits: { maxOldGenerationSizeMb: megabytes },
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<T | undefined>((resolve, reject) => {
      timer = setTimeout(() => resolve(undefined), milliseconds);
      thread.on('message', resolve);
      thread.on('exit', () => reject(new Error(`the thread ${file} ended without an answer`)));
      thread.on('error', (error: NodeJS.ErrnoException) =>
        error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? resolve(undefined) : reject(error),
      );
    });
  } finally {
    clearTimeout(timer);
    await thread.terminate();
  }
}

// Compiled or not, the code of a thread lies beside who starts it; not compiled, it needs what reads TypeScript.
const ENDING = path.extname(__filename);
const ARGUMENTS =
  ENDING === '.ts' ? ['--require', path.join(ROOT, 'scripts/register-typescript.cjs')] : [];

/** Starts a thread with the code in this file, a path without its ending. */
export const startThread = (
  file: string,
  options: ConstructorParameters<typeof Worker>[1],
): Worker => new Worker(`${file}${ENDING}`, { ...options, execArgv: ARGUMENTS });
