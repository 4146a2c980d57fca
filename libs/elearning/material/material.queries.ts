import { Injectable } from '@nestjs/common';

import { leadsCourse } from '@academie/catalogue';
import type { Actor } from '@academie/people';
import { Database, type FileRow, FileStore, NotFound } from '@academie/platform';

/** Which files of lessons somebody may have. */
@Injectable()
export class MaterialQueries {
  constructor(
    private readonly database: Database,
    private readonly store: FileStore,
  ) {}

  /**
   * A file for who may read the lessons of its course: has a place in it or finished it, or manages it.
   * Asked at each download.
   * @throws NotFound for anybody else
   */
  async file(actor: Actor, id: string): Promise<FileRow> {
    const mine = await this.database.first(
      `SELECT 1 AS one FROM elearning.material m
        WHERE m.file_id = $1 AND ($2 OR ${leadsCourse('m.course_id', '$3')} OR EXISTS (
          SELECT FROM catalogue.course_of_offering o JOIN enrolment.held_place p
              ON p.offering_id = o.offering_id
           WHERE o.course_id = m.course_id AND p.person_id = $4))`,
      [id, actor.isAdministrator, actor.ledThemes, actor.id],
    );
    const file = mine && (await this.store.find(id));
    if (!file) throw new NotFound();
    return file;
  }
}
