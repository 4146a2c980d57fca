import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

export const ROOT = path.resolve(__dirname, '../..');

/** A server under measurement: where it listens, and how to stop it. */
export interface Server {
  url: string;
  /** CPU seconds used so far, user and system; Linux only, else NaN. */
  cpuSeconds(): number;
  /** Memory that it holds now, in megabytes; Linux only, else NaN. */
  memoryMb(): number;
  stop(): Promise<void>;
}

/** Starts a Node program on a port of its own and waits until it answers. */
export async function startServer(
  args: string[],
  port: number,
  env: Record<string, string>,
): Promise<Server> {
  const url = `http://127.0.0.1:${port}`;
  // Whatever answers there would be measured in place of the new one, which finds its port taken.
  if (await fetch(url).catch(() => undefined)) throw new Error(`port ${port} is in use`);
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...env, PORT: String(port), HOST: '127.0.0.1' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors = (errors + chunk.toString()).slice(-2000)));
  for (let tries = 0; tries < 1500; tries += 1) {
    if (child.exitCode !== null) throw new Error(`${args.join(' ')} stopped: ${errors}`);
    // A connection that is kept would be given up by the time it is used again.
    const answer = await fetch(`${url}/livez`, { headers: { connection: 'close' } }).catch(
      () => undefined,
    );
    if (answer)
      return {
        url,
        cpuSeconds: () => cpuOf(child),
        memoryMb: () => memoryOf(child),
        stop: () => stop(child),
      };
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await stop(child);
  throw new Error(`${args.join(' ')} did not answer within five minutes: ${errors}`);
}

function cpuOf({ pid }: ChildProcess): number {
  try {
    return cpuOfAll(pid ?? 0);
  } catch {
    return Number.NaN;
  }
}

/** Of a process and those that it started and that still run. */
function cpuOfAll(pid: number): number {
  const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const started = fs.readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  const children = started ? started.split(' ').map((child) => cpuOfAll(Number(child))) : [];
  return (
    (Number(fields[11]) + Number(fields[12])) / 100 + children.reduce((sum, cpu) => sum + cpu, 0)
  );
}

function memoryOf({ pid }: ChildProcess): number {
  try {
    const [, kilobytes] =
      /VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) / 1000;
  } catch {
    return Number.NaN;
  }
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), 5000).unref();
  });
}

/** The middle value. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
