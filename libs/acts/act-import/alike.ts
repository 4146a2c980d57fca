import type { EntityManager } from 'typeorm';

import type { Database } from '@academie/platform';

import type { ActFacts } from '../act/act-facts';
import type { ActDraft } from '../act/act-input';
import { alikeAmong, likenessKeys, looksLike, maybeAlike } from '../act/act-likeness';
import { heldBefore, type HeldBefore, nameOfRow } from '../held-row/held-rows';
import type { ActKind } from '../kind/act-kind';

/** What a row looks like: a live act, or a row before it in the file. */
export interface Alike {
  id?: string;
  row?: number;
}

interface Row {
  rowNumber: number;
  draft: ActDraft;
  externalId: string | null;
  isNamed: boolean;
  isOther: boolean;
  problems: readonly unknown[];
  empty: boolean;
}

/** The rows of a file so far, by what those that look alike have in common. */
export class AlikeRows {
  private readonly rows = new Map<string, Row[]>();

  constructor(private readonly kind: ActKind) {}

  add(row: Row): void {
    for (const key of likenessKeys(this.kind, row.draft)) {
      const there = this.rows.get(key);
      if (!there) this.rows.set(key, [row]);
      // The first few will do: what looks like one of many looks like the first.
      else if (there.length < 20) there.push(row);
    }
  }

  /** The row before this one that it looks like; two that the source tells apart are two. */
  before(row: Row): number | undefined {
    return likenessKeys(this.kind, row.draft)
      .flatMap((key) => this.rows.get(key) ?? [])
      .find(
        (other) =>
          other.rowNumber < row.rowNumber &&
          !(row.isNamed && other.isNamed) &&
          looksLike(this.kind, row.draft, other.draft),
      )?.rowNumber;
  }
}

interface Where {
  kind: ActKind;
  source: string;
  alike?: AlikeRows;
}

/** Live acts that rows look like, and what was held of these rows before. */
export class AlikeActs {
  private constructor(
    private readonly where: Where,
    private readonly live: readonly ActFacts[],
    private readonly held: ReadonlyMap<string, HeldBefore>,
  ) {}

  static async of(
    database: Database,
    tx: EntityManager,
    where: Where,
    rows: readonly Row[],
  ): Promise<AlikeActs> {
    const sound = rows.filter(({ problems, empty }) => problems.length === 0 && !empty);
    const asked = sound.filter(({ isOther }) => !isOther).map(({ draft }) => draft);
    const names = sound.map(({ externalId, draft }) => nameOfRow(externalId, draft));
    const live = await maybeAlike(database, tx, where.kind, asked);
    return new AlikeActs(where, live, await heldBefore(database, tx, where.source, names));
  }

  heldBefore({ externalId, draft, isOther }: Row): HeldBefore | undefined {
    const held = this.held.get(nameOfRow(externalId, draft));
    return isOther && held?.state === 'open' ? undefined : held;
  }

  find(row: Row): Alike | undefined {
    if (row.isOther) return undefined;
    const { kind, source, alike } = this.where;
    const others = row.isNamed ? this.live.filter((act) => act.source !== source) : this.live;
    const act = alikeAmong(kind, row.draft, others);
    if (act) return { id: act.id };
    const before = alike?.before(row);
    return before === undefined ? undefined : { row: before };
  }
}
