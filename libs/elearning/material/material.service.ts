import { Injectable } from '@nestjs/common';

import { ManageQueries } from '@academie/catalogue';
import type { Actor } from '@academie/people';
import {
  addDays,
  Clock,
  Database,
  type DiskUploaded,
  FileStore,
  Job,
  mediaTypeOf,
  rows,
  t,
} from '@academie/platform';

import { MaterialTooLarge, UnwantedMaterial } from '../elearning.errors';

/** What a lesson can hold, by what the file is and not by its name. */
const WANTED = {
  picture: /^image\/(?:png|jpeg|webp|gif|avif)$/,
  video: /^video\/(?:mp4|webm)$/,
  captions: /^text\/vtt$/,
  file: /^(?:application\/(?:pdf|zip|vnd\.(?:openxmlformats-officedocument|oasis\.opendocument)\.[\w.-]+)|text\/plain|image\/(?:png|jpeg))$/,
} as const;
export type MaterialKind = keyof typeof WANTED;

/** In megabytes; the largest is what a route takes in. */
const MOST: Record<MaterialKind, number> = { picture: 10, video: 200, captions: 1, file: 50 };
export const LARGEST = 200;

const UNUSED_DAYS = 30;

/** Files of lessons: taking them in, and removing what is used nowhere. */
@Injectable()
export class MaterialService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly store: FileStore,
    private readonly courses: ManageQueries,
  ) {}

  /**
   * Keeps an upload as material of a course. Returns the id of the file.
   * @throws UnwantedMaterial, MaterialTooLarge, CourseNotFound, NotYourTheme
   */
  async add(
    actor: Actor,
    courseId: string,
    kind: MaterialKind,
    upload: DiskUploaded,
  ): Promise<string> {
    await this.courses.course(actor, courseId);
    if (upload.tooLarge || upload.size > MOST[kind] * 1_000_000)
      throw new MaterialTooLarge({ megabytes: MOST[kind] });
    if (!WANTED[kind].test(await mediaTypeOf(upload.head)))
      throw new UnwantedMaterial({ wanted: t(`elearning.material-wanted.${kind}`) });
    await this.store.bring(upload);
    return this.database.transaction(async (tx) => {
      const { id } = await this.store.keep(tx, upload);
      await rows(
        tx,
        'INSERT INTO elearning.material (file_id, course_id, added_at) VALUES ($1, $2, $3)',
        [id, courseId, this.clock.now()],
      );
      return id;
    });
  }

  /** Removes files that no lesson of their course uses, in any version, thirty days after they came. */
  @Job('20 4 * * 0', 'elearning.unused-files')
  async removeUnused(): Promise<number> {
    return this.database.transaction(async (tx) => {
      const unused = await rows<{ id: string }>(
        tx,
        `DELETE FROM elearning.material m WHERE m.added_at < $1 AND NOT EXISTS (
           SELECT FROM elearning.lesson s JOIN elearning.content_version v ON v.id = s.version_id
            WHERE v.course_id = m.course_id AND position(m.file_id::text IN s.blocks::text) > 0)
         RETURNING m.file_id AS id`,
        [addDays(this.clock.now(), -UNUSED_DAYS)],
      );
      return this.store.remove(
        tx,
        unused.map(({ id }) => id),
      );
    });
  }
}
