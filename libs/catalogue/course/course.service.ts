import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import {
  ChangedMeanwhile,
  Clock,
  Database,
  InvalidInput,
  Journal,
  newId,
  rows,
} from '@academie/platform';

import { CourseNotFound, OfferingsToCome } from '../catalogue.errors';
import type { CourseChange, CourseRequest } from './course.dto';
import type { CourseStatus } from './course.entity';
import { findUnknownReferences } from './reference-check';
import { setPrerequisites } from './prerequisites';
import { slugOf } from './slug';
import { checkThemes, requireManager, type ThemeRef } from './theme-scope';

interface Locked {
  id: string;
  status: CourseStatus;
  version: number;
  title: string;
}

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
      const slug = await this.insert(tx, id, course);
      await this.setThemes(tx, id, course.themeIds);
      await setPrerequisites(tx, id, course.prerequisiteIds ?? []);
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
      const { themes } = await this.lock(tx, actor, id, version);
      const after = await this.check(tx, change);
      if (change.themeIds) {
        checkThemes(actor, themes, after);
        await this.setThemes(tx, id, change.themeIds);
      }
      if (change.prerequisiteIds) await setPrerequisites(tx, id, change.prerequisiteIds);
      await rows(
        tx,
        `UPDATE catalogue.course SET title = coalesce($2, title), summary = coalesce($3, summary),
           description = coalesce($4, description), kind = coalesce($5, kind), mode = coalesce($6, mode),
           tags = coalesce($7, tags), audiences = coalesce($8, audiences),
           duration_minutes = CASE WHEN $9 THEN $10 ELSE duration_minutes END,
           min_attendance_percent = coalesce($11, min_attendance_percent),
           partial_counts = coalesce($12, partial_counts),
           external_url = CASE WHEN $13 THEN $14 ELSE external_url END,
           provider_id = CASE WHEN $15 THEN $16::uuid ELSE provider_id END,
           certificate_valid_months = CASE WHEN $17 THEN $18 ELSE certificate_valid_months END,
           certificate_minutes = CASE WHEN $19 THEN $20 ELSE certificate_minutes END,
           certificate_signatory = CASE WHEN $21 THEN $22 ELSE certificate_signatory END,
           version = version + 1
         WHERE id = $1`,
        [
          ...[id, change.title, change.summary, change.description, change.kind, change.mode],
          ...[change.tags, change.audiences],
          ...[change.durationMinutes !== undefined, change.durationMinutes],
          ...[change.minAttendancePercent, change.partialCounts],
          ...[change.externalUrl !== undefined, change.externalUrl],
          ...[change.providerId !== undefined, change.providerId],
          ...[change.certificateValidMonths !== undefined, change.certificateValidMonths],
          ...[change.certificateMinutes !== undefined, change.certificateMinutes],
          ...[change.certificateSignatory !== undefined, change.certificateSignatory],
        ],
      );
      await this.journal.record(tx, { action: 'course.changed', subjectId: id, actorId: actor.id });
    });
  }

  /** Puts it in the catalogue, or back into it. Doing it twice changes nothing. */
  publish(actor: Actor, id: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const { course } = await this.lock(tx, actor, id);
      if (course.status === 'published') return;
      await rows(
        tx,
        `UPDATE catalogue.course SET status = 'published', published_at = coalesce(published_at, $2),
           version = version + 1 WHERE id = $1`,
        [id, this.clock.now()],
      );
      await this.journal.record(tx, {
        action: 'course.published',
        subjectId: id,
        actorId: actor.id,
      });
    });
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
      await rows(
        tx,
        `UPDATE catalogue.course SET status = 'archived', published_at = coalesce(published_at, $2),
           version = version + 1 WHERE id = $1`,
        [id, this.clock.now()],
      );
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
  ): Promise<{ course: Locked; themes: ThemeRef[] }> {
    const [course] = await rows<Locked>(
      tx,
      'SELECT id, status, version, title FROM catalogue.course WHERE id = $1 FOR NO KEY UPDATE',
      [id],
    );
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
      course: { prerequisiteIds: given.prerequisiteIds ?? [] },
      organisation: { providerId: given.providerId ? [given.providerId] : [] },
    });
    if (problems.length > 0) throw new InvalidInput(problems);
    return rows<ThemeRef>(
      tx,
      'SELECT id, parent_id AS "parentId" FROM catalogue.theme WHERE id = ANY ($1::uuid[])',
      [given.themeIds ?? []],
    );
  }

  private async insert(tx: EntityManager, id: string, course: CourseRequest): Promise<string> {
    const base = slugOf(course.title);
    for (let number = 1; ; number++) {
      const slug = number === 1 ? base : `${base}-${number}`;
      const [made] = await rows(
        tx,
        `INSERT INTO catalogue.course (id, slug, title, summary, description, kind, mode, tags, audiences,
           duration_minutes, min_attendance_percent, partial_counts, external_url, provider_id, created_at,
           certificate_valid_months, certificate_minutes, certificate_signatory)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
         ON CONFLICT (slug) DO NOTHING RETURNING id`,
        [
          ...[id, slug, course.title, course.summary, course.description ?? ''],
          ...[course.kind, course.mode, course.tags ?? [], course.audiences ?? []],
          ...[course.durationMinutes ?? null, course.minAttendancePercent ?? 100],
          ...[course.partialCounts ?? false, course.externalUrl ?? null],
          ...[course.providerId ?? null, this.clock.now(), course.certificateValidMonths ?? null],
          ...[course.certificateMinutes ?? null, course.certificateSignatory ?? null],
        ],
      );
      if (made) return slug;
    }
  }

  private async setThemes(tx: EntityManager, id: string, themeIds: string[]): Promise<void> {
    await rows(tx, 'DELETE FROM catalogue.course_theme WHERE course_id = $1', [id]);
    await rows(
      tx,
      'INSERT INTO catalogue.course_theme (course_id, theme_id) SELECT $1, unnest($2::uuid[])',
      [id, themeIds],
    );
  }
}
