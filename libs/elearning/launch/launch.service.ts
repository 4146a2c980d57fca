import { createHash, randomBytes } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import {
  Batcher,
  Clock,
  Database,
  insertRows,
  Job,
  newId,
  NotFound,
  padList,
} from '@academie/platform';

import { ContentQueries } from '../content/content.queries';
import { LearningQueries } from '../learning/learning.queries';
import { LearningService } from '../learning/learning.service';
import type { PackageItem, PackageKind } from '../manifest/package-manifest';
import { PackageQueries } from '../package/package.queries';

const HOURS = 12;
const TOKEN = /^[\w-]{43}$/;

/** What a token gives a right to. */
export interface OpenLaunch {
  id: string;
  /** Null when an author tries it. */
  enrolmentId: string | null;
  versionId: string | null;
  lessonKey: string;
  lessonTitle: string;
  courseId: string;
  packageId: string;
  kind: PackageKind;
  title: string;
  publisherId: string | null;
  items: PackageItem[];
  /** Who plays it; null when an author tries it. */
  personId: string | null;
  personName: string | null;
}

type PackagePart = 'courseId' | 'kind' | 'title' | 'publisherId' | 'items';
interface LaunchRow extends Omit<OpenLaunch, PackagePart | 'lessonTitle'> {
  hash: string;
  /** Null when an author tries it. */
  lessonTitle: string | null;
  isHeld: boolean;
}

/** Opening packages: the one who is signed in gets a token, and the token opens the package elsewhere. */
@Injectable()
export class LaunchService {
  private readonly tokens = new Batcher<string, LaunchRow | undefined>((some) => this.look(some));

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly content: ContentQueries,
    private readonly packages: PackageQueries,
    private readonly learners: LearningQueries,
    private readonly learning: LearningService,
  ) {}

  /**
   * Opens the package of a lesson for somebody with a place; who had not begun has now. Returns the token.
   * @throws NotFound
   */
  async open(
    actor: Actor,
    enrolmentId: string,
    versionId: string,
    lessonKey: string,
  ): Promise<string> {
    const enrolment = await this.learners.own(actor, enrolmentId);
    return this.database.transaction(async (tx) => {
      const learning = await this.learning.lock(tx, actor, enrolment, versionId);
      const lesson = await this.content.lesson(learning.versionId, lessonKey, tx);
      return this.insert(tx, lesson, { enrolmentId, versionId: learning.versionId });
    });
  }

  /** Opens the package of a lesson of a draft; nothing of it is kept. The caller has asked who may. */
  async try(draftId: string, lessonKey: string): Promise<string> {
    const lesson = await this.content.lesson(draftId, lessonKey);
    return this.database.transaction((tx) =>
      this.insert(tx, lesson, { enrolmentId: null, versionId: null }),
    );
  }

  /** What this token gives a right to, as long as the place is still held. @throws NotFound */
  async find(token: string): Promise<OpenLaunch> {
    if (!TOKEN.test(token)) throw new NotFound();
    const found = await this.tokens.submit(hashOf(token));
    if (!found?.isHeld) throw new NotFound();
    const { courseId, kind, title, publisherId, items } = await this.packages.played(
      found.packageId,
    );
    return {
      ...found,
      lessonTitle: found.lessonTitle ?? title,
      ...{ courseId, kind, title, publisherId, items },
    };
  }

  private async look(hashes: string[]): Promise<(LaunchRow | undefined)[]> {
    const found = await this.database.prepared<LaunchRow>(
      'elearning.launch',
      `SELECT l.token_hash AS "hash", l.id, l.enrolment_id AS "enrolmentId", l.version_id AS "versionId",
              l.lesson_key AS "lessonKey", s.title AS "lessonTitle", l.package_id AS "packageId",
              h.person_id AS "personId", x.name AS "personName",
              l.enrolment_id IS NULL OR h.id IS NOT NULL AS "isHeld"
         FROM elearning.launch l
         LEFT JOIN elearning.lesson s ON s.version_id = l.version_id AND s.key = l.lesson_key
         LEFT JOIN enrolment.held_place h ON h.id = l.enrolment_id
         LEFT JOIN people.person_name x ON x.id = h.person_id
        WHERE l.token_hash = ANY ($1) AND l.expires_at > $2`,
      [padList(hashes), this.clock.now()],
    );
    return hashes.map((hash) => found.find((row) => row.hash === hash));
  }

  /** Forgets what was opened and can no longer be played. */
  @Job('50 4 * * *', 'elearning.forget-launches')
  async forget(): Promise<void> {
    await this.database.rows('DELETE FROM elearning.launch WHERE expires_at < $1', [
      this.clock.now(),
    ]);
  }

  private async insert(
    tx: EntityManager,
    { key, packageId }: { key: string; packageId: string | null },
    owner: { enrolmentId: string | null; versionId: string | null },
  ): Promise<string> {
    if (!packageId) throw new NotFound();
    const token = randomBytes(32).toString('base64url');
    const now = this.clock.now();
    await insertRows(tx, 'elearning.launch', [
      {
        id: newId(),
        token_hash: hashOf(token),
        enrolment_id: owner.enrolmentId,
        version_id: owner.versionId,
        lesson_key: key,
        package_id: packageId,
        created_at: now,
        expires_at: new Date(now.getTime() + HOURS * 3_600_000),
      },
    ]);
    return token;
  }
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
