import fs from 'node:fs/promises';
import path from 'node:path';

import { Inject, Injectable } from '@nestjs/common';

import { CONFIG, type Config } from '../config/config';
import { Clock } from '../time/clock';
import { Database } from '../database/database';
import { Job } from '../jobs/jobs';
import { Mail } from '../mail/mail';
import { t } from '../pages/i18n';
import { ChainedTables } from './chained';
import { ChainSealer } from './chain-sealer';

/** The end of a chain on a day, as it was written down outside the database. */
export interface Anchor {
  day: string;
  chain: string;
  number: number;
  /** Hexadecimal. */
  hash: string;
}

const LINE = /^(\d{4}-\d{2}-\d{2})T\S+ (\S+) (\d+) ([0-9a-f]{64})$/;

/** Reads lines of anchors, of the file or copied from a mail; other lines are passed over. */
export const readAnchors = (text: string): Anchor[] =>
  text.split(/\r?\n/).flatMap((line) => {
    const [, day, chain, number, hash] = LINE.exec(line.trim()) ?? [];
    return day && chain && hash ? [{ day, chain, number: Number(number), hash }] : [];
  });

/**
 * Writes the ends of the chains where the owner of the database does not reach: into a file, and to an address. A
 * person who makes a whole chain anew after a change cannot make these.
 */
@Injectable()
export class ChainAnchors {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly tables: ChainedTables,
    private readonly sealer: ChainSealer,
    private readonly mail: Mail,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Job('10 3 * * *', 'platform.anchor-chains')
  async anchor(): Promise<void> {
    await this.sealer.sealAll();
    const ends = await this.database.rows<{ chain: string; number: number; hash: Buffer }>(
      `SELECT DISTINCT ON (chain) chain, number, hash FROM platform.chain_block
        WHERE chain = ANY ($1) ORDER BY chain, number DESC`,
      [this.tables.all.map(({ name }) => name)],
    );
    const now = this.clock.now().toISOString();
    const lines = ends.map(
      ({ chain, number, hash }) => `${now} ${chain} ${number} ${hash.toString('hex')}`,
    );
    if (lines.length === 0) return;
    await fs.mkdir(path.dirname(this.config.anchorFile), { recursive: true });
    await fs.appendFile(this.config.anchorFile, `${lines.join('\n')}\n`);
    const { anchorMail } = this.config;
    if (!anchorMail) return;
    await this.database.transaction((tx) =>
      this.mail.queue(tx, {
        dedupeKey: `chain-anchor:${now}`,
        template: 'platform/chain/mails/anchor',
        recipient: anchorMail,
        subject: t('platform.chain.subject'),
        context: { lines },
      }),
    );
  }

  /** What was written into a file; the one of the settings when left out. */
  async read(file = this.config.anchorFile): Promise<Anchor[]> {
    return readAnchors(await fs.readFile(file, 'utf8'));
  }
}
