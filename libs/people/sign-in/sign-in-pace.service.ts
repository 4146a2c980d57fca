import { createHash } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock, Database, Forgets, rows } from '@academie/platform';

import { TooManyAttempts } from '../people.errors';

/** Where a try comes from. */
export interface Caller {
  /** Address in the network, or the part of it that one connection has (IPv6). */
  network: string;
  /** Secret of the browser, from its cookie. */
  device?: string | undefined;
  /** Browser and system, for the list of sessions. */
  deviceName?: string | undefined;
}

/** How many tries are free, how many of them are forgotten a minute, and the longest wait between further ones. */
interface Pace {
  free: number;
  forgottenPerMinute: number;
  longestSeconds: number;
}

// An address that tries passwords of one account soon waits minutes. That hinders nobody elsewhere, nor
// anybody whose browser signed in before: no one can lock a colleague out.
const DEVICE: Pace = { free: 10, forgottenPerMinute: 1, longestSeconds: 60 };
const NETWORK_AND_ACCOUNT: Pace = { free: 5, forgottenPerMinute: 0.1, longestSeconds: 300 };
// A thousand addresses that try one account are slowed down together.
const ACCOUNT: Pace = { free: 20, forgottenPerMinute: 1, longestSeconds: 60 };
// A town hall has one address: only wrong passwords count in the end, and a hundred are free.
const NETWORK: Pace = { free: 100, forgottenPerMinute: 30, longestSeconds: 30 };

// Six digits are guessed sooner than a password, and the person who tries them has the password already.
const CODES: Pace = { free: 10, forgottenPerMinute: 0.05, longestSeconds: 3600 };
/** What codes of a second factor are counted under: no address looks like it. */
export const codesOf = (personId: string): string => `factor:${personId}`;

const KNOWN_DAYS = 90;
const DAY_MS = 86_400_000;

// $1 key, $2 now, $3 free, $4 forgotten a minute, $5 longest wait in seconds.
const LEVEL =
  'greatest(0, p.level - extract(epoch FROM $2::timestamptz - p.counted_at) * $4 / 60) + 1';
const WAIT = `CASE WHEN ${LEVEL} <= $3 THEN 0 ELSE least($5, power(2, least(${LEVEL} - $3, 20))) END`;

/**
 * Slows down who tries passwords. Each try is counted before its password is looked at, in rows that all
 * processes share; what was right is taken off again.
 */
@Injectable()
export class SignInPaceService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Counts a try; returns whether it came from a device that is known.
   * @throws TooManyAttempts when it comes too early; then nothing is counted.
   */
  async count(account: string, caller: Caller): Promise<boolean> {
    const known = await this.isKnown(account, caller);
    await this.database.transaction(async (tx) => {
      for (const [key, pace] of pacesOf(account, caller, known)) await this.step(tx, key, pace);
    });
    return known;
  }

  /** Takes a right password off where it was counted, and knows the device from now on. */
  async succeeded(
    tx: EntityManager,
    account: string,
    caller: Caller,
    wasKnown: boolean,
  ): Promise<void> {
    if (!wasKnown) await this.takeOff(tx, account, caller);
    if (caller.device) await this.know(tx, account, caller.device);
  }

  /** Knows the device of an account from now on: whoever signs in there again is not slowed down by others. */
  async know(tx: EntityManager, account: string, device: string): Promise<void> {
    const now = this.clock.now();
    await rows(
      tx,
      `INSERT INTO people.sign_in_pace (key, level, counted_at, next_at, known_until)
       VALUES ($1, 0, $2, $2, $3)
       ON CONFLICT (key) DO UPDATE SET level = 0, counted_at = $2, next_at = $2, known_until = $3`,
      [keyOf('device', device, account), now, new Date(now.getTime() + KNOWN_DAYS * DAY_MS)],
    );
  }

  private async takeOff(tx: EntityManager, account: string, caller: Caller): Promise<void> {
    await rows(tx, 'DELETE FROM people.sign_in_pace WHERE key = $1', [
      keyOf('network and account', caller.network, account),
    ]);
    for (const [key, { free }] of [accountPace(account), networkPace(caller)])
      await rows(
        tx,
        `UPDATE people.sign_in_pace
            SET level = greatest(0, level - 1), next_at = CASE WHEN level - 1 <= $3 THEN $2 ELSE next_at END
          WHERE key = $1`,
        [key, this.clock.now(), free],
      );
  }

  /** Forgets what no longer slows anybody down. */
  @Forgets({
    kind: 'people.sign-in-attempts',
    days: 1,
    least: 1,
    most: 30,
    old: (before) =>
      `SELECT encode(key, 'hex') AS key, counted_at AS at FROM people.sign_in_pace
        WHERE counted_at < ${before} AND (known_until IS NULL OR known_until < ${before})`,
  })
  async forgetOld(tx: EntityManager, keys: string[]): Promise<void> {
    await rows(
      tx,
      `DELETE FROM people.sign_in_pace
        WHERE key = ANY (SELECT decode(gone, 'hex') FROM unnest($1::text[]) AS gone)`,
      [keys],
    );
  }

  /** Whether the account signed in before with this browser. */
  async isKnown(account: string, { device }: Caller): Promise<boolean> {
    if (!device) return false;
    const found = await this.database.rows(
      'SELECT 1 AS known FROM people.sign_in_pace WHERE key = $1 AND known_until > $2',
      [keyOf('device', device, account), this.clock.now()],
    );
    return found.length > 0;
  }

  private async step(tx: EntityManager, key: Buffer, pace: Pace): Promise<void> {
    const now = this.clock.now();
    const counted = await rows(
      tx,
      `INSERT INTO people.sign_in_pace AS p (key, level, counted_at, next_at) VALUES ($1, 1, $2, $2)
       ON CONFLICT (key) DO UPDATE
          SET level = ${LEVEL}, counted_at = $2, next_at = $2::timestamptz + make_interval(secs => ${WAIT})
        WHERE p.next_at <= $2
       RETURNING 1 AS counted`,
      [key, now, pace.free, pace.forgottenPerMinute, pace.longestSeconds],
    );
    if (counted.length > 0) return;
    const [row] = await rows<{ next_at: Date }>(
      tx,
      'SELECT next_at FROM people.sign_in_pace WHERE key = $1',
      [key],
    );
    const wait = row ? row.next_at.getTime() - now.getTime() : 0;
    throw new TooManyAttempts(Math.max(1, Math.ceil(wait / 1000)));
  }
}

function pacesOf(account: string, caller: Caller, known: boolean): [Buffer, Pace][] {
  if (known && caller.device) return [[keyOf('device', caller.device, account), DEVICE]];
  return [
    [keyOf('network and account', caller.network, account), NETWORK_AND_ACCOUNT],
    accountPace(account),
    networkPace(caller),
  ];
}

const accountPace = (account: string): [Buffer, Pace] => [
  keyOf('account', account),
  account.startsWith(codesOf('')) ? CODES : ACCOUNT,
];
const networkPace = ({ network }: Caller): [Buffer, Pace] => [keyOf('network', network), NETWORK];

const keyOf = (...parts: string[]): Buffer =>
  createHash('sha256')
    .update(JSON.stringify(parts.map((part) => part.trim().toLowerCase())))
    .digest();
