import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock, Database, Journal, newId, NotFound, rows } from '@academie/platform';

import type { Actor } from '../access/actor';
import { NotAllowed } from '../people.errors';
import { AddressUnknown, GroupNameTaken } from './closed-group.errors';

/** Closed groups and who is in them. An administrator makes and ends groups; managers of a group fill it. */
@Injectable()
export class ClosedGroupService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /** Makes a group without members. Returns its id. @throws NotAllowed, GroupNameTaken */
  create(actor: Actor, { name, purpose }: { name: string; purpose: string }): Promise<string> {
    if (!actor.isAdministrator) throw new NotAllowed();
    return this.database.transaction(async (tx) => {
      const id = newId();
      const made = await rows(
        tx,
        `INSERT INTO people.closed_group (id, name, purpose, created_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (lower(name)) WHERE ended_at IS NULL DO NOTHING RETURNING id`,
        [id, name, purpose, this.clock.now()],
      );
      if (made.length === 0) throw new GroupNameTaken();
      await this.journal.record(tx, { action: 'group.created', subjectId: id, actorId: actor.id });
      return id;
    });
  }

  /**
   * Lets everybody leave and ends the group; what was meant for it is for nobody then. Doing it twice
   * changes nothing. @throws NotAllowed, NotFound
   */
  async end(actor: Actor, id: string): Promise<void> {
    if (!actor.isAdministrator) throw new NotAllowed();
    await this.database.transaction(async (tx) => {
      await this.lock(tx, actor, id);
      const now = this.clock.now();
      await rows(
        tx,
        'UPDATE people.closed_group_member SET left_at = $2 WHERE group_id = $1 AND left_at IS NULL',
        [id, now],
      );
      await rows(tx, 'UPDATE people.closed_group SET ended_at = $2 WHERE id = $1', [id, now]);
      await this.journal.record(tx, { action: 'group.ended', subjectId: id, actorId: actor.id });
    });
  }

  /**
   * Adds the person with this address. Doing it twice changes whether the person manages the group.
   * @throws NotFound for who does not manage it, AddressUnknown
   */
  add(
    actor: Actor,
    groupId: string,
    { email, manages }: { email: string; manages: boolean },
  ): Promise<void> {
    return this.database.transaction(async (tx) => {
      await this.lock(tx, actor, groupId);
      const [person] = await rows<{ id: string }>(
        tx,
        `SELECT p.id FROM people.email_address a JOIN people.person p ON p.id = a.person_id
          WHERE a.address = $1 AND p.status IN ('active', 'invited', 'guest')`,
        [email],
      );
      if (!person) throw new AddressUnknown();
      await rows(
        tx,
        `INSERT INTO people.closed_group_member (group_id, person_id, manages, joined_at, added_by)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (group_id, person_id) WHERE left_at IS NULL DO UPDATE SET manages = excluded.manages`,
        [groupId, person.id, manages, this.clock.now(), actor.id],
      );
      await this.journal.record(tx, {
        action: 'group.member-added',
        subjectId: groupId,
        actorId: actor.id,
        onBehalfOf: person.id,
        data: { personId: person.id, manages },
      });
    });
  }

  /** Lets a member leave. Doing it twice changes nothing. @throws NotFound for who does not manage it */
  remove(actor: Actor, groupId: string, memberId: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      await this.lock(tx, actor, groupId);
      const [gone] = await rows<{ personId: string }>(
        tx,
        `UPDATE people.closed_group_member SET left_at = $3
          WHERE id = $2 AND group_id = $1 AND left_at IS NULL RETURNING person_id AS "personId"`,
        [groupId, memberId, this.clock.now()],
      );
      if (!gone) return;
      await this.journal.record(tx, {
        action: 'group.member-removed',
        subjectId: groupId,
        actorId: actor.id,
        onBehalfOf: gone.personId,
        data: { personId: gone.personId },
      });
    });
  }

  private async lock(tx: EntityManager, actor: Actor, groupId: string): Promise<void> {
    const found = await rows(
      tx,
      `SELECT g.id FROM people.closed_group g
        WHERE g.id = $1 AND g.ended_at IS NULL AND ($3 OR EXISTS (
          SELECT FROM people.closed_group_member m
           WHERE m.group_id = g.id AND m.person_id = $2 AND m.manages AND m.left_at IS NULL))
          FOR UPDATE`,
      [groupId, actor.id, actor.isAdministrator],
    );
    if (found.length === 0) throw new NotFound();
  }
}
