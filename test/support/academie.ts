import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Client, escapeIdentifier } from 'pg';
import request from 'supertest';

import { DEMO_ACCOUNTS, sessionCookie } from '@academie/people';
import { Clock, type Config, Database, JournalWorker, readConfig, Seeds } from '@academie/platform';

import { createWebApp } from '../../apps/academie/web-app';
import { Given, sessionTokenOf } from './given';
import { KeptApp } from './kept-app';
import { recordStatements } from './statement-record';

/** What globalSetup makes (test/support/database.ts). */
const TEMPLATE = 'template_academie';

if (process.env.RECORD_STATEMENTS) recordStatements(process.env.RECORD_STATEMENTS);

/** A Tuesday morning; a test that is about time sets its own. */
export const TUESDAY = new Date('2026-03-03T09:00:00+01:00');

export class TestClock extends Clock {
  private at = TUESDAY;

  override now(): Date {
    return this.at;
  }

  /** Stands still at this moment. */
  set(at: Date | string): void {
    this.at = new Date(at);
  }
}

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
export type DemoRole = (typeof DEMO_ACCOUNTS)[number]['role'];
/** What comes back of a question asked in this process. */
export interface Answer {
  status: number;
  headers: Record<string, string | undefined>;
  text: string;
  bytes: Buffer;
}
/** A body as it is sent, and what it is. */
export interface AskedWith {
  method?: Method;
  type?: 'form' | 'json';
  body?: string;
  headers?: Record<string, string>;
}
/** Somebody's browser; when signed in, the form token is sent along. */
export type Visitor = Record<Method, (path: string) => request.Test> & {
  /**
   * The same without a connection: for walks of thousands of questions, which else spend half their time on
   * sockets.
   */
  ask(path: string, asked?: AskedWith): Promise<Answer>;
};

const TYPES = { form: 'application/x-www-form-urlencoded', json: 'application/json' };

export class Academie {
  app!: NestFastifyApplication;
  /** Where it listens: `http://127.0.0.1:<port>`. */
  url!: string;
  config!: Config;
  database!: Database;
  given!: Given;

  constructor(readonly clock: TestClock) {}

  /** A browser in which this person is signed in. */
  as(person: { id: string }): Visitor {
    return this.visitor(this.headersOf(person));
  }

  /** What the browser sends along in which this person is signed in. */
  headersOf(person: { id: string }): { cookie: string; 'x-csrf-token': string } {
    const token = sessionTokenOf(person.id);
    const csrf = createHash('sha256').update(`form:${token}`).digest('base64url');
    return { cookie: `${sessionCookie(this.config)}=${token}`, 'x-csrf-token': csrf };
  }

  /** A browser in which this account of the demo is signed in. */
  async account(role: DemoRole): Promise<Visitor> {
    return this.as({ id: await this.accountId(role) });
  }

  /** Who has this account of the demo; signed in from now on. */
  async accountId(role: DemoRole): Promise<string> {
    const email = DEMO_ACCOUNTS.find((account) => account.role === role)!.email;
    const person = await this.database.first<{ id: string }>(
      'SELECT person_id AS id FROM people.email_address WHERE address = $1',
      [email],
    );
    await this.given.signedIn(person!.id);
    return person!.id;
  }

  /** A browser in which nobody is signed in. */
  get stranger(): Visitor {
    return this.visitor({});
  }

  /** What a browser gets that wants the headers only. */
  head(path: string): request.Test {
    return request(this.url).head(path);
  }

  /** Lets the worker do all that is pending: mails are queued, the ledger is up to date. */
  async runWorkers(): Promise<void> {
    await this.app.get(JournalWorker).handlePending();
  }

  /** How many statements `work` sends to the database. */
  async queriesOf(work: () => PromiseLike<unknown>): Promise<number> {
    const query = jest.spyOn(Client.prototype, 'query');
    try {
      await work();
      return query.mock.calls.length;
    } finally {
      query.mockRestore();
    }
  }

  private visitor(headers: Record<string, string>): Visitor {
    const call =
      (method: Method) =>
      (path: string): request.Test =>
        request(this.url)[method](path).set(headers);
    return {
      get: call('get'),
      post: call('post'),
      put: call('put'),
      patch: call('patch'),
      delete: call('delete'),
      ask: (path, asked) => this.answerTo(path, headers, asked),
    };
  }

  private async answerTo(
    url: string,
    own: Record<string, string>,
    { method = 'get', type, body, headers: more = {} }: AskedWith = {},
  ): Promise<Answer> {
    const headers = { ...own, ...(type && { 'content-type': TYPES[type] }), ...more };
    const answer = await this.app.inject({
      method: method.toUpperCase() as Uppercase<Method>,
      url,
      headers,
      ...(body !== undefined && { payload: body }),
    });
    return {
      status: answer.statusCode,
      headers: answer.headers as Answer['headers'],
      text: answer.payload,
      bytes: answer.rawPayload,
    };
  }
}

type Seed = 'reference' | 'demo';

interface StartOptions {
  seed?: Seed;
  config?: Partial<Config>;
  /** The app is made for this file and closed after it. */
  own?: true;
}

/** Apps that wait for who wants the same next, by the name of their database. */
const kept = new Map<string, KeptApp>();
/** Names of databases in use: who starts two academies at once gets two. */
const inUse = new Set<string>();
/** One for each kind of app that is kept. */
const clocks = new Map<string, TestClock>();

/**
 * Starts the whole academie on a database of its own before the tests of a file or `describe`, and stops it after.
 * `seed: 'reference'` loads municipalities, themes and the like; `'demo'` the whole demo too.
 *
 * The database is new each time; the app is not, since making it takes longer than the tests of most files: it is put
 * back as it was made (kept-app.ts). What has a configuration of its own has an app of its own, and so has what says
 * `own`, because it stops the app or leaves something in it that goes on.
 */
export function startAcademie(options: StartOptions = {}): Academie {
  const server = process.env.TEST_DATABASE_URL!;
  const kind = options.own || options.config ? undefined : (options.seed ?? 'empty');
  const academie = new Academie(clockFor(kind));
  let name: string;
  let keeper: KeptApp;

  beforeAll(async () => {
    name = nameFor(kind);
    const known = kept.get(name);
    const template = options.seed ? await seeded(server, options.seed) : TEMPLATE;
    await onServer(server, copyOf(template, escapeIdentifier(name)));
    academie.clock.set(TUESDAY);
    keeper = known ?? (await KeptApp.make(configFor(server, name, options), academie.clock));
    academie.config = keeper.config;
    if (options.seed) await copyFiles(options.seed, academie.config.filesFolder);
    await known?.wake();
    academie.app = keeper.app;
    academie.url = await academie.app.getUrl();
    academie.database = academie.app.get(Database);
    academie.given = new Given(academie.database, academie.clock);
  }, 300_000);

  afterAll(async () => {
    inUse.delete(name);
    kept.delete(name);
    if (name === keptName(kind) && (await keeper.rest())) kept.set(name, keeper);
    else await keeper.app.close();
    await fs.rm(academie.config.filesFolder, { recursive: true, force: true });
    await onServer(server, `DROP DATABASE ${escapeIdentifier(name)} WITH (FORCE)`);
  });

  return academie;
}

function clockFor(kind: string | undefined): TestClock {
  const clock = (kind && clocks.get(kind)) || new TestClock();
  if (kind) clocks.set(kind, clock);
  return clock;
}

/** Of an app that is kept its own in this process; else one that nothing had before. */
function nameFor(kind: string | undefined): string {
  const own = keptName(kind);
  const random = `academie_${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
  const name = own && !inUse.has(own) ? own : random;
  inUse.add(name);
  return name;
}

const keptName = (kind: string | undefined): string | undefined =>
  kind && `academie_${process.pid}_${kind}`;

const configFor = (server: string, name: string, { seed, config }: StartOptions): Config => ({
  ...configOf(server, name, seed),
  ...config,
});

const configOf = (server: string, name: string, seed?: Seed): Config => ({
  ...readConfig({
    DATABASE_URL: Object.assign(new URL(server), { pathname: name }).href,
    FILES_FOLDER: path.join(os.tmpdir(), 'academie-files', name),
    ACADEMIE_DEMO: '1',
    LOG_LEVEL: 'silent',
    // A busy machine is no reason for a test to fail.
    DATABASE_TIMEOUT_MS: '90000',
    // A test changes the database behind the academie's back and looks at once.
    CACHE_MS: '0',
  }),
  demo: seed === 'demo',
});

/** What a seed uploaded lies beside its database. */
async function copyFiles(seed: Seed, folder: string): Promise<void> {
  const { filesFolder } = configOf(process.env.TEST_DATABASE_URL!, halfOf(seed), seed);
  await fs.mkdir(filesFolder, { recursive: true });
  await fs.cp(filesFolder, folder, { recursive: true });
}

/** The template with this data in it; the first file of a run that wants it makes it, others wait. */
async function seeded(server: string, seed: Seed): Promise<string> {
  const name = `${TEMPLATE}_${seed}`;
  const admin = new Client(server);
  await admin.connect();
  try {
    await admin.query('SELECT pg_advisory_lock(hashtext($1))', [name]);
    const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount) return name;
    const half = halfOf(seed);
    await admin.query(`DROP DATABASE IF EXISTS ${half} WITH (FORCE)`);
    await admin.query(copyOf(TEMPLATE, half));
    const app = await createWebApp(configOf(server, half, seed), new TestClock());
    await app.get(Seeds).run(() => undefined);
    await app.close();
    await admin.query(`ALTER DATABASE ${half} RENAME TO ${name}`);
    return name;
  } finally {
    await admin.end();
  }
}

/** What the template is called until all is in it, and the folder of its files for good. */
const halfOf = (seed: Seed): string => `${TEMPLATE}_${seed}_half`;

// Copying the files costs a third of what writing each page to the log does, as is usual.
const copyOf = (template: string, name: string): string =>
  `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`;

async function onServer(url: string, statement: string): Promise<void> {
  const admin = new Client(url);
  await admin.connect();
  await admin.query(statement);
  await admin.end();
}
