import { Injectable } from '@nestjs/common';

import { ManageQueries } from '@academie/catalogue';
import type { Actor } from '@academie/people';
import {
  addDays,
  Clock,
  Database,
  type DiskUploaded,
  FileStore,
  insertRows,
  Job,
  Journal,
  newId,
  rows,
} from '@academie/platform';

import type { PackageKind } from '../manifest/package-manifest';
import { broken } from '../manifest/package-problem';
import { pathKey } from '../manifest/package-path';
import { readPackage } from './read-package';

/** Megabytes that a zip may have. */
export const LARGEST_PACKAGE = 500;

const UNUSED_DAYS = 30;
/** Rows of one statement. */
const AT_ONCE = 2000;

/** A package that was taken in. */
export interface AddedPackage {
  id: string;
  kind: PackageKind;
  title: string;
}

/** Taking packages in, and removing those that no lesson uses. */
@Injectable()
export class PackageService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly journal: Journal,
    private readonly store: FileStore,
    private readonly courses: ManageQueries,
  ) {}

  /**
   * Looks at a package from its first to its last byte and keeps it, all of it or nothing.
   * @throws BrokenPackage, CourseNotFound, NotYourTheme
   */
  async add(actor: Actor, courseId: string, upload: DiskUploaded): Promise<AddedPackage> {
    await this.courses.course(actor, courseId);
    if (upload.tooLarge) throw broken('too-large', { what: String(LARGEST_PACKAGE) });
    const { manifest, entries, unpacked } = await readPackage(upload.path, upload.size);
    const { kind, title } = manifest;
    await this.store.bring(upload);
    return this.database.transaction(async (tx) => {
      const file = await this.store.keep(tx, upload);
      const id = newId();
      await insertRows(tx, 'elearning.package', [
        {
          id,
          course_id: courseId,
          file_id: file.id,
          sha256: file.sha256,
          name: file.name,
          kind,
          title: title || file.name,
          publisher_id: manifest.courseId,
          items: manifest.items,
          files: entries.length,
          unpacked,
          added_at: this.clock.now(),
          added_by: actor.id,
        },
      ]);
      const files = entries.map((entry) => ({
        package_id: id,
        path: pathKey(entry.path),
        start: entry.start,
        compressed: entry.compressed,
        size: entry.size,
        deflated: entry.isDeflated,
        crc: entry.crc,
      }));
      for (let at = 0; at < files.length; at += AT_ONCE)
        await insertRows(tx, 'elearning.package_file', files.slice(at, at + AT_ONCE));
      await this.journal.record(tx, {
        action: 'package.added',
        subjectId: id,
        actorId: actor.id,
        data: { courseId, kind, files: entries.length },
      });
      return { id, kind, title: title || file.name };
    });
  }

  /** Removes packages that no lesson holds, in any version, thirty days after they came. */
  @Job('40 4 * * 0', 'elearning.unused-packages')
  async removeUnused(): Promise<number> {
    return this.database.transaction(async (tx) => {
      const unused = await rows<{ fileId: string }>(
        tx,
        `DELETE FROM elearning.package p WHERE p.added_at < $1
            AND NOT EXISTS (SELECT FROM elearning.lesson s WHERE s.package_id = p.id)
         RETURNING p.file_id AS "fileId"`,
        [addDays(this.clock.now(), -UNUSED_DAYS)],
      );
      return this.store.remove(
        tx,
        unused.map(({ fileId }) => fileId),
      );
    });
  }
}
