import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

import { ROOT } from '../processes';
import { Daemon, statusOf } from './daemon';
import type { Servers } from './servers';

const CLI = path.join(ROOT, 'dist/apps/academie/cli.js');
const run = promisify(execFile);

/** Whether the academie goes through the pooler, which does not know named statements, or straight to HAProxy. */
export type Way = 'pooler' | 'leader';

const SETTINGS: Record<Way, Record<string, string>> = {
  pooler: { DATABASE_POOLER: '1', DATABASE_NAMED_STATEMENTS: '0' },
  leader: { DATABASE_POOLER: '0', DATABASE_NAMED_STATEMENTS: '1' },
};

/** Two web processes and two workers of the academie on the cluster. */
export class Academie {
  private readonly daemons: Daemon[] = [];

  constructor(
    private readonly servers: Servers,
    private readonly folder: string,
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.servers.ports.web}`;
  }

  get webUrls(): string[] {
    return [this.servers.ports.web1, this.servers.ports.web2].map(
      (port) => `http://127.0.0.1:${port}`,
    );
  }

  async start(way: Way): Promise<void> {
    const { web1, web2 } = this.servers.ports;
    for (const [name, port] of [
      ['web1', web1],
      ['web2', web2],
    ] as const)
      this.begin(name, ['serve'], { ...this.env(way), PORT: String(port) });
    for (const name of ['worker1', 'worker2']) this.begin(name, ['work'], this.env(way));
    for (const [nth, url] of this.webUrls.entries())
      await this.daemons[nth]?.until(async () => (await statusOf(`${url}/readyz`)) === 200, 180);
  }

  async stop(): Promise<void> {
    await Promise.all(this.daemons.splice(0).map((daemon) => daemon.stop()));
  }

  /** What a command of the academie prints. @throws with what it says when it fails */
  async command(args: readonly string[], way: Way = 'leader', more = {}): Promise<string> {
    const env = { ...process.env, ...this.env(way), ...more };
    const { stdout } = await run(process.execPath, [CLI, ...args], { env, maxBuffer: 1e8 });
    return stdout;
  }

  private begin(name: string, args: readonly string[], env: Record<string, string>): void {
    const daemon = new Daemon(name, process.execPath, [CLI, ...args], { folder: this.folder, env });
    this.daemons.push(daemon);
    daemon.start();
  }

  // The demo, since it has people, a plan and targets; its web processes leave the work to the workers.
  private env(way: Way): Record<string, string> {
    return {
      ...{ ACADEMIE_DEMO: '1', ACADEMIE_WORKER: '0', HOST: '127.0.0.1', LOG_LEVEL: 'warn' },
      ...{ ACADEMIE_DATA_DIR: this.folder, ACADEMIE_URL: this.url, NODE_ENV: 'production' },
      DATABASE_URL: this.servers.url(way),
      ...SETTINGS[way],
    };
  }
}
