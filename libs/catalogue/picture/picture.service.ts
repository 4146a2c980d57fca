import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import {
  Database,
  type DiskUploaded,
  FileStore,
  insertRows,
  Journal,
  mediaTypeOf,
  rows,
  SCALABLE,
  scalePicture,
  type ScaledPicture,
} from '@academie/platform';

import { requireManager } from '../course/theme-scope';
import { MEDIUM, WIDTHS } from './picture-address';
import type { CoursePictureForm } from './picture.dto';
import {
  NoPicture,
  CoursePictureTooLarge,
  PictureTooSmall,
  TooManyPixels,
  UnreadablePicture,
} from './picture.errors';

/** In megabytes. */
export const LARGEST_PICTURE = 10;

interface Files {
  smallId: string;
  mediumId: string;
  largeId: string;
}

/** Gives a course its picture and takes it away; who manages the course does. */
@Injectable()
export class CoursePictureService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly store: FileStore,
  ) {}

  /**
   * Puts this picture in the place of the one before; without a file only what is said of it changes. The caller has
   * asked whether the actor manages the course, because a picture takes seconds to read.
   * @throws NotYourTheme, NoPicture, UnreadablePicture, CoursePictureTooLarge, TooManyPixels, PictureTooSmall
   */
  async set(
    actor: Actor,
    courseId: string,
    { decorative, alternative }: CoursePictureForm,
    upload: DiskUploaded | undefined,
  ): Promise<void> {
    const scaled = upload && (await this.scaled(upload));
    const text = decorative === 'ja' ? null : (alternative ?? null);
    await this.database.transaction(async (tx) => {
      await this.lock(tx, actor, courseId);
      if (upload && scaled) {
        await this.takeAway(tx, courseId);
        await this.keepScaled(tx, courseId, { hash: upload.sha256, text, scaled });
      } else {
        const changed = await rows(
          tx,
          'UPDATE catalogue.course_picture SET alternative = $2 WHERE course_id = $1 RETURNING course_id',
          [courseId, text],
        );
        if (changed.length === 0) throw new NoPicture();
      }
      await this.record(tx, actor, 'course.picture-set', courseId);
    });
  }

  /** Takes it away. Doing it twice changes nothing. @throws NotYourTheme */
  async remove(actor: Actor, courseId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.lock(tx, actor, courseId);
      if (await this.takeAway(tx, courseId))
        await this.record(tx, actor, 'course.picture-removed', courseId);
    });
  }

  /** Gives a course the picture of another that the same person manages; files of its own. @throws NotYourTheme */
  async copy(actor: Actor, fromId: string, toId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await requireManager(tx, actor, fromId);
      await this.lock(tx, actor, toId);
      const [from] = await rows<Files>(
        tx,
        `SELECT small_id AS "smallId", medium_id AS "mediumId", large_id AS "largeId"
           FROM catalogue.course_picture WHERE course_id = $1 FOR SHARE`,
        [fromId],
      );
      if (!from) return;
      const ids: string[] = [];
      for (const id of [from.smallId, from.mediumId, from.largeId])
        ids.push(await this.store.copy(tx, id));
      await rows(
        tx,
        `INSERT INTO catalogue.course_picture (course_id, hash, alternative, width, height, small_id, medium_id, large_id)
         SELECT $2, hash, alternative, width, height, $3, $4, $5 FROM catalogue.course_picture WHERE course_id = $1
         ON CONFLICT (course_id) DO NOTHING`,
        [fromId, toId, ...ids],
      );
      await this.record(tx, actor, 'course.picture-set', toId);
    });
  }

  private async scaled(upload: DiskUploaded): Promise<ScaledPicture[]> {
    if (upload.tooLarge) throw new CoursePictureTooLarge({ megabytes: LARGEST_PICTURE });
    const mediaType = await mediaTypeOf(upload.head);
    if (!SCALABLE.test(mediaType)) throw new UnreadablePicture();
    const scaled = await scalePicture(upload.path, mediaType, { widths: WIDTHS, least: MEDIUM });
    switch (scaled) {
      case 'unreadable':
        throw new UnreadablePicture();
      case 'too-many-pixels':
        throw new TooManyPixels();
      case 'too-small':
        throw new PictureTooSmall({ pixels: MEDIUM });
      default:
        return scaled;
    }
  }

  private async lock(tx: EntityManager, actor: Actor, courseId: string): Promise<void> {
    await rows(tx, 'SELECT 1 FROM catalogue.course WHERE id = $1 FOR NO KEY UPDATE', [courseId]);
    await requireManager(tx, actor, courseId);
  }

  /** Keeps a picture in its three widths, smallest first, in the caller's transaction. */
  async keepScaled(
    tx: EntityManager,
    courseId: string,
    { hash, text, scaled }: { hash: string; text: string | null; scaled: ScaledPicture[] },
  ): Promise<void> {
    const ids: string[] = [];
    for (const { bytes, width } of scaled)
      ids.push((await this.store.keepMade(tx, `${width}.webp`, bytes)).id);
    const [smallId, mediumId, largeId] = ids;
    const largest = scaled.at(-1);
    await insertRows(tx, 'catalogue.course_picture', [
      {
        course_id: courseId,
        hash,
        alternative: text,
        width: largest?.width,
        height: largest?.height,
        small_id: smallId,
        medium_id: mediumId,
        large_id: largeId,
      },
    ]);
  }

  /** Returns whether there was one. */
  private async takeAway(tx: EntityManager, courseId: string): Promise<boolean> {
    const [gone] = await rows<Files>(
      tx,
      `DELETE FROM catalogue.course_picture WHERE course_id = $1
       RETURNING small_id AS "smallId", medium_id AS "mediumId", large_id AS "largeId"`,
      [courseId],
    );
    if (gone) await this.store.remove(tx, [gone.smallId, gone.mediumId, gone.largeId]);
    return gone !== undefined;
  }

  private async record(
    tx: EntityManager,
    actor: Actor,
    action: 'course.picture-set' | 'course.picture-removed',
    subjectId: string,
  ): Promise<void> {
    // Its picture is part of what the API tells of a course, so its version is another.
    await rows(tx, 'UPDATE catalogue.course SET version = version + 1 WHERE id = $1', [subjectId]);
    await this.journal.record(tx, { action, subjectId, actorId: actor.id });
  }
}
