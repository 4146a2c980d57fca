import { Inject, Injectable } from '@nestjs/common';
import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import type { EntityManager } from 'typeorm';

import {
  CONFIG,
  type Config,
  Database,
  type EventName,
  Journal,
  NotFound,
  rows,
  t,
} from '@academie/platform';

import type { Actor } from '../access/actor';
import { SessionService } from '../access/session.service';
import { Notices } from '../notice/notices';
import { Passkeys } from '../passkey/passkeys';
import { CodeWrong, LastFactor, NoFactor } from './factor.errors';
import { RecoveryCodes } from './recovery-codes';
import { Totp } from './totp';

type What = 'app' | 'passkey';

/** The second factors of the own account. Every change is mailed, so that the owner sees one by somebody else. */
@Injectable()
export class FactorService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly notices: Notices,
    private readonly sessions: SessionService,
    private readonly passkeys: Passkeys,
    private readonly totp: Totp,
    private readonly codes: RecoveryCodes,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Adds a passkey. With the first factor come recovery codes, which are returned: the only time they are seen.
   * @throws PasskeyRefused, TooManyPasskeys
   */
  async addPasskey(
    actor: Actor,
    { name, answer }: { name: string; answer: RegistrationResponseJSON },
  ): Promise<string[] | undefined> {
    const credential = await this.passkeys.verify(actor, answer);
    return this.add(actor, 'passkey', name, (tx) =>
      this.passkeys.add(tx, actor, { name, credential }),
    );
  }

  /** Takes the app in use that shows this code; as `addPasskey`. @throws CodeWrong */
  confirmApp(actor: Actor, code: string): Promise<string[] | undefined> {
    return this.add(actor, 'app', t('people.factor.app'), async (tx) => {
      if (!(await this.totp.confirm(tx, actor.id, code.replace(/\s/g, '')))) throw new CodeWrong();
    });
  }

  /** @throws NotFound, LastFactor */
  async removePasskey(actor: Actor, id: string): Promise<void> {
    await this.remove(actor, 'passkey', async (tx) => {
      const name = await this.passkeys.remove(tx, actor.id, id);
      if (name === undefined) throw new NotFound();
      return name;
    });
  }

  /** @throws NotFound, LastFactor */
  async removeApp(actor: Actor): Promise<void> {
    await this.remove(actor, 'app', async (tx) => {
      if (!(await this.totp.remove(tx, actor.id))) throw new NotFound();
      return t('people.factor.app');
    });
  }

  /** New recovery codes instead of those of before. @throws NoFactor */
  async renewCodes(actor: Actor): Promise<string[]> {
    return this.database.transaction(async (tx) => {
      await this.lock(tx, actor.id);
      if (!(await this.hasFactor(tx, actor.id))) throw new NoFactor();
      const codes = await this.codes.make(tx, actor.id);
      await this.tell(tx, actor, 'factor.recovery-codes-made', 'recovery-codes-made', {});
      return codes;
    });
  }

  private async add(
    actor: Actor,
    what: What,
    name: string,
    store: (tx: EntityManager) => Promise<void>,
  ): Promise<string[] | undefined> {
    const codes = await this.database.transaction(async (tx) => {
      await this.lock(tx, actor.id);
      const isFirst = !(await this.hasFactor(tx, actor.id));
      await store(tx);
      await this.tell(tx, actor, 'factor.added', 'factor-added', { what, name });
      return isFirst ? this.codes.make(tx, actor.id) : undefined;
    });
    this.sessions.forget();
    return codes;
  }

  private async remove(
    actor: Actor,
    what: What,
    take: (tx: EntityManager) => Promise<string>,
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.lock(tx, actor.id);
      const name = await take(tx);
      if (!(await this.hasFactor(tx, actor.id))) {
        if (this.config.secondFactorRequired && actor.needsFactor) throw new LastFactor();
        await this.codes.removeAll(tx, actor.id);
      }
      await this.tell(tx, actor, 'factor.removed', 'factor-removed', { what, name });
    });
    this.sessions.forget();
  }

  private async hasFactor(tx: EntityManager, personId: string): Promise<boolean> {
    const found = await rows(
      tx,
      `SELECT 1 FROM people.passkey WHERE person_id = $1 UNION ALL
       SELECT 1 FROM people.totp WHERE person_id = $1 AND confirmed_at IS NOT NULL LIMIT 1`,
      [personId],
    );
    return found.length > 0;
  }

  // Two changes at once would both find that another factor is left.
  private async lock(tx: EntityManager, personId: string): Promise<void> {
    await rows(tx, 'SELECT 1 FROM people.person WHERE id = $1 FOR UPDATE', [personId]);
  }

  private async tell(
    tx: EntityManager,
    actor: Actor,
    action: EventName,
    kind: 'factor-added' | 'factor-removed' | 'recovery-codes-made',
    { what, name }: { what?: What; name?: string },
  ): Promise<void> {
    const line = await this.journal.record(tx, {
      action,
      subjectId: actor.id,
      actorId: actor.id,
      data: what ? { what } : {},
    });
    await this.notices.send(tx, actor.id, {
      kind,
      dedupeKey: `${kind}:${line}`,
      params: { name: what === 'passkey' ? t('people.factor.passkey', { name }) : (name ?? '') },
      path: '/account/tweede-stap',
    });
  }
}
