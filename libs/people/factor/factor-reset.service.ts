import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Database, Journal, rows } from '@academie/platform';

import type { Actor } from '../access/actor';
import { SessionService } from '../access/session.service';
import { Notices } from '../notice/notices';
import { NotYourself, PersonGone, PersonNotFound } from '../people.errors';
import { NoFactor } from './factor.errors';

/** Takes the second factors of somebody away who has lost them all: the phone, and the codes on paper. */
@Injectable()
export class FactorResetService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly notices: Notices,
    private readonly sessions: SessionService,
  ) {}

  /**
   * The person signs in with the password after it, and sets up a new factor if a role asks one. All sessions
   * end. It is written down with the reason, and mailed to every address of the person.
   * @throws PersonNotFound, PersonGone, NotYourself, NoFactor
   */
  async reset(actor: Actor, personId: string, reason: string): Promise<void> {
    if (personId === actor.id) throw new NotYourself();
    await this.database.transaction((tx) => this.resetIn(tx, actor.id, personId, reason));
    this.sessions.forget();
  }

  /** As `reset`, from the server: without an actor. */
  async resetByOperator(address: string, reason: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const [person] = await rows<{ id: string }>(
        tx,
        'SELECT person_id AS id FROM people.email_address WHERE address = $1',
        [address],
      );
      if (!person) throw new PersonNotFound();
      await this.resetIn(tx, undefined, person.id, reason);
    });
  }

  private async resetIn(
    tx: EntityManager,
    actorId: string | undefined,
    personId: string,
    reason: string,
  ): Promise<void> {
    const [person] = await rows<{ status: string }>(
      tx,
      'SELECT status FROM people.person WHERE id = $1 FOR UPDATE',
      [personId],
    );
    if (!person) throw new PersonNotFound();
    if (['merged', 'erased'].includes(person.status)) throw new PersonGone();
    const removed = [
      ...(await rows(tx, 'DELETE FROM people.totp WHERE person_id = $1 RETURNING id', [personId])),
      ...(await rows(tx, 'DELETE FROM people.passkey WHERE person_id = $1 RETURNING id', [
        personId,
      ])),
    ];
    if (removed.length === 0) throw new NoFactor();
    await rows(tx, 'DELETE FROM people.recovery_code WHERE person_id = $1', [personId]);
    await rows(tx, 'DELETE FROM people.sign_in_step WHERE person_id = $1', [personId]);
    await this.sessions.endAll(tx, personId);
    const line = await this.journal.record(tx, {
      action: 'factor.reset',
      subjectId: personId,
      actorId,
      reason,
      // Without an actor it came from the server.
      ...(!actorId && { data: { by: 'command' } }),
    });
    const addresses = await rows<{ address: string }>(
      tx,
      'SELECT address::text FROM people.email_address WHERE person_id = $1 ORDER BY address LIMIT 50',
      [personId],
    );
    for (const { address } of addresses)
      await this.notices.send(tx, personId, {
        kind: 'factor-reset',
        dedupeKey: `factor-reset:${line}:${address}`,
        params: { reason },
        to: address,
      });
  }
}
