import { Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';
import { Clock, Database, dayOf } from '@academie/platform';

import { seesCourse } from '../admission/sees';
import { type CourseImage, courseImage } from './course-image';
import { pictureOf, type PictureRow, type PictureSizeName } from './picture-address';

const COLUMN: Record<PictureSizeName, string> = {
  klein: 'small_id',
  midden: 'medium_id',
  groot: 'large_id',
};

/** Pictures of courses, for those who may know of the course. */
@Injectable()
export class CoursePictureQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The picture of one course, whoever asks: the caller has asked who may. */
  of(courseId: string): Promise<PictureRow | undefined> {
    return this.database.first<PictureRow>(
      'SELECT hash, alternative, width, height FROM catalogue.course_picture WHERE course_id = $1',
      [courseId],
    );
  }

  /** What stands for courses that the reader sees already, by their id. */
  async ofCourses(courseIds: readonly string[]): Promise<Map<string, CourseImage>> {
    if (courseIds.length === 0) return new Map();
    const found = await this.database.rows<{
      id: string;
      slug: string;
      picture: PictureRow | null;
      theme: string | null;
    }>(
      `SELECT c.id, c.slug, ${pictureOf('c')} AS picture,
              (SELECT t.slug FROM catalogue.course_theme ct JOIN catalogue.theme t ON t.id = ct.theme_id
                WHERE ct.course_id = c.id ORDER BY t.position LIMIT 1) AS theme
         FROM catalogue.course c WHERE c.id = ANY ($1)`,
      [courseIds],
    );
    return new Map(
      found.map(({ id, slug, picture, theme }) => [id, courseImage(slug, picture, theme)]),
    );
  }

  /**
   * The file behind an address, for who sees the page of the course: a draft for those who manage it, what is
   * confidential for those who may know of it. `isOpen` when it is for everybody.
   */
  file(
    actor: Actor | undefined,
    slug: string,
    { hash, size }: { hash: string; size: PictureSizeName },
  ): Promise<{ fileId: string; isOpen: boolean } | undefined> {
    return this.database.first(
      `SELECT p.${COLUMN[size]} AS "fileId", NOT c.confidential AND c.status <> 'draft' AS "isOpen"
         FROM catalogue.course c JOIN catalogue.course_picture p ON p.course_id = c.id
        WHERE c.slug = $1 AND p.hash LIKE $2 || '%'
          AND (c.status <> 'draft' OR catalogue.manages(c.id, $3::uuid)) AND ${seesCourse('c', '$3', '$4')}`,
      [slug, hash, actor?.id ?? null, dayOf(this.clock.now())],
    );
  }
}
