import path from 'node:path';

import { ModulesContainer } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { LRUCache } from 'lru-cache';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';

import { type Clock, CONFIG, type Config, Installation } from '@academie/platform';

import { createWebApp } from '../../apps/academie/web-app';
import { CountsByPath } from '../../libs/platform/http/rate-limit';

/** What counts how often an address asked: Fastify makes these, and no app gives them out. */
const counting = new Set<CountsByPath>();
const incr = Reflect.get(CountsByPath.prototype, 'incr');
CountsByPath.prototype.incr = function (this: CountsByPath, ...asked) {
  counting.add(this);
  incr.apply(this, asked);
};

/** Long enough for a statement that a page left behind; what takes longer belongs to an app that is not kept. */
const QUIET_WITHIN_MS = 5000;

/** An academie that is made, listens, and has asked its database what it asks at a start. */
export class KeptApp {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly config: Config,
    private readonly asMade: Remembered,
  ) {}

  /** Makes one; `config.contentUrl` becomes where it listens. */
  static async make(config: Config, clock: Clock): Promise<KeptApp> {
    const app = await createWebApp(config, clock);
    await app.listen(0, '127.0.0.1');
    config.contentUrl = (await app.getUrl()).replace('127.0.0.1', 'localhost');
    return new KeptApp(app, config, new Remembered(app));
  }

  /** Is again as it was made, for a database that is as that one was. */
  async wake(): Promise<void> {
    this.asMade.restore();
    this.app.getHttpServer().ref();
    await this.app.get(Installation).onModuleInit();
  }

  /**
   * Lets go of its connections when all that it does is done, and keeps the process alive no more. Returns false when
   * something goes on (a worker that a test started, say): then it can only be closed.
   */
  async rest(): Promise<boolean> {
    const pool = (this.app.get(DataSource).driver as unknown as { master: Pool }).master;
    const until = Date.now() + QUIET_WITHIN_MS;
    while (pool.waitingCount > 0 || pool.idleCount < pool.totalCount) {
      if (pool.ending || Date.now() > until) return false;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const idle = await Promise.all(Array.from({ length: pool.idleCount }, () => pool.connect()));
    for (const client of idle) client.release(true);
    const server = this.app.getHttpServer();
    server.closeAllConnections();
    server.unref();
    return true;
  }
}

type Content = { map: [unknown, unknown][] } | { set: unknown[] } | { lru: true };

/**
 * What the things of an app held when it was made. A service that remembers something about the database (a list that
 * hardly changes, how often an address asked) must not tell it to the next test file, whose database is another.
 */
class Remembered {
  private readonly things = new Map<object, Map<PropertyKey, unknown>>();
  private readonly contents = new Map<object, Content>();

  constructor(app: NestFastifyApplication) {
    const ours = ownClasses();
    for (const module of app.get(ModulesContainer).values())
      for (const wrappers of [module.providers, module.controllers, module.injectables])
        for (const { instance } of wrappers.values())
          if (typeof instance === 'object' && instance !== null && ours.has(instance.constructor))
            this.remember(instance, ours);
    this.remember(app.get<object>(CONFIG), ours);
  }

  restore(): void {
    for (const counts of counting) (Reflect.get(counts, 'counts') as Map<string, unknown>).clear();
    for (const [thing, values] of this.things) {
      for (const key of Reflect.ownKeys(thing))
        if (!values.has(key)) Reflect.deleteProperty(thing, key);
      for (const [key, value] of values)
        if (Reflect.get(thing, key) !== value) Reflect.set(thing, key, value);
    }
    for (const [collection, content] of this.contents) refill(collection, content);
  }

  private remember(thing: object, ours: Set<unknown>): void {
    if (this.things.has(thing)) return;
    const values = new Map(Reflect.ownKeys(thing).map((key) => [key, Reflect.get(thing, key)]));
    this.things.set(thing, values);
    for (const value of values.values()) {
      if (typeof value !== 'object' || value === null) continue;
      const content = contentOf(value);
      if (content) this.contents.set(value, content);
      else if (ours.has(value.constructor)) this.remember(value, ours);
    }
  }
}

function contentOf(value: object): Content | undefined {
  if (value instanceof Map) return { map: [...value] };
  if (value instanceof Set) return { set: [...value] };
  return value instanceof LRUCache ? { lru: true } : undefined;
}

function refill(collection: object, content: Content): void {
  (collection as Map<unknown, unknown>).clear();
  if ('map' in content)
    for (const [key, value] of content.map) (collection as Map<unknown, unknown>).set(key, value);
  if ('set' in content) for (const value of content.set) (collection as Set<unknown>).add(value);
}

/** Classes of the academie, as far as a file exports them; what a library made is left alone. */
function ownClasses(): Set<unknown> {
  const root = path.join(__dirname, '../..');
  const folders = ['apps', 'libs'].map((folder) => path.join(root, folder, '/'));
  return new Set(
    Object.values(require.cache)
      .filter((file) => folders.some((folder) => file?.filename.startsWith(folder)))
      .flatMap((file) => Object.values<unknown>(file?.exports ?? {}))
      .filter((thing) => typeof thing === 'function'),
  );
}
