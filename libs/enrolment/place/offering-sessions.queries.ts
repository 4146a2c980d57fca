import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Database } from '@academie/platform';

/** A session of an offering, for those who take part: with the link to the meeting. */
export interface SessionRow {
  id: string;
  offeringId: string;
  title: string;
  startsAt: Date;
  endsAt: Date;
  /** Raised whenever time or place changes. */
  sequence: number;
  place: string | null;
  address: string | null;
  onlineUrl: string | null;
}

@Injectable()
export class OfferingSessionsQueries {
  constructor(private readonly database: Database) {}

  /** Sessions that go on of these offerings, in order of time; one query. */
  ofOfferings(offeringIds: readonly string[], tx?: EntityManager): Promise<SessionRow[]> {
    return this.database.rows<SessionRow>(
      `SELECT s.id, s.offering_id AS "offeringId", s.title, s.starts_at AS "startsAt",
              s.ends_at AS "endsAt", s.sequence, l.name AS place, l.address, s.online_url AS "onlineUrl"
         FROM catalogue.session s LEFT JOIN catalogue.location l ON l.id = s.location_id
        WHERE s.offering_id = ANY ($1) AND s.status = 'planned'
        ORDER BY s.starts_at, s.id`,
      [offeringIds],
      tx,
    );
  }
}

/** Where it is: the place with its address, the meeting's link, or nothing yet. */
export const placeOf = ({ place, address, onlineUrl }: SessionRow): string =>
  [place, address].filter(Boolean).join(', ') || (onlineUrl ?? '');
