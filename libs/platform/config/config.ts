import path from 'node:path';

import { readS3Settings, type S3Settings } from './s3-settings';
import { readScanner, type Scanner } from './scanner-settings';

/** Everything the environment decides, read and checked once at start. */
export interface Config {
  /** postgres:// address of the one database. */
  databaseUrl: string;
  /** The same database as the owner of its tables, for migrations; undefined where that is the user of `databaseUrl`. */
  ownerDatabaseUrl: string | undefined;
  /** A standby of the same database that reports are read from; undefined where there is none. */
  replicaUrl: string | undefined;
  /** Connections of one process; more than 8 on one hot row cost throughput. */
  databasePoolSize: number;
  /** What a request may take in the database, in all; the answer that it is away comes within 5 seconds. Milliseconds. */
  databaseTimeoutMs: number;
  /** A pooler that hands out transactions (pgbouncer) stands in between: no options per connection. */
  databasePooler: boolean;
  /** Whether hot statements are prepared by name; a pgbouncer before 1.21 cannot pass those on. */
  databaseNamedStatements: boolean;
  host: string;
  port: number;
  /** Address people see, without a slash at the end: mails and calendar entries link to it. */
  publicUrl: string;
  /**
   * Address of the host that packages are served from, without a slash at the end: another host than that of
   * `publicUrl`. Undefined: packages do not open.
   */
  contentUrl: string | undefined;
  /** The port on which that host is made when nobody said which it is; it may be a later one. */
  contentPort: number | undefined;
  /** Demo data, demo accounts, and mail that stays in a visible outbox. Never true by accident. */
  demo: boolean;
  /** Whether who administers, leads a theme or audits needs a second factor: everywhere but in a demo. */
  secondFactorRequired: boolean;
  /** Whether addresses that people fill in (of a sign-in service) may be inside the own network, and without https. */
  privateAddresses: boolean;
  /** smtp(s):// address; undefined means mail waits in the outbox page. */
  smtpUrl: string | undefined;
  mailFrom: string;
  logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  /** Whether this web process also does the worker's work. */
  runWorker: boolean;
  /** Reverse proxies in front of us whose X-Forwarded-* headers are believed. */
  trustProxy: string | false;
  /** Whether a view is compiled once and kept; otherwise a page shows what was changed in it at once. */
  production: boolean;
  /** How long an answer that is the same for everybody may be kept, in milliseconds; 0 is not at all. */
  cacheMs: number;
  /** Where a worker tells how it is; undefined means nowhere. */
  workerPort: number | undefined;
  /** Bearer token that /metrics asks for; undefined means loopback only. */
  metricsToken: string | undefined;
  /** Where spans of OpenTelemetry go; undefined means nowhere. `share` of all traces, from 0 to 1. */
  traces: { url: string; service: string; share: number } | undefined;
  /** Where the bytes of uploaded files lie; all processes need the same. */
  filesFolder: string;
  /** A bucket of a store that speaks S3, where they lie instead; the folder then holds only what comes in. */
  filesS3: S3Settings | undefined;
  /** clamd, which looks at uploaded files; `isRequired`: no file is taken in while it is away. */
  scanner: Scanner | undefined;
  /** Where the ends of the chains of hashes are written each day; best on another machine. */
  anchorFile: string;
  /** Who gets them by mail too. */
  anchorMail: string | undefined;
  /** Seals the key that signs credentials and other secrets, so that a copy of the database alone gives none away. */
  credentialSecret: string | undefined;
}

export class ConfigError extends Error {
  constructor(readonly problems: string[]) {
    super(`The configuration is not right:\n${problems.map((line) => `  - ${line}`).join('\n')}`);
  }
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1']);
const OTHER_NAME = new Map([
  ['127.0.0.1', 'localhost'],
  ['localhost', '127.0.0.1'],
]);
const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/**
 * Reads the configuration; the only code that looks at the environment.
 * @throws ConfigError naming every problem at once, so that one restart mends them all.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const problems: string[] = [];
  const text = (name: string): string | undefined => env[name]?.trim() || undefined;
  const whole = (name: string, fallback: number, min: number, max: number): number => {
    const given = text(name);
    if (given === undefined) return fallback;
    const value = Number(given);
    if (Number.isInteger(value) && value >= min && value <= max) return value;
    problems.push(`${name} must be a whole number from ${min} to ${max}, not "${given}"`);
    return fallback;
  };
  const share = (name: string): number => {
    const value = Number(text(name) ?? 1);
    if (value >= 0 && value <= 1) return value;
    problems.push(`${name} must be a number from 0 to 1, not "${text(name) ?? ''}"`);
    return 1;
  };
  const yes = (name: string, fallback: boolean): boolean => {
    const given = text(name);
    if (given === undefined) return fallback;
    if (given === '1' || given === 'true') return true;
    if (given === '0' || given === 'false') return false;
    problems.push(`${name} must be 1 or 0, not "${given}"`);
    return fallback;
  };
  const address = (name: string, protocols: string[]): string | undefined => {
    const given = text(name);
    if (given === undefined) return undefined;
    const url = URL.canParse(given) ? new URL(given) : undefined;
    if (url && protocols.includes(url.protocol)) return given.replace(/\/$/, '');
    problems.push(`${name} must be an address that starts with ${protocols.join(' or ')}//`);
    return undefined;
  };

  const host = text('HOST') ?? '127.0.0.1';
  const port = whole('PORT', 3000, 0, 65535);
  const onPurpose = text('ACADEMIE_DEMO') === 'public';
  const demo = onPurpose || yes('ACADEMIE_DEMO', false);
  if (demo && !LOOPBACK.has(host) && !onPurpose)
    problems.push(
      `ACADEMIE_DEMO=1 with HOST=${host} would put demo accounts on the network; ` +
        `listen on 127.0.0.1, or set ACADEMIE_DEMO=public if that is what you want`,
    );
  const isPublicAddress = text('ACADEMIE_URL')?.startsWith('https:') ?? false;
  if (demo && isPublicAddress)
    problems.push(
      'the demo has accounts with a known password, so it does not serve an https address: ' +
        'leave ACADEMIE_DEMO out, or leave ACADEMIE_URL out',
    );
  const databaseUrl = address('DATABASE_URL', ['postgres:', 'postgresql:']) ?? '';
  if (!text('DATABASE_URL'))
    problems.push(
      'DATABASE_URL is needed: the address of a PostgreSQL of yours, ' +
        'such as postgres://academie:secret@localhost/academie',
    );
  const logLevel = LEVELS.find((level) => level === (text('LOG_LEVEL') ?? 'info'));
  if (!logLevel) problems.push(`LOG_LEVEL must be one of ${LEVELS.join(', ')}`);

  const publicUrl = address('ACADEMIE_URL', ['https:', 'http:']) ?? `http://${host}:${port}`;
  const contentUrl = address('CONTENT_URL', ['https:', 'http:']);
  if (contentUrl && new URL(contentUrl).hostname === new URL(publicUrl).hostname)
    problems.push('CONTENT_URL must have another host name than ACADEMIE_URL has');
  if (contentUrl?.startsWith('http:') && publicUrl.startsWith('https:'))
    problems.push('CONTENT_URL must start with https:// where ACADEMIE_URL does');
  // Here a browser knows this machine by two names, which have no cookie in common.
  const otherName = OTHER_NAME.get(new URL(publicUrl).hostname);
  const contentPort = contentUrl === undefined && otherName ? port && port + 1 : undefined;

  const collector = address('OTEL_EXPORTER_OTLP_ENDPOINT', ['https:', 'http:']);

  const config: Config = {
    databaseUrl,
    ownerDatabaseUrl: address('MIGRATION_DATABASE_URL', ['postgres:', 'postgresql:']),
    replicaUrl: address('DATABASE_REPLICA_URL', ['postgres:', 'postgresql:']),
    databasePoolSize: whole('DATABASE_POOL_SIZE', 8, 2, 100),
    databaseTimeoutMs: whole('DATABASE_TIMEOUT_MS', 4500, 500, 600_000),
    databasePooler: yes('DATABASE_POOLER', false),
    databaseNamedStatements: yes('DATABASE_NAMED_STATEMENTS', true),
    host,
    port,
    publicUrl,
    contentUrl: contentPort === undefined ? contentUrl : `http://${otherName ?? ''}:${contentPort}`,
    contentPort,
    demo,
    secondFactorRequired: !demo,
    privateAddresses: yes('ALLOW_PRIVATE_ADDRESSES', demo),
    smtpUrl: address('SMTP_URL', ['smtp:', 'smtps:']),
    mailFrom: text('MAIL_FROM') ?? 'NHVeilig academie <academie@nhveilig.example>',
    logLevel: logLevel ?? 'info',
    runWorker: yes('ACADEMIE_WORKER', demo),
    trustProxy: text('TRUST_PROXY') ?? false,
    production: text('NODE_ENV') !== 'development',
    cacheMs: whole('CACHE_MS', 1000, 0, 60_000),
    filesFolder: path.resolve(
      text('FILES_FOLDER') ?? `${text('ACADEMIE_DATA_DIR') ?? '.data'}/files`,
    ),
    scanner: readScanner(text('CLAMD_ADDRESS'), yes('CLAMD_REQUIRED', true), problems),
    filesS3: readS3Settings(
      text,
      address('FILES_S3_ENDPOINT', ['https:', 'http:']),
      yes('FILES_S3_PATH_STYLE', true),
      problems,
    ),
    workerPort: text('WORKER_PORT') ? whole('WORKER_PORT', 0, 1, 65535) : undefined,
    metricsToken: text('METRICS_TOKEN'),
    traces: collector
      ? {
          url: `${collector}/v1/traces`,
          service: text('OTEL_SERVICE_NAME') ?? 'academie',
          share: share('OTEL_TRACES_SAMPLER_ARG'),
        }
      : undefined,
    anchorFile: path.resolve(
      text('ANCHOR_FILE') ?? `${text('ACADEMIE_DATA_DIR') ?? '.data'}/anchors.txt`,
    ),
    anchorMail: text('ANCHOR_MAIL'),
    credentialSecret: text('CREDENTIAL_SECRET'),
  };
  if (!demo && !text('ACADEMIE_URL'))
    problems.push('ACADEMIE_URL is needed outside demo mode: mails and calendars link to it');
  if (!demo && !config.smtpUrl)
    problems.push('SMTP_URL is needed outside demo mode: mail may not be dropped silently');
  if (config.credentialSecret && config.credentialSecret.length < 32)
    problems.push(
      'CREDENTIAL_SECRET must be 32 characters or more, e.g. of `openssl rand -hex 32`',
    );
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

/** Injection token of the Config. */
export const CONFIG = Symbol('config');
