import { randomBytes, randomUUID } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import {
  Clock,
  CONFIG,
  type Config,
  Database,
  Job,
  Journal,
  newId,
  NotFound,
  rows,
} from '@academie/platform';

import { ToolAddressWrong, ToolExists, ToolKeyMissing } from '../elearning.errors';
import { readPublicKeys } from './public-keys';
import type { ToolForm } from './tool.dto';

const COLUMNS = `name = $2, login_url = $3, launch_url = $4, redirect_urls = $5, choose_url = $6, keys_url = $7,
  keys = $8, gives_scores = $9, needs_name = $10, needs_address = $11,
  in_page = $12`;
const SUBJECT_KEY_BYTES = 32;

/** Tools as administrators keep them. */
@Injectable()
export class ToolService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly journal: Journal,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Adds a tool; returns its id. @throws ToolExists, ToolAddressWrong, ToolKeyMissing, ToolKeyUnreadable */
  async add(actor: Actor, form: ToolForm): Promise<string> {
    const values = this.valuesOf(form);
    const id = newId();
    await this.database.transaction(async (tx) => {
      const added = await rows(
        tx,
        `INSERT INTO elearning.tool
           (id, name, login_url, launch_url, redirect_urls, choose_url, keys_url, keys, gives_scores, needs_name,
            needs_address, in_page, deployment_id, subject_key, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
         ON CONFLICT DO NOTHING RETURNING id`,
        [id, ...values, randomUUID(), randomBytes(SUBJECT_KEY_BYTES), this.clock.now()],
      );
      if (added.length === 0) throw new ToolExists();
      await this.record(tx, actor, id, 'tool.added');
    });
    return id;
  }

  /** @throws NotFound, ToolExists, ToolAddressWrong, ToolKeyMissing, ToolKeyUnreadable */
  async change(actor: Actor, id: string, form: ToolForm): Promise<void> {
    const values = this.valuesOf(form);
    await this.database.transaction(async (tx) => {
      const other = await rows(
        tx,
        'SELECT 1 AS one FROM elearning.tool WHERE name = $2 AND id <> $1 AND ended_at IS NULL',
        [id, form.name],
      );
      if (other.length > 0) throw new ToolExists();
      const changed = await rows(
        tx,
        `UPDATE elearning.tool SET ${COLUMNS} WHERE id = $1 AND ended_at IS NULL RETURNING id`,
        [id, ...values],
      );
      if (changed.length === 0) throw new NotFound();
      await this.record(tx, actor, id, 'tool.changed');
    });
  }

  /** From now on nothing of it opens; what people achieved stays. Doing it twice changes nothing. */
  async end(actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const ended = await rows(
        tx,
        'UPDATE elearning.tool SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL RETURNING id',
        [id, this.clock.now()],
      );
      if (ended.length > 0) await this.record(tx, actor, id, 'tool.ended');
    });
  }

  /** Forgets marks of tokens that are too old to come again. */
  @Job('55 4 * * *', 'elearning.forget-tool-nonces')
  async forget(): Promise<void> {
    await this.database.rows('DELETE FROM elearning.tool_nonce WHERE until < $1', [
      this.clock.now(),
    ]);
  }

  private valuesOf(form: ToolForm): unknown[] {
    const redirects = [...new Set(form.redirectUrls.split(/\s+/))];
    for (const [field, address] of [
      ['loginUrl', form.loginUrl],
      ['launchUrl', form.launchUrl],
      ['chooseUrl', form.chooseUrl],
      ['keysUrl', form.keysUrl],
      ...redirects.map((one) => ['redirectUrls', one] as const),
    ] as const)
      if (address && !this.isUsable(address)) throw new ToolAddressWrong(field);
    if (!form.keysUrl === !form.publicKey) throw new ToolKeyMissing();
    const keys = form.publicKey ? readPublicKeys(form.publicKey) : null;
    return [
      form.name,
      form.loginUrl,
      form.launchUrl,
      redirects,
      form.chooseUrl || null,
      form.keysUrl || null,
      keys && JSON.stringify(keys),
      form.givesScores,
      form.needsName,
      form.needsAddress,
      form.inPage,
    ];
  }

  private isUsable(address: string): boolean {
    if (!URL.canParse(address)) return false;
    const { protocol, username, password } = new URL(address);
    if (username || password) return false;
    return protocol === 'https:' || (protocol === 'http:' && this.config.privateAddresses);
  }

  private async record(
    tx: EntityManager,
    actor: Actor,
    id: string,
    action: 'tool.added' | 'tool.changed' | 'tool.ended',
  ): Promise<void> {
    await this.journal.record(tx, { action, subjectId: id, actorId: actor.id });
  }
}
