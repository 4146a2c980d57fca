import type { Readable } from 'node:stream';

import { Injectable } from '@nestjs/common';

import { FileStore, Installation, t } from '@academie/platform';

import { ContentQueries } from '../content/content.queries';
import { CoursePaper } from './course-paper';
import type { ExportedCourse } from './exported-course';
import { Paper } from './paper';

/** What a PDF can hold; of other pictures it has the text. */
const DRAWN = /^image\/(?:png|jpeg)$/;

/** A course to print. */
@Injectable()
export class CoursePdf {
  constructor(
    private readonly content: ContentQueries,
    private readonly store: FileStore,
    private readonly installation: Installation,
  ) {}

  /** Written while it is sent, lesson by lesson. */
  async stream(
    course: ExportedCourse,
    version: { number: number; publishedAt: Date },
  ): Promise<Readable> {
    const { name } = this.installation.current;
    const paper = await Paper.begin(course.title, name, version.publishedAt);
    const doc = paper.doc as Readable;
    this.draw(paper, course, version.number).catch((error: unknown) => {
      doc.destroy(error instanceof Error ? error : new Error(String(error)));
    });
    return doc;
  }

  private async draw(paper: Paper, course: ExportedCourse, number: number): Promise<void> {
    const writer = new CoursePaper(paper, (id) => this.picture(course, id));
    paper.heading('H1', course.title);
    paper.text(t('elearning.editor.version', { number }), { isSoft: true });
    for (const { title, lessons } of course.modules) {
      paper.heading('H2', title);
      for (const { key } of lessons)
        await writer.lesson(await this.content.lesson(course.versionId, key));
    }
    await writer.answers();
    paper.end();
  }

  private async picture(course: ExportedCourse, id: string): Promise<Buffer | undefined> {
    const file = course.files.get(id);
    if (!file || !DRAWN.test(file.row.mediaType)) return undefined;
    const parts: Buffer[] = [];
    for await (const part of (await this.store.read(file.row)) as AsyncIterable<Buffer>)
      parts.push(part);
    return Buffer.concat(parts);
  }
}
