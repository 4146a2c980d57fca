import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import {
  Clock,
  Database,
  type DiskUploaded,
  FileStore,
  Forgets,
  isId,
  Journal,
  mediaTypeOf,
  newId,
  NotFound,
  rows,
} from '@academie/platform';

import { requireManager } from '../course/theme-scope';
import type { MaterialForm } from './material.dto';
import {
  ConfidentialCountsNot,
  FileOrLink,
  FileTooLarge,
  NeedsAnOffering,
  UnwantedFile,
} from './material.errors';

/** By what the file is, and not by its name. Nothing that a browser would run as a page. */
const WANTED =
  /^(?:image\/(?:png|jpeg|webp|gif|avif)|video\/(?:mp4|webm)|audio\/mpeg|application\/(?:pdf|zip|vnd\.(?:openxmlformats-officedocument|oasis\.opendocument)\.[\w.-]+))$/;
/** In megabytes. */
export const LARGEST_MATERIAL = 200;

interface Content {
  url: string | null;
  upload: DiskUploaded | undefined;
}

/** Adds, replaces and takes away material of courses; who manages the course does. */
@Injectable()
export class CourseMaterialService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly store: FileStore,
  ) {}

  /** Returns its id. @throws NotYourTheme, NotFound, FileOrLink, UnwantedFile, FileTooLarge, NeedsAnOffering */
  async add(
    actor: Actor,
    courseId: string,
    given: MaterialForm,
    upload: DiskUploaded | undefined,
  ): Promise<string> {
    const content = { url: given.url ?? null, upload };
    await checkContent(content);
    const [offeringId, sessionId] = given.place === 'course' ? [] : given.place.split(':');
    if (!offeringId && (given.moment !== 'always' || given.readers === 'audience'))
      throw new NeedsAnOffering();
    return this.database.transaction(async (tx) => {
      await requireManager(tx, actor, courseId);
      if (offeringId) await this.findPlace(tx, courseId, offeringId, sessionId);
      const id = newId();
      await rows(
        tx,
        `INSERT INTO catalogue.material (id, course_id, offering_id, session_id, kind, title, file_id, url, readers,
           moment, added_at, added_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
        [
          ...[id, courseId, offeringId ?? null, sessionId ?? null, given.kind, given.title],
          ...[await this.keep(tx, content), content.url, given.readers, given.moment],
          ...[this.clock.now(), actor.id],
        ],
      );
      await this.record(tx, actor, 'material.added', id, courseId);
      return id;
    });
  }

  /** Puts a next version in its place. @throws as add, for a version that has ended NotFound */
  async replace(actor: Actor, courseId: string, id: string, content: Content): Promise<void> {
    await checkContent(content);
    await this.database.transaction(async (tx) => {
      await this.end(tx, actor, courseId, id);
      const next = newId();
      await rows(
        tx,
        `INSERT INTO catalogue.material (id, course_id, offering_id, session_id, kind, title, file_id, url, readers,
           moment, version, replaces_id, added_at, added_by, counts_as, is_proof)
         SELECT $2, course_id, offering_id, session_id, kind, title, $3, $4, readers, moment, version + 1, id, $5, $6,
                counts_as, is_proof
           FROM catalogue.material WHERE id = $1`,
        [...[id, next, await this.keep(tx, content), content.url], ...[this.clock.now(), actor.id]],
      );
      await this.record(tx, actor, 'material.replaced', next, courseId);
    });
  }

  /**
   * Says as what it counts that an organisation read it, or that it does not. From the first time on its versions are
   * kept. @throws NotYourTheme, NotFound when it has ended, ConfidentialCountsNot
   */
  async countReading(
    actor: Actor,
    courseId: string,
    id: string,
    countsAs: string | null,
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      await requireManager(tx, actor, courseId);
      const [material] = await rows<{ isConfidential: boolean }>(
        tx,
        `SELECT is_confidential AS "isConfidential" FROM catalogue.current_material WHERE id = $1 AND course_id = $2`,
        [id, courseId],
      );
      if (!material) throw new NotFound();
      if (countsAs !== null && material.isConfidential) throw new ConfidentialCountsNot();
      const changed = await rows(
        tx,
        `UPDATE catalogue.material SET counts_as = $2, is_proof = is_proof OR $2::text IS NOT NULL
          WHERE id = $1 AND ended_at IS NULL AND counts_as IS DISTINCT FROM $2 RETURNING id`,
        [id, countsAs],
      );
      if (changed.length > 0) await this.record(tx, actor, 'material.reading-set', id, courseId);
    });
  }

  /** Takes it away; nobody can have it any more. @throws NotYourTheme, NotFound when it has ended */
  async withdraw(actor: Actor, courseId: string, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.end(tx, actor, courseId, id);
      await this.record(tx, actor, 'material.withdrawn', id, courseId);
    });
  }

  /** What was taken away or replaced is kept a while, in case it was a mistake. */
  @Forgets({
    kind: 'catalogue.old-material',
    days: 180,
    least: 7,
    most: 1825,
    old: (before) =>
      `SELECT id::text AS key, ended_at AS at FROM catalogue.material
        WHERE ended_at < ${before} AND NOT is_proof`,
  })
  async forgetOld(tx: EntityManager, ids: string[]): Promise<void> {
    const gone = await rows<{ fileId: string | null }>(
      tx,
      `DELETE FROM catalogue.material WHERE id = ANY ($1) RETURNING file_id AS "fileId"`,
      [ids],
    );
    await this.store.remove(
      tx,
      gone.flatMap(({ fileId }) => (fileId ? [fileId] : [])),
    );
  }

  private async keep(tx: EntityManager, { upload }: Content): Promise<string | null> {
    return upload ? (await this.store.keep(tx, upload)).id : null;
  }

  private async end(tx: EntityManager, actor: Actor, courseId: string, id: string): Promise<void> {
    await requireManager(tx, actor, courseId);
    const ended = await rows(
      tx,
      `UPDATE catalogue.material SET ended_at = $3 WHERE id = $1 AND course_id = $2 AND ended_at IS NULL RETURNING id`,
      [id, courseId, this.clock.now()],
    );
    if (ended.length === 0) throw new NotFound();
  }

  private async findPlace(
    tx: EntityManager,
    courseId: string,
    offeringId: string,
    sessionId: string | undefined,
  ): Promise<void> {
    if (!isId(offeringId) || (sessionId !== undefined && !isId(sessionId))) throw new NotFound();
    const [found] = await rows(
      tx,
      `SELECT 1 FROM catalogue.offering o WHERE o.id = $1 AND o.course_id = $2 AND ($3::uuid IS NULL OR EXISTS (
         SELECT FROM catalogue.session s WHERE s.id = $3 AND s.offering_id = o.id))`,
      [offeringId, courseId, sessionId ?? null],
    );
    if (!found) throw new NotFound();
  }

  private async record(
    tx: EntityManager,
    actor: Actor,
    action: 'material.added' | 'material.replaced' | 'material.reading-set' | 'material.withdrawn',
    subjectId: string,
    courseId: string,
  ): Promise<void> {
    await this.journal.record(tx, { action, subjectId, actorId: actor.id, data: { courseId } });
  }
}

async function checkContent({ url, upload }: Content): Promise<void> {
  if ((url === null) === (upload === undefined)) throw new FileOrLink();
  if (!upload) return;
  if (upload.tooLarge) throw new FileTooLarge({ megabytes: LARGEST_MATERIAL });
  if (!WANTED.test(await mediaTypeOf(upload.head))) throw new UnwantedFile();
}
