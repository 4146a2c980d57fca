import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Database } from '@academie/platform';

import type { OrganisationKind } from '../directory/organisation.entity';

/** An organisation, for the person who administers. Days are `yyyy-mm-dd`. */
export interface OrganisationDetail {
  id: string;
  name: string;
  shortName: string;
  kind: OrganisationKind;
  cbsCode: string | null;
  safetyRegion: string | null;
  mailDomain: string | null;
  validFrom: string | null;
  /** First day on which it no longer exists. */
  validTo: string | null;
  successorId: string | null;
  /** People who work there now. */
  people: number;
  coordinators: string[];
}

/** An end of an organisation, planned or done. */
export interface EndingRow {
  id: string;
  organisationId: string;
  organisation: string;
  successorId: string;
  successor: string;
  endsOn: string;
  reason: string;
  plannedAt: Date;
  plannedById: string;
  plannedBy: string;
  doneAt: Date | null;
  undoneAt: Date | null;
  undoneBy: string | null;
  undoReason: string | null;
  /** Jobs that went along. */
  jobs: number;
}

/** One step in the line of organisations that went up in each other. */
export interface LineStep {
  id: string;
  name: string;
  validFrom: string | null;
  validTo: string | null;
  successorId: string | null;
}

const ENDINGS = `
  SELECT e.id, e.organisation_id AS "organisationId", o.name AS organisation,
    e.successor_id AS "successorId", s.name AS successor, e.ends_on::text AS "endsOn", e.reason,
    e.planned_at AS "plannedAt", e.planned_by AS "plannedById",
    p.given_name || ' ' || p.family_name AS "plannedBy", e.done_at AS "doneAt",
    e.undone_at AS "undoneAt", u.given_name || ' ' || u.family_name AS "undoneBy",
    e.undo_reason AS "undoReason",
    (SELECT count(*)::int FROM people.organisation_ending_move v
      WHERE v.ending_id = e.id AND v.part IN ('job-ended', 'job-moved')) AS jobs
  FROM people.organisation_ending e
  JOIN people.organisation o ON o.id = e.organisation_id
  JOIN people.organisation s ON s.id = e.successor_id
  JOIN people.person p ON p.id = e.planned_by LEFT JOIN people.person u ON u.id = e.undone_by`;

/** Organisations and their history, read-only. */
@Injectable()
export class OrganisationQueries {
  constructor(private readonly database: Database) {}

  find(id: string): Promise<OrganisationDetail | undefined> {
    return this.database.first<OrganisationDetail>(
      `SELECT o.id, o.name, o.short_name AS "shortName", o.kind, o.cbs_code AS "cbsCode",
         o.safety_region AS "safetyRegion", o.mail_domain::text AS "mailDomain",
         o.valid_from::text AS "validFrom", o.valid_to::text AS "validTo", o.successor_id AS "successorId",
         (SELECT count(DISTINCT m.person_id)::int FROM people.membership m
           WHERE m.organisation_id = o.id AND m.valid_to IS NULL) AS people,
         ARRAY(SELECT p.given_name || ' ' || p.family_name FROM people.role_grant g
             JOIN people.person p ON p.id = g.person_id
            WHERE g.scope_kind = 'organisation' AND g.scope_id = o.id AND g.revoked_at IS NULL
            ORDER BY p.sort_name) AS coordinators
       FROM people.organisation o WHERE o.id = $1`,
      [id],
    );
  }

  /** Everything that went up in this organisation, and what it went up in, the oldest first. */
  line(id: string): Promise<LineStep[]> {
    return this.database.rows<LineStep>(
      `WITH RECURSIVE before (id) AS (
         SELECT $1::uuid UNION SELECT o.id FROM before b JOIN people.organisation o ON o.successor_id = b.id),
       after (id) AS (
         SELECT $1::uuid UNION
         SELECT o.successor_id FROM after a JOIN people.organisation o ON o.id = a.id
          WHERE o.successor_id IS NOT NULL)
       SELECT o.id, o.name, o.valid_from::text AS "validFrom", o.valid_to::text AS "validTo",
         o.successor_id AS "successorId"
       FROM people.organisation o WHERE o.id IN (SELECT id FROM before UNION SELECT id FROM after)
       ORDER BY o.valid_to NULLS LAST, o.name`,
      [id],
    );
  }

  /** Organisations it could go up in: of the same kind, there, and not ending themselves. */
  successors(id: string): Promise<{ id: string; name: string }[]> {
    return this.database.rows<{ id: string; name: string }>(
      `SELECT o.id, o.name FROM people.organisation o
       JOIN people.organisation me ON me.id = $1 AND me.kind = o.kind AND me.id <> o.id
       WHERE o.valid_to IS NULL AND NOT EXISTS (SELECT FROM people.organisation_ending e
         WHERE e.organisation_id = o.id AND e.undone_at IS NULL)
       ORDER BY o.name`,
      [id],
    );
  }

  /** Endings of an organisation, or of others in it, the newest first. */
  endings(organisationId: string): Promise<EndingRow[]> {
    return this.database.rows<EndingRow>(
      `${ENDINGS} WHERE $1 IN (e.organisation_id, e.successor_id) ORDER BY e.planned_at DESC, e.id DESC`,
      [organisationId],
    );
  }

  ending(id: string, tx?: EntityManager): Promise<EndingRow | undefined> {
    return this.database.first<EndingRow>(`${ENDINGS} WHERE e.id = $1`, [id], tx);
  }

  /** The ending that holds for an organisation, planned or done. */
  endingOf(organisationId: string): Promise<EndingRow | undefined> {
    return this.database.first<EndingRow>(
      `${ENDINGS} WHERE e.organisation_id = $1 AND e.undone_at IS NULL`,
      [organisationId],
    );
  }
}
