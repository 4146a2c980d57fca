import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import {
  ChangedMeanwhile,
  Clock,
  Database,
  type EventName,
  InvalidInput,
  Journal,
  newId,
  NotFound,
  rows,
} from '@academie/platform';

import { findUnknownReferences } from '../course/reference-check';
import { ledBy } from '../course/theme-scope';
import { locationKnownTo } from './known-location';
import type { LocationForm, RoomForm } from './location.dto';
import { LocationNameTaken, RoomNameTaken } from './location.errors';
import { isNameTaken } from './name-taken';

/** Makes and changes locations and their rooms; what sessions were held in is archived, never removed. */
@Injectable()
export class LocationService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /** Returns its id. @throws LocationNameTaken, InvalidInput */
  create(actor: Actor, given: LocationForm): Promise<string> {
    return this.database.transaction(async (tx) => {
      await checkMunicipality(tx, given);
      const id = newId();
      if (await isNameTaken(tx, 'location', id, given.name)) throw new LocationNameTaken();
      await rows(
        tx,
        `INSERT INTO catalogue.location (id, name, address, municipality_id, route, accessibility, safety, contact)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [id, ...valuesOf(given)],
      );
      await this.record(tx, actor, 'location.created', id);
      return id;
    });
  }

  /** @throws NotFound, ChangedMeanwhile, LocationNameTaken, InvalidInput */
  change(actor: Actor, id: string, version: number, given: LocationForm): Promise<void> {
    return this.database.transaction(async (tx) => {
      const stored = await this.lock(tx, actor, id);
      if (stored.version !== version) throw new ChangedMeanwhile();
      await checkMunicipality(tx, given);
      if (await isNameTaken(tx, 'location', id, given.name)) throw new LocationNameTaken();
      await rows(
        tx,
        `UPDATE catalogue.location SET name = $2, address = $3, municipality_id = $4, route = $5,
           accessibility = $6, safety = $7, contact = $8, version = version + 1 WHERE id = $1`,
        [id, ...valuesOf(given)],
      );
      await this.record(tx, actor, 'location.changed', id);
    });
  }

  /**
   * Takes it out of the lists. A location where no session was ever planned is removed with its rooms: then the
   * answer is 'removed'. @throws NotFound
   */
  retire(actor: Actor, id: string): Promise<'archived' | 'removed'> {
    return this.database.transaction(async (tx) => {
      await this.lock(tx, actor, id);
      const [used] = await rows(
        tx,
        'SELECT 1 FROM catalogue.session WHERE location_id = $1 LIMIT 1',
        [id],
      );
      if (used) {
        await rows(
          tx,
          'UPDATE catalogue.location SET archived_at = coalesce(archived_at, $2) WHERE id = $1',
          [id, this.clock.now()],
        );
      } else {
        await rows(tx, 'DELETE FROM catalogue.room WHERE location_id = $1', [id]);
        await rows(tx, 'DELETE FROM catalogue.location WHERE id = $1', [id]);
      }
      await this.record(tx, actor, used ? 'location.archived' : 'location.removed', id);
      return used ? 'archived' : 'removed';
    });
  }

  /** Puts it in the lists again. Doing it twice changes nothing. @throws NotFound */
  restore(actor: Actor, id: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const { archivedAt } = await this.lock(tx, actor, id);
      if (!archivedAt) return;
      await rows(tx, 'UPDATE catalogue.location SET archived_at = NULL WHERE id = $1', [id]);
      await this.record(tx, actor, 'location.restored', id);
    });
  }

  /** @throws NotFound, RoomNameTaken */
  addRoom(actor: Actor, locationId: string, { name, capacity }: RoomForm): Promise<void> {
    return this.database.transaction(async (tx) => {
      await this.lock(tx, actor, locationId);
      const id = newId();
      await this.requireNewRoom(tx, locationId, id, name);
      await rows(
        tx,
        'INSERT INTO catalogue.room (id, location_id, name, capacity) VALUES ($1, $2, $3, $4)',
        [id, locationId, name, capacity],
      );
      await this.record(tx, actor, 'room.created', id, { locationId });
    });
  }

  /** @throws NotFound, RoomNameTaken */
  changeRoom(actor: Actor, locationId: string, id: string, given: RoomForm): Promise<void> {
    return this.database.transaction(async (tx) => {
      await this.lock(tx, actor, locationId);
      await this.requireNewRoom(tx, locationId, id, given.name);
      const changed = await rows(
        tx,
        `UPDATE catalogue.room SET name = $3, capacity = $4 WHERE id = $2 AND location_id = $1 RETURNING id`,
        [locationId, id, given.name, given.capacity],
      );
      if (changed.length === 0) throw new NotFound();
      await this.record(tx, actor, 'room.changed', id, { locationId });
    });
  }

  /** As `retire`, for a room. @throws NotFound */
  retireRoom(actor: Actor, locationId: string, id: string): Promise<'archived' | 'removed'> {
    return this.database.transaction(async (tx) => {
      await this.lock(tx, actor, locationId);
      const [used] = await rows(tx, 'SELECT 1 FROM catalogue.session WHERE room_id = $1 LIMIT 1', [
        id,
      ]);
      const gone = used
        ? await rows(
            tx,
            `UPDATE catalogue.room SET archived_at = coalesce(archived_at, $3)
              WHERE id = $2 AND location_id = $1 RETURNING id`,
            [locationId, id, this.clock.now()],
          )
        : await rows(
            tx,
            'DELETE FROM catalogue.room WHERE id = $2 AND location_id = $1 RETURNING id',
            [locationId, id],
          );
      if (gone.length === 0) throw new NotFound();
      await this.record(tx, actor, used ? 'room.archived' : 'room.removed', id, { locationId });
      return used ? 'archived' : 'removed';
    });
  }

  /** @throws NotFound */
  restoreRoom(actor: Actor, locationId: string, id: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      await this.lock(tx, actor, locationId);
      const back = await rows(
        tx,
        'UPDATE catalogue.room SET archived_at = NULL WHERE id = $2 AND location_id = $1 RETURNING id',
        [locationId, id],
      );
      if (back.length === 0) throw new NotFound();
      await this.record(tx, actor, 'room.restored', id, { locationId });
    });
  }

  // One room under two names is booked twice at once. The lock on its location makes those who name rooms wait.
  private async requireNewRoom(
    tx: EntityManager,
    locationId: string,
    id: string,
    name: string,
  ): Promise<void> {
    const [same] = await rows(
      tx,
      `SELECT 1 FROM catalogue.room WHERE location_id = $1 AND id <> $2 AND lower(name) = lower($3)
          AND NOT EXISTS (SELECT FROM catalogue.room own WHERE own.id = $2 AND own.name = $3)`,
      [locationId, id, name],
    );
    if (same) throw new RoomNameTaken();
  }

  /** Keeps it as it is until the transaction ends. Whom it is hidden from finds nothing. @throws NotFound */
  private async lock(
    tx: EntityManager,
    actor: Actor,
    id: string,
  ): Promise<{ version: number; archivedAt: Date | null }> {
    const [stored] = await rows<{ version: number; archivedAt: Date | null }>(
      tx,
      `SELECT version, archived_at AS "archivedAt" FROM catalogue.location l
        WHERE id = $1 AND ${locationKnownTo('l', '$2')} FOR UPDATE OF l`,
      [id, ledBy(actor)],
    );
    if (!stored) throw new NotFound();
    return stored;
  }

  private async record(
    tx: EntityManager,
    actor: Actor,
    action: EventName,
    subjectId: string,
    data: Record<string, unknown> = {},
  ): Promise<void> {
    await this.journal.record(tx, { action, subjectId, actorId: actor.id, data });
  }
}

async function checkMunicipality(
  tx: EntityManager,
  { municipalityId }: LocationForm,
): Promise<void> {
  const problems = await findUnknownReferences(tx, {
    organisation: { municipalityId: [municipalityId] },
  });
  if (problems.length > 0) throw new InvalidInput(problems);
}

const valuesOf = (given: LocationForm): string[] => [
  ...[given.name, given.address, given.municipalityId, given.route],
  ...[given.accessibility, given.safety, given.contact],
];
