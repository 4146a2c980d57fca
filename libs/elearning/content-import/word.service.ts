import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';

import { Injectable } from '@nestjs/common';

import { ManageQueries } from '@academie/catalogue';
import type { Actor } from '@academie/people';
import { type DiskUploaded, HEAD_BYTES, inOwnThread, newId } from '@academie/platform';

import { UnwantedDocument, UnwantedMaterial } from '../elearning.errors';
import { MaterialService } from '../material/material.service';
import type { DocxTask } from './docx-thread';
import type { DocxAnswer } from './read-docx';

/** Megabytes that a document may have. */
export const LARGEST_DOCUMENT = 20;
const LIMITS = { megabytes: 400, milliseconds: 20_000 };

/** A document as a text that its author looks at before it is taken over. */
export interface WordText {
  text: string;
  /** Pictures that could not come along. */
  leftOut: number;
}

/** Documents of Word, as text of lessons. */
@Injectable()
export class WordService {
  constructor(
    private readonly courses: ManageQueries,
    private readonly materials: MaterialService,
  ) {}

  /**
   * Reads a document. Its pictures become files of the course, which go again when no lesson takes them.
   * @throws UnwantedDocument, CourseNotFound, NotYourTheme
   */
  async read(actor: Actor, courseId: string, upload: DiskUploaded | undefined): Promise<WordText> {
    await this.courses.course(actor, courseId);
    if (!upload) throw new UnwantedDocument('no-word');
    if (upload.tooLarge) throw new UnwantedDocument('too-much');
    if (upload.head.subarray(0, 4).equals(OLD)) throw new UnwantedDocument('old-or-locked');
    const task: DocxTask = { path: upload.path };
    const thread = path.join(__dirname, 'docx-thread');
    const answer = await inOwnThread<DocxAnswer>(thread, task, LIMITS);
    if (!answer) throw new UnwantedDocument('too-much');
    if ('problem' in answer) throw new UnwantedDocument(answer.problem);
    let { leftOut } = answer;
    const ids: (string | undefined)[] = [];
    for (const { bytes } of answer.pictures) {
      const id = await this.keep(actor, courseId, upload, Buffer.from(bytes));
      if (!id) leftOut += 1;
      ids.push(id);
    }
    const text = answer.text.replace(
      /!\[([^\]]*)\]\(image:(\d+)\)/g,
      (_all, alt: string, nth: string) => {
        const id = ids[Number(nth)];
        return id ? `![${alt}](/leren/bestanden/${id}/inhoud)` : '';
      },
    );
    return { text, leftOut };
  }

  // As if it had been uploaded by itself: it is looked at by the same rules.
  private async keep(
    actor: Actor,
    courseId: string,
    upload: DiskUploaded,
    bytes: Buffer,
  ): Promise<string | undefined> {
    const file = path.join(path.dirname(upload.path), newId());
    try {
      await fs.writeFile(file, bytes, { mode: 0o600 });
      return await this.materials.add(actor, courseId, 'picture', {
        ...{ name: 'afbeelding', path: file, size: bytes.length, tooLarge: false },
        sha256: createHash('sha256').update(bytes).digest('hex'),
        head: bytes.subarray(0, HEAD_BYTES),
      });
    } catch (error) {
      if (error instanceof UnwantedMaterial) return undefined;
      throw error;
    } finally {
      await fs.rm(file, { force: true });
    }
  }
}

/** How a document of before 2007, or one with a password, begins. */
const OLD = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);
