import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Database, rows } from '@academie/platform';

import { type ContextFacts, hashOf } from './context-facts';

/**
 * The contexts of all evidence, held in memory: they are few and never change. One place thus
 * decides what a filter matches, whether one event is counted or everything is counted anew.
 */
@Injectable()
export class ContextCache {
  private readonly known = new Map<number, ContextFacts>();
  private readonly matches = new Map<string, { seen: number; ids: number[] }>();

  constructor(private readonly database: Database) {}

  /** Reads what others added since. A gap in the numbers may be filled later, hence the whole list. */
  async refresh(tx?: EntityManager): Promise<void> {
    const fresh = await this.database.rows<{ id: number; facts: ContextFacts }>(
      'SELECT id, facts FROM targets.context WHERE id <> ALL ($1::int[])',
      [[...this.known.keys()]],
      tx,
    );
    for (const { id, facts } of fresh) this.known.set(id, facts);
  }

  get(id: number): ContextFacts | undefined {
    return this.known.get(id);
  }

  /** Numbers of the contexts that match; `name` stands for the question and says it completely. */
  where(name: string, matches: (facts: ContextFacts) => boolean): number[] {
    const before = this.matches.get(name) ?? { seen: 0, ids: [] };
    if (before.seen === this.known.size) return before.ids;
    const ids = [...before.ids];
    let index = 0;
    for (const [id, facts] of this.known)
      if (index++ >= before.seen && matches(facts)) ids.push(id);
    this.matches.set(name, { seen: this.known.size, ids });
    return ids;
  }

  /** The numbers of these facts, in their order; new ones are added. */
  async numbersOf(tx: EntityManager, list: readonly ContextFacts[]): Promise<number[]> {
    const hashes = list.map((facts) => hashOf(facts).toString('hex'));
    const distinct = new Map(hashes.map((hash, index) => [hash, list[index]]));
    // In the order of the hashes: two that add the same contexts must not wait for each other.
    const sorted = [...distinct].sort(([a], [b]) => (a < b ? -1 : 1));
    const wanted = sorted.map(([hash]) => Buffer.from(hash, 'hex'));
    const select = `SELECT id, encode(hash, 'hex') AS hash FROM targets.context WHERE hash = ANY ($1)`;
    let found = await rows<{ id: number; hash: string }>(tx, select, [wanted]);
    if (found.length < wanted.length) {
      await rows(
        tx,
        `INSERT INTO targets.context (hash, facts)
         SELECT * FROM unnest($1::bytea[], $2::jsonb[]) ON CONFLICT (hash) DO NOTHING`,
        [wanted, sorted.map(([, facts]) => JSON.stringify(facts))],
      );
      found = await rows(tx, select, [wanted]);
    }
    const numbers = new Map(found.map(({ id, hash }) => [hash, id]));
    return hashes.map((hash) => numbers.get(hash) ?? fail(hash));
  }
}

function fail(hash: string): never {
  throw new Error(`context ${hash} was not stored`);
}
