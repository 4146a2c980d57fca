import { createHash, randomBytes } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock, Database, rows } from '@academie/platform';

const COUNT = 10;
/** Crockford's letters: none looks like another. */
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';
/** 24 letters of five bits: so many that a plain hash keeps them (ASVS 6.5.2 asks 112). */
const LENGTH = 24;

const hashOf = (personId: string, code: string): Buffer =>
  createHash('sha256').update(`recovery:${personId}:${code}`).digest();

/** Codes on paper for who has lost the phone. Each works once. */
@Injectable()
export class RecoveryCodes {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Makes new ones; those of before no longer work. They are seen this once. */
  async make(tx: EntityManager, personId: string): Promise<string[]> {
    const codes = Array.from({ length: COUNT }, newCode);
    await this.removeAll(tx, personId);
    await rows(
      tx,
      `INSERT INTO people.recovery_code (code_hash, person_id, made_at)
       SELECT unnest($1::bytea[]), $2, $3`,
      [codes.map((code) => hashOf(personId, plain(code))), personId, this.clock.now()],
    );
    return codes;
  }

  /** Uses one; returns how many are left, undefined when it is none or was used before. */
  async use(tx: EntityManager, personId: string, code: string): Promise<number | undefined> {
    const used = await rows(
      tx,
      `UPDATE people.recovery_code SET used_at = $3
        WHERE code_hash = $1 AND person_id = $2 AND used_at IS NULL RETURNING 1 AS used`,
      [hashOf(personId, plain(code)), personId, this.clock.now()],
    );
    if (used.length === 0) return undefined;
    const left = await rows(
      tx,
      'SELECT 1 FROM people.recovery_code WHERE person_id = $1 AND used_at IS NULL',
      [personId],
    );
    return left.length;
  }

  /** How many still work. */
  async left(personId: string): Promise<number> {
    const row = await this.database.first<{ count: number }>(
      `SELECT count(*)::int AS count FROM people.recovery_code
        WHERE person_id = $1 AND used_at IS NULL`,
      [personId],
    );
    return row?.count ?? 0;
  }

  async removeAll(tx: EntityManager, personId: string): Promise<void> {
    await rows(tx, 'DELETE FROM people.recovery_code WHERE person_id = $1', [personId]);
  }
}

// 32 letters divide 256, so each is as likely as another.
const newCode = (): string => {
  const letters = [...randomBytes(LENGTH)].map((byte) => LETTERS[byte % 32] ?? '').join('');
  return (letters.match(/.{4}/g) ?? []).join('-');
};

/** As typed over: capitals, blanks, and the letters that a reader takes for a digit. */
const plain = (code: string): string =>
  code
    .toLowerCase()
    .replace(/[^0-9a-z]/g, '')
    .replaceAll('o', '0')
    .replace(/[il]/g, '1');
