import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnModuleInit,
} from '@nestjs/common';
import PgBoss from 'pg-boss';

import { CONFIG, type Config } from '../config/config';
import { declareMethod } from '../discovery/declaration';
import { Declarations } from '../discovery/declarations';
import { onlyOnce } from '../discovery/only-once';
import { Tracing } from '../tracing/tracing';
import { withLine } from '../work/action-line';
import { inBackground } from '../work/current-work';

const declaration = declareMethod<{ cron: string; name: string }, () => Promise<unknown>>();

/**
 * Has the method run by the clock. `cron` is read in Amsterdam time; `name` is `<lib>.<what>` and has its
 * sentence for administrators in the locales, at `<lib>.job.<what>`.
 */
export const Job = (cron: string, name: string) => declaration({ cron, name });

/**
 * How long a stop waits for jobs that run. What is cut off then is done again by another worker, but its handler
 * may wait for ever for a connection of the closed pool, and keep the process.
 */
const FINISHED_WITHIN_MS = 20_000;

/** Work that recurs by the clock. */
export interface KnownJob {
  name: string;
  cron: string;
  work: () => Promise<unknown>;
  /** Class and method. */
  where: string;
}

/** Work that recurs by the clock (reminders, retention, closing windows), done by one worker at a time. */
@Injectable()
export class Jobs implements OnModuleInit, BeforeApplicationShutdown {
  private readonly log = new Logger('jobs');
  private known: readonly KnownJob[] = [];
  private boss: PgBoss | undefined;
  /** By job, who does it in this process. */
  private readonly workers = new Map<string, string>();
  private readonly asked = new Set<string>();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly declarations: Declarations,
    private readonly tracing: Tracing,
  ) {}

  onModuleInit(): void {
    this.known = this.declarations
      .methods(declaration)
      .map(({ options, thing, where }) => ({ ...options, work: thing, where }));
    onlyOnce(this.known);
  }

  /** All jobs, in the order of the libs. */
  get all(): readonly KnownJob[] {
    return this.known;
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
    await this.work(job);
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
    for (const job of this.known) {
      const { name, cron } = job;
      await boss.createQueue(name);
      await boss.schedule(name, cron, {}, { tz: 'Europe/Amsterdam' });
      this.workers.set(name, await boss.work(name, () => this.work(job)));
    }
    // A job of an earlier release would be queued for ever, and done by nobody.
    const known = new Set(this.known.map(({ name }) => name));
    for (const { name } of await boss.getSchedules())
      if (!known.has(name)) await boss.unschedule(name);
    for (const name of this.asked) await this.soon(name);
    this.asked.clear();
  }

  private work({ name, work }: KnownJob): Promise<unknown> {
    const run = () => this.tracing.around(`job ${name}`, { kind: 'internal' }, work);
    return withLine(
      { action: `job ${name}`, actor: 'worker' },
      () => inBackground(run),
      (line) => (line.result === 'done' ? this.log.log(line) : this.log.error(line)),
    );
  }

  async beforeApplicationShutdown(): Promise<void> {
    const boss = this.boss;
    if (!boss) return;
    // stop() returns before its pool is closed; without the wait a test leaves a connection open.
    const stopped = new Promise<void>((resolve) => boss.once('stopped', () => resolve()));
    await boss.stop({ graceful: true, timeout: FINISHED_WITHIN_MS });
    await stopped;
  }
}
