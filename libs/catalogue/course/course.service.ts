import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';

import type { Actor } from '@academie/people';
import {
  ChangedMeanwhile,
  Clock,
  Database,
  insertUnlessThere,
  InvalidInput,
  Journal,
  newId,
  rows,
} from '@academie/platform';

import { CourseNotFound, OfferingsToCome } from '../catalogue.errors';
import { refuseOpenSecret, requireSoundAudience, setAudience } from './audience';
import type { CourseChange, CourseRequest } from './course.dto';
import { Course, CourseTheme } from './course.entity';
import { findUnknownReferences } from './reference-check';
import { setPrerequisites } from './prerequisites';
import { slugOf } from './slug';
import { checkThemes, requireManager, type ThemeRef } from './theme-scope';
import { Theme } from './theme.entity';

/** Raises the version in the statement that changes the course. */
const NEXT_VERSION = { version: () => 'version + 1' };

/** Makes and changes courses; a theme lead those of own themes, an administrator all. */
@Injectable()
export class CourseService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes a draft. The address comes from the title, with a number when another course has it.
   * @throws InvalidInput for what does not exist, ThemeOfAnother
   */
  create(actor: Actor, course: CourseRequest): Promise<{ id: string; slug: string }> {
    return this.database.transaction(async (tx) => {
      checkThemes(actor, [], await this.check(tx, course));
      const id = newId();
      refuseOpenSecret(course);
      const slug = await this.insert(tx, id, course);
      await this.setThemes(tx, id, course.themeIds);
      await setPrerequisites(tx, id, course.prerequisiteIds ?? []);
      await setAudience(tx, 'course', id, course);
      await requireSoundAudience(tx, 'course', id, course);
      await this.journal.record(tx, { action: 'course.created', subjectId: id, actorId: actor.id });
      return { id, slug };
    });
  }

  /**
   * Changes what is given and leaves the rest. The address stays, whatever the title becomes.
   * @throws CourseNotFound, NotYourTheme, ChangedMeanwhile, InvalidInput, ThemeOfAnother
   */
  change(actor: Actor, id: string, version: number, change: CourseChange): Promise<void> {
    return this.database.transaction(async (tx) => {
      const { course, themes } = await this.lock(tx, actor, id, version);
      const { confidential = course.confidential, admission } = change;
      refuseOpenSecret({ confidential, ...(admission && { admission }) });
      const after = await this.check(tx, change);
      if (change.themeIds) {
        checkThemes(actor, themes, after);
        await this.setThemes(tx, id, change.themeIds);
      }
      if (change.prerequisiteIds) await setPrerequisites(tx, id, change.prerequisiteIds);
      await setAudience(tx, 'course', id, change);
      await tx.getRepository(Course).update(id, { ...columnsOf(change), ...NEXT_VERSION });
      await requireSoundAudience(tx, 'course', id, change);
      await this.journal.record(tx, { action: 'course.changed', subjectId: id, actorId: actor.id });
    });
  }

  /** Puts it in the catalogue, or back into it. Doing it twice changes nothing. */
  publish(actor: Actor, id: string): Promise<void> {
    return this.database.transaction((tx) => this.publishIn(tx, actor, id));
  }

  /** The same in the caller's transaction. */
  async publishIn(tx: EntityManager, actor: Actor, id: string): Promise<void> {
    const { course } = await this.lock(tx, actor, id);
    if (course.status === 'published') return;
    const publishedAt = course.publishedAt ?? this.clock.now();
    await tx
      .getRepository(Course)
      .update(id, { status: 'published', publishedAt, ...NEXT_VERSION });
    await this.journal.record(tx, { action: 'course.published', subjectId: id, actorId: actor.id });
  }

  /**
   * Takes it out of the catalogue; its page stays, since certificates link to it.
   * @throws OfferingsToCome while people can still enrol or take part
   */
  archive(actor: Actor, id: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const { course } = await this.lock(tx, actor, id);
      if (course.status === 'archived') return;
      const [open] = await rows<{ count: number }>(
        tx,
        `SELECT count(*)::int AS count FROM catalogue.offering
          WHERE course_id = $1 AND status IN ('published', 'confirmed', 'running')
            AND (ends_at IS NULL OR ends_at > $2)`,
        [id, this.clock.now()],
      );
      if (open && open.count > 0) throw new OfferingsToCome({ count: open.count });
      const publishedAt = course.publishedAt ?? this.clock.now();
      await tx
        .getRepository(Course)
        .update(id, { status: 'archived', publishedAt, ...NEXT_VERSION });
      await this.journal.record(tx, {
        action: 'course.archived',
        subjectId: id,
        actorId: actor.id,
      });
    });
  }

  private async lock(
    tx: EntityManager,
    actor: Actor,
    id: string,
    version?: number,
  ): Promise<{ course: Course; themes: ThemeRef[] }> {
    const course = await tx
      .getRepository(Course)
      .findOne({ where: { id }, lock: { mode: 'for_no_key_update' } });
    if (!course) throw new CourseNotFound();
    const themes = await requireManager(tx, actor, id);
    if (version !== undefined && course.version !== version) throw new ChangedMeanwhile();
    return { course, themes };
  }

  private async check(tx: EntityManager, given: CourseChange): Promise<ThemeRef[]> {
    const problems = await findUnknownReferences(tx, {
      theme: { themeIds: given.themeIds ?? [] },
      tag: { tags: given.tags ?? [] },
      function: { audiences: given.audiences ?? [] },
      group: { audienceGroupIds: given.audienceGroupIds ?? [] },
      course: { prerequisiteIds: given.prerequisiteIds ?? [] },
      organisation: {
        providerId: given.providerId ? [given.providerId] : [],
        audienceOrganisationIds: given.audienceOrganisationIds ?? [],
      },
    });
    if (problems.length > 0) throw new InvalidInput(problems);
    return tx.getRepository(Theme).findBy({ id: In(given.themeIds ?? []) });
  }

  // Two people may give a course the same title at once: the one who comes second gets the next number.
  private async insert(tx: EntityManager, id: string, course: CourseRequest): Promise<string> {
    const base = slugOf(course.title);
    for (let number = 1; ; number++) {
      const slug = number === 1 ? base : `${base}-${number}`;
      const made = await insertUnlessThere(tx, Course, {
        ...columnsOf(course),
        id,
        slug,
        createdAt: this.clock.now(),
      });
      if (made) return slug;
    }
  }

  private async setThemes(tx: EntityManager, id: string, themeIds: string[]): Promise<void> {
    const themes = tx.getRepository(CourseTheme);
    await themes.delete({ courseId: id });
    await themes.insert(themeIds.map((themeId) => ({ courseId: id, themeId })));
  }
}

/** What stands in the row of a course itself. What is confidential is closed, also when only that is said. */
function columnsOf({
  themeIds,
  prerequisiteIds,
  audienceOrganisationIds,
  audienceOrganisationKinds,
  audienceGroupIds,
  ...columns
}: CourseChange): Omit<CourseChange, 'themeIds' | 'prerequisiteIds'> {
  return columns.confidential && !columns.admission
    ? { ...columns, admission: 'invited' }
    : columns;
}
