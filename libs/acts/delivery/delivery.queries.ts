import { Injectable } from '@nestjs/common';

import { Clock, Database, dayOf } from '@academie/platform';

import type { DeliveryState } from './delivery.entity';

export const DELIVERIES_PER_PAGE = 25;

/** Something a municipality can ask for. */
export interface MenuRow {
  meansId: string;
  name: string;
  about: string;
  /** How it gets there. */
  delivery: string;
  pieces: number;
}

/** Means, and whether they are on the menukaart. */
export interface SettingRow {
  meansId: string;
  name: string;
  onMenu: boolean;
  subkind: string | null;
}

export interface DeliveryRow {
  id: string;
  name: string;
  organisationId: string;
  municipality: string;
  firstDay: string;
  lastDay: string;
  pieces: number;
  state: DeliveryState;
  total: number;
}

/** A delivery with all that is known of it. */
export interface DeliveryDetail extends Omit<DeliveryRow, 'total'> {
  meansId: string;
  subkind: string | null;
  /** Who looks after the means. */
  keeper: string;
  place: string;
  contact: string;
  purpose: string;
  reason: string;
  requestedAt: Date;
  requester: string | null;
  actId: string | null;
  /** The act that counted it was retracted elsewhere. */
  actGone: boolean;
}

const FIELDS = `d.id, m.name, d.organisation_id AS "organisationId", o.short_name AS municipality,
  d.first_day::text AS "firstDay", d.last_day::text AS "lastDay", d.pieces, d.state`;

/** Reads of the menukaart and of deliveries. */
@Injectable()
export class DeliveryQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** What can be asked for now; with an id only that. */
  menu(meansId?: string): Promise<MenuRow[]> {
    return this.database.rows<MenuRow>(
      `SELECT i.means_id AS "meansId", m.name, m.about, m.delivery, m.pieces
         FROM acts.menu_item i JOIN catalogue.lent_means m ON m.id = i.means_id
        WHERE m.archived_at IS NULL AND ($1::uuid IS NULL OR i.means_id = $1) ORDER BY m.name`,
      [meansId ?? null],
    );
  }

  settings(): Promise<SettingRow[]> {
    return this.database.rows<SettingRow>(
      `SELECT m.id AS "meansId", m.name, i.means_id IS NOT NULL AS "onMenu", i.subkind
         FROM catalogue.lent_means m LEFT JOIN acts.menu_item i ON i.means_id = m.id
        WHERE m.archived_at IS NULL ORDER BY m.name`,
    );
  }

  /**
   * Those of some municipalities, or of all: what is still to come first, by day. `open` leaves out what has ended.
   */
  list(
    municipalityIds: readonly string[] | undefined,
    { open, page }: { open: boolean; page: number },
  ): Promise<DeliveryRow[]> {
    return this.database.rows<DeliveryRow>(
      `SELECT ${FIELDS}, count(*) OVER ()::int AS total
         FROM acts.delivery d JOIN catalogue.lent_means m ON m.id = d.means_id
         JOIN people.known_organisation o ON o.id = d.organisation_id
        WHERE ($1::uuid[] IS NULL OR d.organisation_id = ANY ($1))
          AND (NOT $2 OR d.state IN ('requested', 'confirmed'))
        ORDER BY d.last_day < $3, CASE WHEN d.last_day >= $3 THEN d.first_day END,
                 d.first_day DESC, d.id
        LIMIT ${DELIVERIES_PER_PAGE} OFFSET $4`,
      [municipalityIds, open, dayOf(this.clock.now()), (page - 1) * DELIVERIES_PER_PAGE],
    );
  }

  one(id: string): Promise<DeliveryDetail | undefined> {
    return this.database.first<DeliveryDetail>(
      `SELECT ${FIELDS}, d.means_id AS "meansId", d.subkind, m.contact AS keeper, d.place, d.contact, d.purpose,
              d.reason, d.requested_at AS "requestedAt", p.name AS requester, d.act_id AS "actId",
              coalesce(a.retracted_at IS NOT NULL AND NOT EXISTS (
                SELECT FROM acts.act n WHERE n.replaces_id = a.id), false) AS "actGone"
         FROM acts.delivery d JOIN catalogue.lent_means m ON m.id = d.means_id
         JOIN people.known_organisation o ON o.id = d.organisation_id
         LEFT JOIN people.person_name p ON p.id = d.requested_by
         LEFT JOIN acts.act a ON a.id = d.act_id
        WHERE d.id = $1`,
      [id],
    );
  }
}
