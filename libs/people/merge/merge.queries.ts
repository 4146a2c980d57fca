import { Injectable } from '@nestjs/common';

import { Database, isId, keyOf, madeUpCursor, type Page, pageOf } from '@academie/platform';

import type { PersonStatus } from '../directory/person.entity';

/** Why two records may be of one person. */
export type Likeness = 'name-and-organisation' | 'name' | 'address' | 'similar-name';

/** Two records that may be of one person; the first is the one that would go on. */
export interface LikelyDouble {
  intoId: string;
  intoName: string;
  intoEmail: string | null;
  intoOrganisation: string | null;
  personId: string;
  personName: string;
  personEmail: string | null;
  personOrganisation: string | null;
  likeness: Likeness;
}

/** A record that could be the other of somebody. */
export interface Lookalike {
  id: string;
  name: string;
  email: string | null;
  organisation: string | null;
  status: PersonStatus;
}

/** A merge, with who did it and why. */
export interface MergeRow {
  id: string;
  personId: string;
  personName: string;
  intoId: string;
  intoName: string;
  reason: string;
  mergedAt: Date;
  mergedBy: string;
  undoneAt: Date | null;
  undoneBy: string | null;
  undoReason: string | null;
  /** How many rows went along. */
  moved: number;
}

const ALIVE = `('active', 'invited', 'guest')`;
const NAME = (alias: string): string => `${alias}.given_name || ' ' || ${alias}.family_name`;
const EMAIL = (id: string): string =>
  `(SELECT a.address FROM people.email_address a WHERE a.person_id = ${id} AND a.is_primary)`;
const WORKS = (id: string): string =>
  `(SELECT o.short_name FROM people.membership m JOIN people.organisation o ON o.id = m.organisation_id
     WHERE m.person_id = ${id} AND m.is_main AND m.valid_to IS NULL)`;

/** Records of people that may be one, or were made one. */
@Injectable()
export class MergeQueries {
  constructor(private readonly database: Database) {}

  /**
   * Records that are likely to be of one person, the likeliest first: the same name at the same
   * organisation, the same name, the same address at another domain, or nearly the same name at the
   * same organisation. Pairs that somebody told apart are left out.
   */
  likelyDoubles(limit: number): Promise<LikelyDouble[]> {
    return this.database.rows<LikelyDouble>(
      `WITH alive AS (
         SELECT p.id, lower(${NAME('p')}) AS name, lower(p.family_name) AS family,
           lower(p.given_name) AS given, m.organisation_id,
           split_part(lower(a.address::text), '@', 1) AS mailbox,
           CASE p.status WHEN 'active' THEN 0 WHEN 'invited' THEN 1 ELSE 2 END AS rank, p.created_at
         FROM people.person p
         LEFT JOIN people.membership m ON m.person_id = p.id AND m.is_main AND m.valid_to IS NULL
         LEFT JOIN people.email_address a ON a.person_id = p.id AND a.is_primary
         WHERE p.status IN ${ALIVE}),
       -- A name that many have says nothing, and pairs of all of them would be too many to look at.
       known AS (
         SELECT *, count(*) OVER (PARTITION BY name) AS namesakes,
           count(*) OVER (PARTITION BY name, organisation_id) AS colleagues,
           count(*) OVER (PARTITION BY mailbox) AS mailboxes,
           count(*) OVER (PARTITION BY family, organisation_id) AS family_there
         FROM alive),
       pair AS (
         SELECT one.id AS one, other.id AS other, 0 AS weight
         FROM known one JOIN known other
           ON other.name = one.name AND other.organisation_id = one.organisation_id AND other.id > one.id
         WHERE one.colleagues <= 10
         UNION ALL
         SELECT one.id, other.id, 1
         FROM known one JOIN known other ON other.name = one.name AND other.id > one.id
         WHERE one.namesakes <= 4
         UNION ALL
         SELECT one.id, other.id, 2
         FROM known one JOIN known other ON other.mailbox = one.mailbox AND other.id > one.id
         WHERE one.mailboxes <= 4 AND length(one.mailbox) > 4
           AND similarity(one.name, other.name) > 0.3
         UNION ALL
         SELECT one.id, other.id, 3
         FROM known one JOIN known other
           ON other.organisation_id = one.organisation_id AND other.family = one.family
          AND other.id > one.id AND other.given <> one.given
         WHERE one.family_there <= 20 AND (similarity(one.given, other.given) > 0.4 OR
            length(replace(least(one.given, other.given), '.', '')) = 1
            AND left(one.given, 1) = left(other.given, 1))),
       likely AS (SELECT one, other, min(weight) AS weight FROM pair GROUP BY one, other)
       SELECT x.id AS "intoId", ${NAME('x')} AS "intoName", ${EMAIL('x.id')} AS "intoEmail",
         ${WORKS('x.id')} AS "intoOrganisation",
         y.id AS "personId", ${NAME('y')} AS "personName", ${EMAIL('y.id')} AS "personEmail",
         ${WORKS('y.id')} AS "personOrganisation",
         (ARRAY['name-and-organisation', 'name', 'address', 'similar-name'])[l.weight + 1] AS likeness
       FROM likely l
       JOIN alive o ON o.id = l.one JOIN alive t ON t.id = l.other
       JOIN people.person x
         ON x.id = CASE WHEN (o.rank, o.created_at, o.id) <= (t.rank, t.created_at, t.id) THEN o.id ELSE t.id END
       JOIN people.person y ON y.id IN (l.one, l.other) AND y.id <> x.id
       WHERE NOT EXISTS (SELECT FROM people.person_distinct d
          WHERE d.person_id = least(l.one, l.other) AND d.other_id = greatest(l.one, l.other))
       ORDER BY l.weight, y.sort_name, y.id, x.id LIMIT $1`,
      [limit],
    );
  }

  /** Records that look like this one or answer to `search`, the most alike first. */
  lookalikes(personId: string, search: string | undefined): Promise<Lookalike[]> {
    return this.database.rows<Lookalike>(
      `SELECT p.id, ${NAME('p')} AS name, ${EMAIL('p.id')} AS email, ${WORKS('p.id')} AS organisation,
         p.status
       FROM people.person p
       JOIN people.person me ON me.id = $1 AND p.id <> me.id
       WHERE p.status IN ${ALIVE}
         AND CASE WHEN $2::text IS NULL
           THEN lower(${NAME('p')}) % lower(${NAME('me')})
           ELSE p.search_name LIKE ALL (people.name_patterns($2)) OR EXISTS (
             SELECT FROM people.email_address a WHERE a.person_id = p.id AND a.address LIKE '%' || $3 || '%') END
       ORDER BY similarity(lower(${NAME('p')}), lower(${NAME('me')})) DESC, p.sort_name, p.id LIMIT 10`,
      [personId, search ?? null, search?.replace(/[\\%_]/g, '\\$&') ?? null],
    );
  }

  /** Merges, newest first; those of one person when given. */
  async merges(filter: {
    personId?: string | undefined;
    id?: string | undefined;
    after?: string | undefined;
    limit: number;
  }): Promise<Page<MergeRow>> {
    const [last] = keyOf(filter.after, 1) ?? [];
    if (last !== undefined && !isId(last)) throw madeUpCursor();
    const rows = await this.database.rows<MergeRow>(
      `SELECT m.id, m.person_id AS "personId", ${NAME('p')} AS "personName", m.into_id AS "intoId",
         ${NAME('i')} AS "intoName", m.reason, m.merged_at AS "mergedAt", ${NAME('b')} AS "mergedBy",
         m.undone_at AS "undoneAt", ${NAME('u')} AS "undoneBy", m.undo_reason AS "undoReason",
         (SELECT count(*)::int FROM people.person_merge_move v WHERE v.merge_id = m.id) AS moved
       FROM people.person_merge m
       JOIN people.person p ON p.id = m.person_id JOIN people.person i ON i.id = m.into_id
       JOIN people.person b ON b.id = m.merged_by LEFT JOIN people.person u ON u.id = m.undone_by
       WHERE ($1::uuid IS NULL OR $1 IN (m.person_id, m.into_id))
         AND ($2::uuid IS NULL OR m.id = $2) AND ($3::uuid IS NULL OR m.id < $3)
       ORDER BY m.id DESC LIMIT $4`,
      [filter.personId ?? null, filter.id ?? null, last ?? null, filter.limit + 1],
    );
    return pageOf(
      rows,
      filter.limit,
      (row) => [row.id],
      (row) => row,
    );
  }
}
