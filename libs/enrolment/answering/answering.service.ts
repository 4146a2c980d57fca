import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { type Question, questionKind } from '@academie/catalogue';
import type { Actor } from '@academie/people';
import {
  Database,
  type DiskUploaded,
  type FileRow,
  FileStore,
  Journal,
  mediaTypeOf,
  NotFound,
  rows,
} from '@academie/platform';

import { EnrolmentAccess } from '../place/enrolment-access';
import { EnrolmentConditions, requireConditions } from '../place/enrolment-conditions';
import { NotLive } from '../place/enrolment.errors';
import { type EnrolmentState, LIVE_STATES } from '../place/enrolment-state';
import { NoAnswerFile, UnwantedAnswerFile } from './answering.errors';

/** In megabytes. */
export const LARGEST_ANSWER = 10;
/** Documents and pictures; nothing that a browser would run as a page. */
const WANTED =
  /^(?:image\/(?:png|jpeg|webp)|application\/(?:pdf|vnd\.(?:openxmlformats-officedocument|oasis\.opendocument)\.[\w.-]+))$/;

interface Own {
  personId: string;
  offeringId: string;
  state: EnrolmentState;
}

/** What is asked of somebody and what was answered, in the order of the questions; '' where nothing was. */
export interface Asked {
  questions: Question[];
  answers: string[];
}

/** Lets who has a place answer the questions of the offering afterwards: also who was enrolled by another. */
@Injectable()
export class AnsweringService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly store: FileStore,
    private readonly access: EnrolmentAccess,
    private readonly conditions: EnrolmentConditions,
  ) {}

  /** @throws NotFound when it is somebody else's */
  async asked(actor: Actor, enrolmentId: string): Promise<Asked> {
    const { offeringId } = await this.own(actor, enrolmentId);
    const { questions } = await this.conditions.of(offeringId, actor.id);
    const given = await this.database.rows<{ position: number; answer: string }>(
      'SELECT position, answer FROM enrolment.answer WHERE enrolment_id = $1',
      [enrolmentId],
    );
    const byPosition = new Map(given.map(({ position, answer }) => [position, answer]));
    return { questions, answers: questions.map((_, position) => byPosition.get(position) ?? '') };
  }

  /** Keeps all answers but files, in the order of the questions. @throws NotFound, NotLive, InvalidInput for `answers.<n>` */
  answer(actor: Actor, enrolmentId: string, answers: readonly string[]): Promise<void> {
    return this.database.transaction(async (tx) => {
      const { questions } = await this.toAnswer(tx, actor, enrolmentId);
      requireConditions({ missing: [], questions }, answers, true);
      await this.conditions.saveAnswers(tx, enrolmentId, questions, answers);
      await this.record(tx, actor, enrolmentId);
    });
  }

  /** Keeps a file as the answer to one question, in place of the one before. @throws NotFound, NotLive, NoAnswerFile, UnwantedAnswerFile */
  async addFile(
    actor: Actor,
    enrolmentId: string,
    position: number,
    upload: DiskUploaded | undefined,
  ): Promise<void> {
    await this.own(actor, enrolmentId);
    if (!upload) throw new NoAnswerFile();
    if (upload.tooLarge || !WANTED.test(await mediaTypeOf(upload.head)))
      throw new UnwantedAnswerFile();
    await this.database.transaction(async (tx) => {
      const { questions } = await this.toAnswer(tx, actor, enrolmentId);
      const question = questions[position];
      if (!question || questionKind(question) !== 'file') throw new NotFound();
      const { id, name } = await this.store.keep(tx, upload);
      const before = await rows<{ fileId: string | null }>(
        tx,
        'DELETE FROM enrolment.answer WHERE enrolment_id = $1 AND position = $2 RETURNING file_id AS "fileId"',
        [enrolmentId, position],
      );
      await rows(
        tx,
        `INSERT INTO enrolment.answer (enrolment_id, position, question, answer, file_id) VALUES ($1, $2, $3, $4, $5)`,
        [enrolmentId, position, question.text, name, id],
      );
      await this.store.remove(
        tx,
        before.flatMap(({ fileId }) => (fileId ? [fileId] : [])),
      );
      await this.record(tx, actor, enrolmentId);
    });
  }

  /** A file that was an answer: for who gave it, and who organises or gives the offering. @throws NotFound */
  async file(actor: Actor, enrolmentId: string, position: number): Promise<FileRow> {
    const found = await this.database.first<Own & { fileId: string }>(
      `SELECT e.person_id AS "personId", e.offering_id AS "offeringId", e.state, a.file_id AS "fileId"
         FROM enrolment.answer a JOIN enrolment.enrolment e ON e.id = a.enrolment_id
        WHERE e.id = $1 AND a.position = $2 AND a.file_id IS NOT NULL`,
      [enrolmentId, position],
    );
    if (!found) throw new NotFound();
    if (found.personId !== actor.id) {
      const reach = await this.access.rightsIn(actor, found.offeringId);
      if (!reach?.organises && !reach?.trains) throw new NotFound();
    }
    const file = await this.store.find(found.fileId);
    if (!file) throw new NotFound();
    return file;
  }

  private async own(actor: Actor, enrolmentId: string, tx?: EntityManager): Promise<Own> {
    const found = await this.database.first<Own>(
      `SELECT person_id AS "personId", offering_id AS "offeringId", state FROM enrolment.enrolment
        WHERE id = $1 ${tx ? 'FOR NO KEY UPDATE' : ''}`,
      [enrolmentId],
      tx,
    );
    if (found?.personId !== actor.id) throw new NotFound();
    return found;
  }

  private async toAnswer(tx: EntityManager, actor: Actor, enrolmentId: string) {
    const { offeringId, state } = await this.own(actor, enrolmentId, tx);
    if (!LIVE_STATES.some((live) => live === state)) throw new NotLive();
    return this.conditions.of(offeringId, actor.id, tx);
  }

  private async record(tx: EntityManager, actor: Actor, enrolmentId: string): Promise<void> {
    await this.journal.record(tx, {
      action: 'enrolment.answered',
      subjectId: enrolmentId,
      actorId: actor.id,
    });
  }
}
