import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import {
  Clock,
  CONFIG,
  type Config,
  Database,
  Forgets,
  Journal,
  Mail,
  newId,
  NotFound,
  rows,
  t,
} from '@academie/platform';

import type { Actor } from '../access/actor';
import { CountsWork } from '../access/waiting-work';

/** A request to be erased, as an administrator sees it. */
export interface ErasureRequestRow {
  id: string;
  personId: string;
  name: string;
  organisation: string | null;
  reason: string;
  askedAt: Date;
}

/** The last request of a person, as that person sees it. */
export interface OwnRequest {
  askedAt: Date;
  answer: string | null;
}

/** Requests to be erased: made by the person, answered by an administrator. */
@Injectable()
export class ErasureRequests {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly mail: Mail,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Asks for it, and mails every administrator. Doing it twice changes nothing. */
  ask(actor: Actor, reason: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const id = newId();
      const made = await rows(
        tx,
        `INSERT INTO people.erasure_request (id, person_id, reason, asked_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (person_id) WHERE closed_at IS NULL DO NOTHING RETURNING id`,
        [id, actor.id, reason, this.clock.now()],
      );
      if (made.length === 0) return;
      await this.journal.record(tx, {
        action: 'erasure.requested',
        subjectId: actor.id,
        actorId: actor.id,
      });
      await this.tell(tx, id, actor);
    });
  }

  /** Those that wait for an answer, the oldest first. Who was erased meanwhile is gone from the list. */
  open(): Promise<ErasureRequestRow[]> {
    return this.database.rows<ErasureRequestRow>(
      `SELECT r.id, p.id AS "personId", p.given_name || ' ' || p.family_name AS name,
              o.name AS organisation, r.reason, r.asked_at AS "askedAt"
         FROM people.erasure_request r
         JOIN people.person p ON p.id = r.person_id AND p.status NOT IN ('erased', 'merged')
         LEFT JOIN people.membership m ON m.person_id = p.id AND m.is_main AND m.valid_to IS NULL
         LEFT JOIN people.organisation o ON o.id = m.organisation_id
        WHERE r.closed_at IS NULL ORDER BY r.asked_at, r.id LIMIT 200`,
    );
  }

  @CountsWork('/beheer/verwijderverzoeken')
  async count(actor: Actor): Promise<number> {
    return actor.isAdministrator ? (await this.open()).length : 0;
  }

  /** The last request of this person. */
  own(personId: string): Promise<OwnRequest | undefined> {
    return this.database.first<OwnRequest>(
      `SELECT asked_at AS "askedAt", answer FROM people.erasure_request
        WHERE person_id = $1 ORDER BY asked_at DESC, id DESC LIMIT 1`,
      [personId],
    );
  }

  /** Says why nothing is erased; the person reads it. @throws NotFound when it was closed */
  refuse(actor: Actor, id: string, answer: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const [closed] = await rows<{ personId: string }>(
        tx,
        `UPDATE people.erasure_request SET closed_at = $2, answer = $3
          WHERE id = $1 AND closed_at IS NULL RETURNING person_id AS "personId"`,
        [id, this.clock.now(), answer],
      );
      if (!closed) throw new NotFound();
      await this.journal.record(tx, {
        action: 'erasure.refused',
        subjectId: closed.personId,
        actorId: actor.id,
        onBehalfOf: closed.personId,
        reason: answer,
      });
    });
  }

  /** Forgets requests that were answered; those that wait stay. */
  @Forgets({
    kind: 'people.erasure-requests',
    days: 365,
    least: 90,
    most: 1825,
    old: (before) =>
      `SELECT id::text AS key, closed_at AS at FROM people.erasure_request WHERE closed_at < ${before}`,
  })
  async forgetOld(tx: EntityManager, ids: string[]): Promise<void> {
    await rows(tx, 'DELETE FROM people.erasure_request WHERE id = ANY ($1)', [ids]);
  }

  private async tell(tx: EntityManager, id: string, actor: Actor): Promise<void> {
    const administrators = await rows<{ id: string; name: string; address: string }>(
      tx,
      `SELECT DISTINCT p.id, p.given_name || ' ' || p.family_name AS name, a.address
         FROM people.role_held g JOIN people.person p ON p.id = g.person_id AND p.status = 'active'
         JOIN people.email_address a ON a.person_id = p.id AND a.is_primary
        WHERE g.role = 'administrator' ORDER BY p.id`,
    );
    for (const administrator of administrators)
      await this.mail.queue(tx, {
        dedupeKey: `erasure-requested:${id}:${administrator.id}`,
        template: 'people/own-data/mails/erasure-requested',
        recipient: administrator.address,
        recipientPersonId: administrator.id,
        subject: t('people.own-data.request-subject'),
        context: {
          name: administrator.name,
          who: actor.name,
          href: `${this.config.publicUrl}/beheer/verwijderverzoeken`,
        },
      });
  }
}
