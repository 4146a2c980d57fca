import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** The account that a program runs as; undefined is ours. */
export type Account = { uid: number; gid: number } | undefined;

/** A program that runs until it is told to end, with its log in a file. */
export class Daemon {
  private child: ChildProcess | undefined;

  constructor(
    readonly name: string,
    private readonly program: string,
    private readonly args: readonly string[],
    private readonly options: { folder: string; account?: Account; env?: Record<string, string> },
  ) {}

  get logFile(): string {
    return path.join(this.options.folder, `${this.name}.log`);
  }

  get hasEnded(): boolean {
    return !this.child || this.child.exitCode !== null || this.child.signalCode !== null;
  }

  start(): void {
    const log = fs.openSync(this.logFile, 'a');
    this.child = spawn(this.program, this.args, {
      cwd: this.options.folder,
      env: { ...process.env, ...this.options.env },
      stdio: ['ignore', log, log],
      ...this.options.account,
    });
    this.child.on('error', (error) => console.error(`${this.name}: ${error.message}`));
    fs.closeSync(log);
  }

  /** Ends it and waits; at once after ten seconds, or with SIGKILL. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const { child } = this;
    if (!child || this.hasEnded) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await gone;
    clearTimeout(late);
  }

  /** @throws with the end of its log when `isThere` says no for too long, or it has ended */
  async until(isThere: () => Promise<boolean>, seconds = 60): Promise<void> {
    for (const end = performance.now() + seconds * 1000; performance.now() < end;) {
      if (await isThere().catch(() => false)) return;
      if (this.hasEnded) break;
      await pause(100);
    }
    const log = fs.readFileSync(this.logFile, 'utf8').slice(-1500);
    throw new Error(`${this.name} ${this.hasEnded ? 'ended' : 'did not get ready'}:\n${log}`);
  }
}

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));

/** The status of an answer on this machine; undefined when nobody answers within a second. */
export async function statusOf(url: string): Promise<number | undefined> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(1000) }).catch(() => undefined);
  await answer?.body?.cancel();
  return answer?.status;
}
