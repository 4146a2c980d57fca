import { randomBytes } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import { apart, Clock, Database } from '@academie/platform';

const SECRET_BYTES = 32;

/** The secret behind codes on screens and tickets: in the database, so that every process has the same. */
@Injectable()
export class CheckInKeys {
  private known: Buffer | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Made when there is none; of two processes that make one, one wins. */
  async secret(): Promise<Buffer> {
    // Kept for all: not in a transaction that may still be undone.
    this.known ??= await apart(async () => (await this.find()) ?? (await this.make()));
    return this.known;
  }

  private async make(): Promise<Buffer> {
    await this.database.rows(
      `INSERT INTO attendance.check_in_key (secret, created_at) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
      [randomBytes(SECRET_BYTES), this.clock.now()],
    );
    const made = await this.find();
    if (!made) throw new Error('the key that was made is gone');
    return made;
  }

  private async find(): Promise<Buffer | undefined> {
    const row = await this.database.first<{ secret: Buffer }>(
      'SELECT secret FROM attendance.check_in_key',
    );
    return row?.secret;
  }
}
