import { type BeforeApplicationShutdown, Inject, Injectable, Logger } from '@nestjs/common';
import PgBoss from 'pg-boss';

import { CONFIG, type Config } from '../config/config';

interface Job {
  name: string;
  cron: string;
  work: () => Promise<void>;
}

/** Work that recurs by the clock (reminders, retention, closing windows), done by one worker at a time. */
@Injectable()
export class Jobs implements BeforeApplicationShutdown {
  private readonly log = new Logger('jobs');
  private readonly known: Job[] = [];
  private boss: PgBoss | undefined;
  /** By job, who does it in this process. */
  private readonly workers = new Map<string, string>();
  private readonly asked = new Set<string>();

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** Called by a lib in onModuleInit. `cron` is read in Amsterdam time. */
  every(cron: string, name: string, work: () => Promise<void>): void {
    this.known.push({ name, cron, work });
  }

  /**
   * Has a job done in the background without waiting for its time, by any worker. Asked before the jobs
   * of this process start, it is done when they do; a process that starts none leaves it to the others.
   */
  async soon(name: string): Promise<void> {
    if (!this.boss) {
      this.asked.add(name);
      return;
    }
    await this.boss.send(name, {});
    this.boss.notifyWorker(this.workers.get(name) ?? '');
  }

  /** Runs a job at once, whatever its time (the command line and tests). */
  async run(name: string): Promise<void> {
    const job = this.known.find((known) => known.name === name);
    if (!job)
      throw new Error(
        `there is no job ${name}; known: ${this.known.map((j) => j.name).join(', ')}`,
      );
    await job.work();
  }

  async start(): Promise<void> {
    const boss = new PgBoss({
      connectionString: this.config.databaseUrl,
      max: 3,
      schema: 'pgboss',
    });
    boss.on('error', (error) => this.log.error(error.message));
    await boss.start();
    this.boss = boss;
    for (const { name, cron, work } of this.known) {
      await boss.createQueue(name);
      await boss.schedule(name, cron, {}, { tz: 'Europe/Amsterdam' });
      this.workers.set(name, await boss.work(name, work));
    }
    for (const name of this.asked) await this.soon(name);
    this.asked.clear();
  }

  async beforeApplicationShutdown(): Promise<void> {
    const boss = this.boss;
    if (!boss) return;
    // stop() returns before its pool is closed; without the wait a test leaves a connection open.
    const stopped = new Promise<void>((resolve) => boss.once('stopped', () => resolve()));
    await boss.stop({ graceful: true, timeout: 5000 });
    await stopped;
  }
}
