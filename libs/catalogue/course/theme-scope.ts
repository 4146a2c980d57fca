import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import { rows } from '@academie/platform';

import { NotYourTheme, ThemeOfAnother } from '../catalogue.errors';

export interface ThemeRef {
  id: string;
  parentId: string | null;
}

/** Whether the theme is this person's: led itself, or its parent is. */
export const leadsTheme = (actor: Actor, { id, parentId }: ThemeRef): boolean =>
  actor.isAdministrator || actor.leads(id) || (parentId !== null && actor.leads(parentId));

/** Whether a course with these themes is this person's to manage. */
export const mayManage = (actor: Actor, themes: readonly ThemeRef[]): boolean =>
  actor.isAdministrator || themes.some((theme) => leadsTheme(actor, theme));

/**
 * A condition on a theme `alias`: it is one of the themes of the parameter `led` (`$3`), or lies under one.
 * The parameter holds ids of themes, as `Actor.ledThemes` gives them.
 */
export const underLedTheme = (alias: string, led: string): string =>
  `(${alias}.id = ANY (${led}::uuid[]) OR ${alias}.parent_id = ANY (${led}::uuid[]))`;

/**
 * A condition for SQL: a theme of the course with the id `courseId` (`o.course_id`) is led by a person
 * whose themes are the parameter `led` (`$3`).
 */
export const leadsCourse = (courseId: string, led: string): string =>
  `EXISTS (SELECT FROM catalogue.course_theme ct JOIN catalogue.theme t ON t.id = ct.theme_id
     WHERE ct.course_id = ${courseId} AND ${underLedTheme('t', led)})`;

/** As `leadsCourse`, for the programme with the id `programmeId` (`p.id`). */
export const leadsProgramme = (programmeId: string, led: string): string =>
  `EXISTS (SELECT FROM catalogue.programme_theme pt JOIN catalogue.theme t ON t.id = pt.theme_id
     WHERE pt.programme_id = ${programmeId} AND ${underLedTheme('t', led)})`;

/**
 * The people who lead a theme of the course with the id `courseId` (`o.course_id`), or the theme above it, as
 * rows with a `person_id`, to select from.
 */
export const leadersOfCourse = (courseId: string): string =>
  `(SELECT DISTINCT g.person_id FROM catalogue.course_theme ct JOIN catalogue.theme t ON t.id = ct.theme_id
     JOIN people.role_held g ON g.role = 'theme_lead' AND g.scope_id IN (t.id, t.parent_id)
    WHERE ct.course_id = ${courseId})`;

/**
 * Who answers for the offering `alias` (`o`), to join with LATERAL, as `id`, `name` and `address`: its organiser,
 * else who leads a theme of its course, else the administrators; only people who can still be reached.
 */
export const answersFor = (alias: string): string => `
  (WITH candidate AS (
     SELECT ${alias}.organiser_id AS person_id, 1 AS rank
     UNION ALL SELECT l.person_id, 2 FROM ${leadersOfCourse(`${alias}.course_id`)} l
     UNION ALL SELECT g.person_id, 3 FROM people.role_held g WHERE g.role = 'administrator'
   ), able AS (
     SELECT DISTINCT c.rank, p.id, p.name, a.address FROM candidate c
       JOIN people.person_name p ON p.id = c.person_id AND p.status = 'active'
       JOIN people.primary_address a ON a.person_id = p.id
   )
   SELECT id, name, address FROM able WHERE rank = (SELECT min(rank) FROM able))`;

/**
 * Who leads one of the themes with the slugs in the parameter `slugs` (`$3`), or the theme above it, else the
 * administrators; rows with `id`, `name` and `address`, to select from. Only people who can still be reached.
 */
export const leadersOfThemes = (slugs: string): string => `
  (WITH candidate AS (
     SELECT g.person_id, 1 AS rank FROM catalogue.theme t
       JOIN people.role_held g ON g.role = 'theme_lead' AND g.scope_id IN (t.id, t.parent_id)
      WHERE t.slug = ANY (${slugs}::text[])
     UNION ALL SELECT g.person_id, 2 FROM people.role_held g WHERE g.role = 'administrator'
   ), able AS (
     SELECT DISTINCT c.rank, p.id, p.name, a.address FROM candidate c
       JOIN people.person_name p ON p.id = c.person_id AND p.status = 'active'
       JOIN people.primary_address a ON a.person_id = p.id
   )
   SELECT id, name, address FROM able WHERE rank = (SELECT min(rank) FROM able))`;

/**
 * A condition on a course `c`: this person manages it. `led` is the number of the parameter with
 * the ids of the themes that person leads, null for an administrator.
 */
export const managedBy = (led: string): string =>
  `(${led}::uuid[] IS NULL OR ${leadsCourse('c.id', led)})`;

/** What `managedBy` wants as its parameter. */
export const ledBy = (actor: Actor): string[] | null =>
  actor.isAdministrator ? null : actor.ledThemes;

/** The themes of a course. */
export const themesOf = (tx: EntityManager, courseId: string): Promise<ThemeRef[]> =>
  rows<ThemeRef>(
    tx,
    `SELECT t.id, t.parent_id AS "parentId" FROM catalogue.course_theme ct
       JOIN catalogue.theme t ON t.id = ct.theme_id WHERE ct.course_id = $1`,
    [courseId],
  );

/** @throws NotYourTheme when the course is not this person's to manage. */
export async function requireManager(
  tx: EntityManager,
  actor: Actor,
  courseId: string,
): Promise<ThemeRef[]> {
  const themes = await themesOf(tx, courseId);
  if (!mayManage(actor, themes)) throw new NotYourTheme();
  return themes;
}

/**
 * A theme lead gives and takes own themes only: what counts for another theme is the other's to say.
 * @throws ThemeOfAnother
 */
export function checkThemes(
  actor: Actor,
  before: readonly ThemeRef[],
  after: readonly ThemeRef[],
): void {
  const changed = [
    ...after.filter(({ id }) => !before.some((theme) => theme.id === id)),
    ...before.filter(({ id }) => !after.some((theme) => theme.id === id)),
  ];
  if (changed.some((theme) => !leadsTheme(actor, theme)) || !mayManage(actor, after))
    throw new ThemeOfAnother();
}
