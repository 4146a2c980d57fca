import { Injectable } from '@nestjs/common';

import { Clock, Database, NotFound } from '@academie/platform';

/** Means in the list of those who plan. */
export interface MeansRow {
  id: string;
  name: string;
  delivery: string;
  pieces: number;
  /** Bookings to come. */
  ahead: number;
}

/** Means with all that is known of them. */
export interface MeansDetail {
  id: string;
  name: string;
  about: string;
  delivery: string;
  contact: string;
  pieces: number;
  archived: boolean;
  version: number;
}

const PIECES = `(SELECT count(*)::int FROM catalogue.piece p WHERE p.means_id = m.id AND p.archived_at IS NULL)`;

/** Reads of means and their pieces. */
@Injectable()
export class MeansQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  list(archived: boolean): Promise<MeansRow[]> {
    return this.database.rows<MeansRow>(
      `SELECT m.id, m.name, m.delivery, ${PIECES} AS pieces,
              (SELECT count(*)::int FROM catalogue.booking b JOIN catalogue.piece p ON p.id = b.piece_id
                WHERE p.means_id = m.id AND upper(b.during) > $2) AS ahead
         FROM catalogue.means m WHERE (m.archived_at IS NOT NULL) = $1 ORDER BY m.name`,
      [archived, this.clock.now()],
    );
  }

  /** @throws NotFound */
  async one(id: string): Promise<MeansDetail> {
    const found = await this.database.first<MeansDetail>(
      `SELECT m.id, m.name, m.about, m.delivery, m.contact, m.version, ${PIECES} AS pieces,
              m.archived_at IS NOT NULL AS archived
         FROM catalogue.means m WHERE m.id = $1`,
      [id],
    );
    if (!found) throw new NotFound();
    return found;
  }
}
