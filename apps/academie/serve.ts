import cluster from 'node:cluster';

import { bootstrap } from './main';

/** A process that ends within this of its start would only end again. Milliseconds. */
const TOO_SOON_MS = 5_000;
const MOST = 64;

/**
 * The web door: `serve`, or `serve --processes N` for N of them on one port, of which one that ends is replaced.
 * @throws when N is no number from 1 to 64
 */
export async function serve(args: readonly string[]): Promise<void> {
  const processes = processesOf(args);
  if (processes === 1 || cluster.isWorker) {
    await bootstrap();
    return;
  }
  let isStopping = false;
  const fork = (): void => {
    const began = performance.now();
    cluster.fork().once('exit', (code) => {
      if (isStopping) return;
      console.error(`A web process ended (${code}).`);
      setTimeout(fork, performance.now() - began < TOO_SOON_MS ? TOO_SOON_MS : 0);
    });
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      isStopping = true;
      for (const worker of Object.values(cluster.workers ?? {})) worker?.process.kill('SIGTERM');
    });
  for (let n = 0; n < processes; n += 1) fork();
}

function processesOf(args: readonly string[]): number {
  const at = args.indexOf('--processes');
  if (at < 0) return 1;
  const given = Number(args[at + 1]);
  if (Number.isInteger(given) && given >= 1 && given <= MOST) return given;
  throw new Error(`serve --processes wants a number from 1 to ${MOST}`);
}
