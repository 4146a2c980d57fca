import { Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';
import { Clock, Database, dayOf } from '@academie/platform';

import { seesCourse } from '../admission/sees';
import { ledBy, leadsTheme } from '../course/theme-scope';
import { locationKnownTo } from '../location/known-location';

export interface Option {
  value: string;
  label: string;
}

interface Lists {
  themes: { id: string; name: string; parentId: string | null }[];
  tags: Option[];
  functions: Option[];
  organisations: Option[];
  groups: Option[];
  providers: Option[];
  locations: Option[];
  organisers: Option[];
  courses: Option[];
}

/** A session that may go to another place. */
type Moved = Partial<Record<'before' | 'after', { locationId?: string | null }>>;

const list = (select: string): string => `(SELECT coalesce(json_agg(o), '[]') FROM (${select}) o)`;

/** What the forms of managers can choose from. */
@Injectable()
export class ManageOptions {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Names of the places that sessions leave and go to. */
  async places(actor: Actor, changes: readonly Moved[]): Promise<Option[]> {
    const ids = changes.flatMap(({ before, after }) => [before?.locationId, after?.locationId]);
    return (
      await this.all(
        actor,
        ids.filter((id) => typeof id === 'string'),
      )
    ).locations;
  }

  /**
   * All lists in one statement; themes only those the person may give, and of archived locations only those with
   * the ids `locations`.
   */
  async all(
    actor: Actor,
    locations: readonly string[] = [],
  ): Promise<Omit<Lists, 'themes'> & { themes: Option[] }> {
    const lists = await this.database.first<Lists>(
      `SELECT ${list(`SELECT id, name, parent_id AS "parentId" FROM catalogue.theme ORDER BY position, name`)} AS themes,
              ${list('SELECT code AS value, name AS label FROM catalogue.tag ORDER BY name')} AS tags,
              ${list('SELECT code AS value, name AS label FROM people.job_function ORDER BY position, name')} AS functions,
              ${list(`SELECT id AS value, name AS label FROM people.known_organisation
                       WHERE valid_to IS NULL ORDER BY kind <> 'municipality', name`)} AS organisations,
              ${list('SELECT id AS value, name AS label FROM people.known_group ORDER BY name')} AS groups,
              ${list(`SELECT id AS value, name AS label FROM people.known_organisation
                       WHERE valid_to IS NULL AND kind <> 'municipality' ORDER BY name`)} AS providers,
              ${list(`SELECT l.id || coalesce(':' || r.id, '') AS value,
                             l.name || ', ' || m.short_name || coalesce(' – ' || r.name || ' (' || r.capacity || ')', '') AS label
                        FROM catalogue.location l
                        JOIN people.known_organisation m ON m.id = l.municipality_id
                       CROSS JOIN LATERAL (SELECT NULL::uuid AS id, NULL AS name, NULL::integer AS capacity
                         UNION ALL SELECT r.id, r.name, r.capacity FROM catalogue.room r
                                    WHERE r.location_id = l.id AND (r.archived_at IS NULL OR l.id::text = ANY ($3))) r
                       WHERE (l.archived_at IS NULL AND ${locationKnownTo('l', '$4')}) OR l.id::text = ANY ($3)
                       ORDER BY m.short_name, l.name, r.name NULLS FIRST`)} AS locations,
              ${list(`SELECT DISTINCT p.id AS value, p.name AS label FROM people.person_name p
                        JOIN people.role_held g ON g.person_id = p.id
                       WHERE p.status = 'active' AND g.role IN ('theme_lead', 'administrator') ORDER BY label`)} AS organisers,
              ${list(`SELECT c.id AS value, c.title AS label FROM catalogue.course c
                       WHERE c.status = 'published' AND ${seesCourse('c', '$1', '$2')}
                       ORDER BY c.title, c.id`)} AS courses`,
      [actor.id, dayOf(this.clock.now()), locations, ledBy(actor)],
    );
    if (!lists) throw new Error('the lists of the forms did not come');
    return {
      ...lists,
      themes: lists.themes
        .filter((theme) => leadsTheme(actor, theme))
        .map(({ id, name, parentId }) => ({ value: id, label: parentId ? `– ${name}` : name })),
    };
  }

  /** People with the role of trainer: those chosen, and those whose name or organisation has the words. */
  trainers(chosen: readonly string[], words: string): Promise<Option[]> {
    return this.database.rows<Option>(
      `SELECT p.id AS value, p.name || coalesce(', ' || o.short_name, '') AS label
         FROM people.person_name p
         LEFT JOIN people.job m ON m.person_id = p.id AND m.is_main AND m.valid_to IS NULL
         LEFT JOIN people.known_organisation o ON o.id = m.organisation_id
        WHERE p.status = 'active'
          AND EXISTS (SELECT 1 FROM people.role_held g
                       WHERE g.person_id = p.id AND g.role = 'trainer')
          AND (p.id::text = ANY ($1) OR ($2 <> '' AND
               p.search_name || ' ' || people.plain_name(coalesce(o.name, ''))
                 LIKE ALL (people.name_patterns($2))))
        ORDER BY p.id::text = ANY ($1) DESC, p.sort_name LIMIT 40`,
      [chosen, words],
    );
  }
}
