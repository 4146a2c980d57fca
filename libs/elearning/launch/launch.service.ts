import { createHash, randomBytes } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import { Clock, Database, insertRows, Job, newId, NotFound } from '@academie/platform';

import { ContentQueries } from '../content/content.queries';
import { LearningQueries } from '../learning/learning.queries';
import { LearningService } from '../learning/learning.service';
import type { PackageItem, PackageKind } from '../manifest/package-manifest';

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

/** Opening packages: the one who is signed in gets a token, and the token opens the package elsewhere. */
@Injectable()
export class LaunchService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly content: ContentQueries,
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
    const [found] = await this.database.prepared<OpenLaunch & { isHeld: boolean }>(
      'elearning.launch',
      `SELECT l.id, l.enrolment_id AS "enrolmentId", l.version_id AS "versionId", l.lesson_key AS "lessonKey",
              coalesce(s.title, p.title) AS "lessonTitle", p.course_id AS "courseId",
              l.package_id AS "packageId", p.kind, p.title, p.publisher_id AS "publisherId", p.items,
              h.person_id AS "personId", x.name AS "personName",
              l.enrolment_id IS NULL OR h.id IS NOT NULL AS "isHeld"
         FROM elearning.launch l JOIN elearning.package p ON p.id = l.package_id
         LEFT JOIN elearning.lesson s ON s.version_id = l.version_id AND s.key = l.lesson_key
         LEFT JOIN enrolment.held_place h ON h.id = l.enrolment_id
         LEFT JOIN people.person_name x ON x.id = h.person_id
        WHERE l.token_hash = $1 AND l.expires_at > $2`,
      [hashOf(token), this.clock.now()],
    );
    if (!found?.isHeld) throw new NotFound();
    return found;
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
