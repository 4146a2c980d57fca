import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import { Clock, Database, dayOf, rows } from '@academie/platform';

import { functionNames } from '../admission/admission.queries';
import { seesCourse } from '../admission/sees';
import { NotYourTheme, ProgrammeNotFound } from '../catalogue.errors';
import type { CourseKind, CourseStatus, Mode } from '../course/course.entity';
import { ledBy, leadsProgramme, mayManage, type ThemeRef } from '../course/theme-scope';
import type { ProgrammeResponse } from './programme.dto';

/** A course of a step, as readers see it. */
export interface ProgrammeCourseRow {
  id: string;
  slug: string;
  title: string;
  summary: string;
  kind: CourseKind;
  mode: Mode;
  status: CourseStatus;
}

/** A step as readers see it. */
export interface ProgrammeStepRow {
  id: string;
  title: string;
  choose: number;
  courses: ProgrammeCourseRow[];
}

export interface ProgrammeRow extends Omit<ProgrammeResponse, 'steps' | 'themeIds'> {
  themes: (ThemeRef & { slug: string; name: string })[];
  /** Names of the functions it is meant for. */
  functions: string[];
  steps: ProgrammeStepRow[];
}

/** A course of a programme whose steps follow each other. */
interface OrderedCourse {
  id: string;
  slug: string;
  title: string;
  isConfidential: boolean;
}

/** A programme whose steps follow each other. */
export interface OrderedProgramme {
  slug: string;
  title: string;
  steps: { choose: number; courses: OrderedCourse[] }[];
}

/** What completing a programme asks, and what its certificate says. */
export interface ProgrammeRule {
  id: string;
  title: string;
  summary: string;
  signatory: string | null;
  steps: { choose: number; courses: { id: string }[] }[];
}

/** A programme in a list. */
export interface ProgrammeHead {
  id: string;
  slug: string;
  title: string;
  summary: string;
  status: CourseStatus;
  /** Slugs and names, in the order of the catalogue. */
  themes: { slug: string; name: string }[];
  /** Titles of its courses. */
  courses: string[];
  steps: number;
}

const THEMES = `(SELECT coalesce(json_agg(json_build_object('id', t.id, 'parentId', t.parent_id, 'slug', t.slug,
    'name', t.name) ORDER BY t.position), '[]')
  FROM catalogue.programme_theme pt JOIN catalogue.theme t ON t.id = pt.theme_id WHERE pt.programme_id = p.id)`;

// $1 the reader, $2 today: a course that became confidential later is not told to others.
const STEPS = `(SELECT coalesce(json_agg(json_build_object('id', s.id, 'title', s.title, 'choose', s.choose,
    'courses', (SELECT coalesce(json_agg(json_build_object('id', c.id, 'slug', c.slug, 'title', c.title,
        'summary', c.summary, 'kind', c.kind, 'mode', c.mode, 'status', c.status) ORDER BY pc.position), '[]')
      FROM catalogue.programme_course pc JOIN catalogue.course c ON c.id = pc.course_id
      WHERE pc.step_id = s.id AND ${seesCourse('c', '$1', '$2')})) ORDER BY s.position), '[]')
  FROM catalogue.programme_step s WHERE s.programme_id = p.id)`;

const PROGRAMME = `p.id, p.slug, p.title, p.summary, p.description, p.tags, p.audiences,
  p.in_order AS "inOrder", p.certificate_signatory AS "certificateSignatory", p.status, p.version,
  ${functionNames('p')} AS functions,
  ${THEMES} AS themes, ${STEPS} AS steps`;

const HEAD = `p.id, p.slug, p.title, p.summary, p.status, ${THEMES} AS themes,
  ARRAY(SELECT c.title FROM catalogue.programme_course pc JOIN catalogue.course c ON c.id = pc.course_id
         WHERE pc.programme_id = p.id AND NOT c.confidential ORDER BY c.title) AS courses,
  (SELECT count(*)::int FROM catalogue.programme_step s WHERE s.programme_id = p.id) AS steps`;

/** There are a few tens of them; more than this is a mistake. */
const MOST = 200;

/** SQL: what is on offer, by title, as `ProgrammeHead`. */
export const PUBLISHED_PROGRAMMES = `SELECT ${HEAD} FROM catalogue.programme p WHERE p.status = 'published'
  ORDER BY p.title, p.id LIMIT ${MOST}`;

/** A condition on a programme `p`: $n the themes somebody leads, null for an administrator. */
const managedBy = (led: string): string =>
  `(${led}::uuid[] IS NULL OR ${leadsProgramme('p.id', led)})`;

/** Whether a programme is this person's to manage. */
export const managesProgramme = (actor: Actor, { themes }: Pick<ProgrammeRow, 'themes'>): boolean =>
  mayManage(actor, themes);

/** Programmes, read-only. */
@Injectable()
export class ProgrammeQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** A draft is there for those who manage it; an archived one stays. @throws ProgrammeNotFound */
  async bySlug(actor: Actor | undefined, slug: string): Promise<ProgrammeRow> {
    return this.shown(actor, await this.find(actor, 'p.slug = $3', slug));
  }

  /** As bySlug. @throws ProgrammeNotFound */
  async byId(actor: Actor | undefined, id: string): Promise<ProgrammeRow> {
    return this.shown(actor, await this.find(actor, 'p.id = $3', id));
  }

  /** @throws ProgrammeNotFound, NotYourTheme */
  async managed(actor: Actor, id: string): Promise<ProgrammeRow> {
    const found = await this.find(actor, 'p.id = $3', id);
    if (!found) throw new ProgrammeNotFound();
    if (!mayManage(actor, found.themes)) throw new NotYourTheme();
    return found;
  }

  /** What is on offer, by title. */
  async published(): Promise<ProgrammeHead[]> {
    return this.database.rows<ProgrammeHead>(PUBLISHED_PROGRAMMES);
  }

  /** What is on offer, in full, by title. */
  async all(actor: Actor | undefined): Promise<ProgrammeRow[]> {
    return this.database.rows<ProgrammeRow>(
      `SELECT ${PROGRAMME} FROM catalogue.programme p WHERE p.status = 'published'
        ORDER BY p.title, p.id LIMIT ${MOST}`,
      [actor?.id ?? null, dayOf(this.clock.now())],
    );
  }

  /** Steps and courses of these, whoever may know of them; in the caller's transaction. */
  rules(tx: EntityManager, ids: readonly string[]): Promise<ProgrammeRule[]> {
    return rows<ProgrammeRule>(
      tx,
      `SELECT p.id, p.title, p.summary, p.certificate_signatory AS "signatory",
              (SELECT coalesce(json_agg(json_build_object('choose', s.choose, 'courses',
                 (SELECT coalesce(json_agg(json_build_object('id', pc.course_id) ORDER BY pc.position), '[]')
                    FROM catalogue.programme_course pc WHERE pc.step_id = s.id)) ORDER BY s.position), '[]')
                 FROM catalogue.programme_step s WHERE s.programme_id = p.id) AS steps
         FROM catalogue.programme p WHERE p.id = ANY ($1)`,
      [ids],
    );
  }

  /** Those of these in which this course is a step, and the steps follow each other; whoever may know of them. */
  ordered(
    courseId: string,
    ids: readonly string[],
    tx?: EntityManager,
  ): Promise<OrderedProgramme[]> {
    return this.database.rows<OrderedProgramme & Record<string, unknown>>(
      `SELECT p.slug, p.title,
              (SELECT coalesce(json_agg(json_build_object('choose', s.choose, 'courses',
                 (SELECT coalesce(json_agg(json_build_object('id', c.id, 'slug', c.slug, 'title', c.title,
                           'isConfidential', c.confidential) ORDER BY pc.position), '[]')
                    FROM catalogue.programme_course pc JOIN catalogue.course c ON c.id = pc.course_id
                   WHERE pc.step_id = s.id)) ORDER BY s.position), '[]')
                 FROM catalogue.programme_step s WHERE s.programme_id = p.id) AS steps
         FROM catalogue.programme p
        WHERE p.id = ANY ($2) AND p.in_order AND p.status <> 'draft'
          AND EXISTS (SELECT FROM catalogue.programme_course pc WHERE pc.programme_id = p.id AND pc.course_id = $1)
        ORDER BY p.title, p.id`,
      [courseId, ids],
      tx,
    );
  }

  /** Those with these ids, whatever became of them, by title; for those who follow them. */
  ofIds(actor: Actor | undefined, ids: readonly string[]): Promise<ProgrammeRow[]> {
    if (ids.length === 0) return Promise.resolve([]);
    return this.database.rows<ProgrammeRow>(
      `SELECT ${PROGRAMME} FROM catalogue.programme p WHERE p.id = ANY ($3) ORDER BY p.title, p.id`,
      [actor?.id ?? null, dayOf(this.clock.now()), ids],
    );
  }

  /** Those this person manages, whatever their status. */
  async ofManager(actor: Actor): Promise<ProgrammeHead[]> {
    return this.database.rows<ProgrammeHead>(
      `SELECT ${HEAD} FROM catalogue.programme p WHERE ${managedBy('$1')}
        ORDER BY array_position(ARRAY['published', 'draft', 'archived'], p.status), p.title, p.id LIMIT ${MOST}`,
      [ledBy(actor)],
    );
  }

  private find(
    actor: Actor | undefined,
    where: string,
    key: string,
  ): Promise<ProgrammeRow | undefined> {
    return this.database.first<ProgrammeRow>(
      `SELECT ${PROGRAMME} FROM catalogue.programme p WHERE ${where}`,
      [actor?.id ?? null, dayOf(this.clock.now()), key],
    );
  }

  private shown(actor: Actor | undefined, found: ProgrammeRow | undefined): ProgrammeRow {
    const isThere =
      found && (found.status !== 'draft' || (actor && mayManage(actor, found.themes)));
    if (!isThere) throw new ProgrammeNotFound();
    return found;
  }
}
