import type { LoggerService } from '@nestjs/common';
import { destination, type Logger, pino, stdTimeFunctions } from 'pino';

import type { Config } from '../config/config';
import { isActionLine } from '../work/action-line';

/** One JSON line per event on stdout; what may identify a person or open a door is left out. */
export function createLog(
  config: Pick<Config, 'logLevel'>,
  output: ReturnType<typeof destination> = standardOutput(),
): Logger {
  return pino(
    {
      level: config.logLevel,
      base: { service: 'academie' },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
      redact: { paths: ['password', 'token', '*.password', '*.token', 'headers'], remove: true },
    },
    output,
  );
}

/** Where commands write their line: on stdout stands what they answer. */
export const commandLog = (): Logger =>
  createLog({ logLevel: 'info' }, destination({ dest: 2, sync: true }));

let standard: ReturnType<typeof destination> | undefined;

/**
 * One for the process, also when it has several applications: its timer runs until the process ends.
 * A write per line would hold up every request; lines wait for a block or a second. pino writes what
 * is left when the process exits.
 */
const standardOutput = (): ReturnType<typeof destination> =>
  (standard ??= destination({ dest: 1, sync: false, minLength: 4096, periodicFlush: 1000 }));

/** Parts of an address that only say which thing it is about. Any other may be a key to it. */
const NO_SECRET = /^(id|[a-z]+Id|year|slug|number|kind)$/;

/** The parts of an address as a log may have them: codes and tokens left out. */
export const namedInLog = (params: unknown): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(params ?? {}).map(([name, value]) => [
      name,
      NO_SECRET.test(name) ? (value as unknown) : '[left out]',
    ]),
  );

/** Nest's own messages in the same stream. */
export class NestLog implements LoggerService {
  constructor(private readonly target: Logger) {}

  // Nest tells of every module and route it finds, hundreds of lines at each start.
  log(message: unknown, ...rest: unknown[]): void {
    if (isActionLine(message)) this.target.info(message);
    else this.target.debug({ context: rest.at(-1) }, say(message));
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.target.warn({ context: rest.at(-1) }, say(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    if (isActionLine(message)) return this.target.error(message);
    this.target.error(
      { context: rest.at(-1), stack: rest.length > 1 ? rest[0] : undefined },
      say(message),
    );
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.target.debug({ context: rest.at(-1) }, say(message));
  }
}

const say = (message: unknown): string =>
  typeof message === 'string'
    ? message
    : message instanceof Error
      ? message.message
      : JSON.stringify(message);
