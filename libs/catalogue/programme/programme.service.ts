import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';

import type { Actor } from '@academie/people';
import {
  ChangedMeanwhile,
  Clock,
  Database,
  type FieldProblem,
  insertUnlessThere,
  InvalidInput,
  Journal,
  newId,
  rows,
} from '@academie/platform';

import { NotYourTheme, ProgrammeNotFound, ProgrammeNotReady } from '../catalogue.errors';
import { findUnknownReferences } from '../course/reference-check';
import { slugOf } from '../course/slug';
import { checkThemes, mayManage, type ThemeRef } from '../course/theme-scope';
import { Theme } from '../course/theme.entity';
import type { ProgrammeChange, ProgrammeRequest, ProgrammeStepFields } from './programme.dto';
import { Programme, ProgrammeCourse, ProgrammeStep, ProgrammeTheme } from './programme.entity';

const NEXT_VERSION = { version: () => 'version + 1' };

/** What stands in the row of a programme itself. */
interface Columns {
  id: string;
  title: string;
  createdAt: Date;
  [column: string]: unknown;
}

/** Makes and changes programmes; a theme lead those of own themes, an administrator all. */
@Injectable()
export class ProgrammeService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /** Makes a draft. @throws InvalidInput, ThemeOfAnother */
  create(actor: Actor, given: ProgrammeRequest): Promise<{ id: string; slug: string }> {
    return this.database.transaction(async (tx) => {
      checkThemes(actor, [], await this.check(tx, given));
      const { themeIds, steps, ...columns } = given;
      const id = newId();
      const slug = await this.insert(tx, { ...columns, id, createdAt: this.clock.now() });
      await this.setThemes(tx, id, themeIds);
      await this.setSteps(tx, id, steps);
      await this.note(tx, actor, 'programme.created', id);
      return { id, slug };
    });
  }

  /**
   * Changes what is given and leaves the rest. Who completed it keeps that, whatever its steps become.
   * @throws ProgrammeNotFound, NotYourTheme, ChangedMeanwhile, InvalidInput, ThemeOfAnother, ProgrammeNotReady
   */
  change(actor: Actor, id: string, version: number, change: ProgrammeChange): Promise<void> {
    return this.database.transaction(async (tx) => {
      const { programme, themes } = await this.lock(tx, actor, id, version);
      const after = await this.check(tx, change);
      const { themeIds, steps, ...columns } = change;
      if (themeIds) {
        checkThemes(actor, themes, after);
        await this.setThemes(tx, id, themeIds);
      }
      if (steps) await this.setSteps(tx, id, steps);
      await tx.getRepository(Programme).update(id, { ...columns, ...NEXT_VERSION });
      if (programme.status === 'published') await this.mustBeReady(tx, id);
      await this.note(tx, actor, 'programme.changed', id);
    });
  }

  /** Puts it on offer, or back. Doing it twice changes nothing. @throws ProgrammeNotReady */
  publish(actor: Actor, id: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const { programme } = await this.lock(tx, actor, id);
      if (programme.status === 'published') return;
      await this.mustBeReady(tx, id);
      const publishedAt = programme.publishedAt ?? this.clock.now();
      await tx.getRepository(Programme).update(id, {
        ...{ status: 'published', publishedAt, archivedAt: null },
        ...NEXT_VERSION,
      });
      await this.note(tx, actor, 'programme.published', id);
    });
  }

  /** Takes it out of what is on offer; who follows it can still complete it. */
  archive(actor: Actor, id: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const { programme } = await this.lock(tx, actor, id);
      if (programme.status === 'archived') return;
      const now = this.clock.now();
      const publishedAt = programme.publishedAt ?? now;
      await tx.getRepository(Programme).update(id, {
        ...{ status: 'archived', publishedAt, archivedAt: now },
        ...NEXT_VERSION,
      });
      await this.note(tx, actor, 'programme.archived', id);
    });
  }

  private async note(
    tx: EntityManager,
    actor: Actor,
    action:
      | 'programme.created'
      | 'programme.changed'
      | 'programme.published'
      | 'programme.archived',
    subjectId: string,
  ): Promise<void> {
    await this.journal.record(tx, { action, subjectId, actorId: actor.id });
  }

  private async lock(
    tx: EntityManager,
    actor: Actor,
    id: string,
    version?: number,
  ): Promise<{ programme: Programme; themes: ThemeRef[] }> {
    const programme = await tx
      .getRepository(Programme)
      .findOne({ where: { id }, lock: { mode: 'for_no_key_update' } });
    if (!programme) throw new ProgrammeNotFound();
    const themes = await rows<ThemeRef>(
      tx,
      `SELECT t.id, t.parent_id AS "parentId" FROM catalogue.programme_theme pt
         JOIN catalogue.theme t ON t.id = pt.theme_id WHERE pt.programme_id = $1`,
      [id],
    );
    if (!mayManage(actor, themes)) throw new NotYourTheme();
    if (version !== undefined && programme.version !== version) throw new ChangedMeanwhile();
    return { programme, themes };
  }

  private async check(tx: EntityManager, given: ProgrammeChange): Promise<ThemeRef[]> {
    const steps = given.steps ?? [];
    const unknown = await findUnknownReferences(tx, {
      theme: { themeIds: given.themeIds ?? [] },
      tag: { tags: given.tags ?? [] },
      function: { audiences: given.audiences ?? [] },
      course: Object.fromEntries(
        steps.map(({ courseIds }, index) => [`steps.${index}.courseIds`, courseIds]),
      ),
    });
    const problems = [...unknown, ...stepProblems(steps), ...(await this.closed(tx, steps))];
    if (problems.length > 0) throw new InvalidInput(problems);
    return tx.getRepository(Theme).findBy({ id: In(given.themeIds ?? []) });
  }

  // A programme is public: what nobody outside may know of cannot stand in it.
  private async closed(
    tx: EntityManager,
    steps: readonly ProgrammeStepFields[],
  ): Promise<FieldProblem[]> {
    const hidden = await rows<{ id: string }>(
      tx,
      'SELECT id FROM catalogue.course WHERE id = ANY ($1) AND confidential',
      [steps.flatMap(({ courseIds }) => courseIds)],
    );
    const ids = new Set(hidden.map(({ id }) => id));
    return steps.flatMap(({ courseIds }, index): FieldProblem[] =>
      courseIds.some((id) => ids.has(id.toLowerCase()))
        ? [problem(index, 'courseIds', 'confidential-in-programme')]
        : [],
    );
  }

  private async mustBeReady(tx: EntityManager, id: string): Promise<void> {
    const [found] = await rows<{ steps: number; drafts: number }>(
      tx,
      `SELECT (SELECT count(*)::int FROM catalogue.programme_step WHERE programme_id = $1) AS steps,
              (SELECT count(*)::int FROM catalogue.programme_course pc
                 JOIN catalogue.course c ON c.id = pc.course_id
                WHERE pc.programme_id = $1 AND c.status = 'draft') AS drafts`,
      [id],
    );
    if (!found || found.steps === 0 || found.drafts > 0) throw new ProgrammeNotReady();
  }

  // Two people may give one the same title at once: the one who comes second gets the next number.
  private async insert(tx: EntityManager, columns: Columns): Promise<string> {
    const base = slugOf(columns.title);
    for (let number = 1; ; number++) {
      const slug = number === 1 ? base : `${base}-${number}`;
      if (await insertUnlessThere(tx, Programme, { ...columns, slug })) return slug;
    }
  }

  private async setThemes(tx: EntityManager, programmeId: string, ids: string[]): Promise<void> {
    const themes = tx.getRepository(ProgrammeTheme);
    await themes.delete({ programmeId });
    await themes.insert(ids.map((themeId) => ({ programmeId, themeId })));
  }

  private async setSteps(
    tx: EntityManager,
    programmeId: string,
    steps: readonly ProgrammeStepFields[],
  ): Promise<void> {
    await tx.getRepository(ProgrammeStep).delete({ programmeId });
    if (steps.length === 0) return;
    const made = steps.map(({ title, choose, courseIds }, position) => ({
      ...{ id: newId(), position },
      ...{ title: title ?? '', choose, courseIds },
    }));
    await tx.getRepository(ProgrammeStep).insert(
      made.map(({ id, position, title, choose }) => ({
        ...{ id, programmeId, position, title, choose },
      })),
    );
    await tx
      .getRepository(ProgrammeCourse)
      .insert(
        made.flatMap(({ id: stepId, courseIds }) =>
          courseIds.map((courseId, position) => ({ programmeId, courseId, stepId, position })),
        ),
      );
  }
}

const problem = (index: number, field: string, code: string): FieldProblem => ({
  field: `steps.${index}.${field}`,
  code: `catalogue.${code}`,
  message: `steps.${index}.${field}: ${code}`,
});

/** What cannot be of these steps: choosing more than there is, and the same course twice. */
function stepProblems(steps: readonly ProgrammeStepFields[]): FieldProblem[] {
  const seen = new Set<string>();
  return steps.flatMap(({ choose, courseIds }, index) => {
    const again = courseIds.some((id) => seen.has(id.toLowerCase()));
    for (const id of courseIds) seen.add(id.toLowerCase());
    return [
      ...(choose > courseIds.length ? [problem(index, 'choose', 'choose-too-many')] : []),
      ...(again ? [problem(index, 'courseIds', 'course-twice')] : []),
    ];
  });
}
