import { Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';
import { Clock, Database, NotFound } from '@academie/platform';

import { ledBy } from '../course/theme-scope';
import { locationKnownTo } from './known-location';

export const LOCATIONS_PER_PAGE = 25;

/** A location in the list. */
export interface LocationRow {
  id: string;
  name: string;
  address: string;
  municipality: string;
  rooms: number;
  /** Sessions to come. */
  upcoming: number;
  archived: boolean;
  total: number;
}

export interface RoomRow {
  id: string;
  name: string;
  capacity: number;
  archived: boolean;
  /** Whether a session was ever planned in it: then it is archived, not removed. */
  used: boolean;
}

/** A location with all that is known of it. */
export interface LocationDetail {
  id: string;
  name: string;
  address: string;
  municipalityId: string;
  municipality: string;
  route: string;
  accessibility: string;
  safety: string;
  contact: string;
  archived: boolean;
  version: number;
  used: boolean;
  upcoming: number;
  rooms: RoomRow[];
}

const UPCOMING = (now: string): string =>
  `(SELECT count(*)::int FROM catalogue.planned_session s JOIN catalogue.offering o ON o.id = s.offering_id
     WHERE s.location_id = l.id AND s.ends_at > ${now} AND o.status NOT IN ('cancelled', 'inactive'))`;

/** Reads of locations and rooms, for those who plan. */
@Injectable()
export class LocationQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** One page of those that are known to a person; `words` may stand in name, address or municipality. */
  list(
    actor: Actor,
    { words, archived, page }: { words: string; archived: boolean; page: number },
  ): Promise<LocationRow[]> {
    return this.database.rows<LocationRow>(
      `SELECT l.id, l.name, l.address, m.short_name AS municipality, l.archived_at IS NOT NULL AS archived,
              (SELECT count(*)::int FROM catalogue.room r WHERE r.location_id = l.id AND r.archived_at IS NULL) AS rooms,
              ${UPCOMING('$1')} AS upcoming, count(*) OVER ()::int AS total
         FROM catalogue.location l JOIN people.known_organisation m ON m.id = l.municipality_id
        WHERE (l.archived_at IS NOT NULL) = $2 AND ${locationKnownTo('l', '$5')}
          AND ($3 = '' OR position(lower($3) IN lower(concat_ws(' ', l.name, l.address, m.short_name))) > 0)
        ORDER BY m.short_name, l.name LIMIT ${LOCATIONS_PER_PAGE} OFFSET $4`,
      [this.clock.now(), archived, words, (page - 1) * LOCATIONS_PER_PAGE, ledBy(actor)],
    );
  }

  /** @throws NotFound */
  async one(actor: Actor, id: string): Promise<LocationDetail> {
    const found = await this.database.first<LocationDetail>(
      `SELECT l.id, l.name, l.address, l.municipality_id AS "municipalityId", m.short_name AS municipality,
              l.route, l.accessibility, l.safety, l.contact, l.version, l.archived_at IS NOT NULL AS archived,
              EXISTS (SELECT FROM catalogue.session s WHERE s.location_id = l.id) AS used,
              ${UPCOMING('$2')} AS upcoming,
              (SELECT coalesce(json_agg(json_build_object('id', r.id, 'name', r.name, 'capacity', r.capacity,
                 'archived', r.archived_at IS NOT NULL,
                 'used', EXISTS (SELECT FROM catalogue.session s WHERE s.room_id = r.id))
                 ORDER BY r.archived_at IS NOT NULL, r.name), '[]')
                 FROM catalogue.room r WHERE r.location_id = l.id) AS rooms
         FROM catalogue.location l JOIN people.known_organisation m ON m.id = l.municipality_id
        WHERE l.id = $1 AND ${locationKnownTo('l', '$3')}`,
      [id, this.clock.now(), ledBy(actor)],
    );
    if (!found) throw new NotFound();
    return found;
  }

  /** Municipalities to choose from; the one that was chosen too, also when it has merged since. */
  municipalities(chosen: unknown): Promise<{ value: string; label: string }[]> {
    return this.database.rows(
      `SELECT id AS value, short_name AS label FROM people.known_organisation
        WHERE kind = 'municipality' AND (valid_to IS NULL OR id::text = $1) ORDER BY short_name`,
      [typeof chosen === 'string' ? chosen : ''],
    );
  }
}
