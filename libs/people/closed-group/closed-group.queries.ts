import { Injectable } from '@nestjs/common';

import { Database } from '@academie/platform';

import type { Actor } from '../access/actor';

/** A closed group in a list. */
export interface ClosedGroupRow {
  id: string;
  name: string;
  purpose: string;
  members: number;
  /** Whether the reader adds and removes members. */
  manages: boolean;
}

/** Somebody in a closed group. */
export interface ClosedGroupMemberRow {
  /** Of the membership in the group. */
  id: string;
  personId: string;
  name: string;
  organisation: string | null;
  manages: boolean;
  joinedAt: Date;
}

const MOST_MEMBERS = 1000;

/** Closed groups as their members see them; an administrator sees and manages all. */
@Injectable()
export class ClosedGroupQueries {
  constructor(private readonly database: Database) {}

  /** The groups this person is in, by name; all of them for an administrator. */
  groups(actor: Actor): Promise<ClosedGroupRow[]> {
    return this.database.rows<ClosedGroupRow>(
      `SELECT g.id, g.name, g.purpose,
              (SELECT count(*)::int FROM people.closed_group_member m
                WHERE m.group_id = g.id AND m.left_at IS NULL) AS members,
              $2 OR coalesce(own.manages, false) AS manages
         FROM people.closed_group g
         LEFT JOIN people.closed_group_member own
           ON own.group_id = g.id AND own.person_id = $1 AND own.left_at IS NULL
        WHERE g.ended_at IS NULL AND ($2 OR own.id IS NOT NULL)
        ORDER BY g.name, g.id LIMIT 500`,
      [actor.id, actor.isAdministrator],
    );
  }

  /** One of those groups; undefined for somebody who is not in it. */
  async group(actor: Actor, id: string): Promise<ClosedGroupRow | undefined> {
    return (await this.groups(actor)).find((group) => group.id === id);
  }

  /** Who is in it, by name. The caller has asked who may. */
  members(groupId: string): Promise<ClosedGroupMemberRow[]> {
    return this.database.rows<ClosedGroupMemberRow>(
      `SELECT m.id, m.person_id AS "personId", p.given_name || ' ' || p.family_name AS name,
              o.short_name AS organisation, m.manages, m.joined_at AS "joinedAt"
         FROM people.closed_group_member m JOIN people.person p ON p.id = m.person_id
         LEFT JOIN people.membership w ON w.person_id = p.id AND w.is_main AND w.valid_to IS NULL
         LEFT JOIN people.organisation o ON o.id = w.organisation_id
        WHERE m.group_id = $1 AND m.left_at IS NULL
        ORDER BY p.sort_name, m.id LIMIT ${MOST_MEMBERS}`,
      [groupId],
    );
  }
}
