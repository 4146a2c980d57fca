import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock, Database, rows } from '@academie/platform';

import type { OpenLaunch } from '../launch/launch.service';
import { type PackageItem, trackedItems } from '../manifest/package-manifest';
import type { XapiActor, XapiStatement } from '../xapi/statement';
import {
  BLOCK_TYPE,
  type Cmi5Verb,
  COURSE_TYPE,
  isSatisfied,
  VERBS,
  verbOf,
  type WaivedReason,
} from './cmi5-terms';
import { activityIdOf, courseIdOf } from './statement-of';

/** A registration, while its row is locked. */
export interface Registered {
  id: string;
  actor: XapiActor;
  isSatisfied: boolean;
}

/** How one unit stands. */
export interface AuStanding {
  item: string;
  completed: boolean;
  passed: boolean;
  failed: boolean;
  waived: boolean;
  score: number | null;
  seconds: number;
}

/** A block, or the course, that was just satisfied. */
export interface SatisfiedPart {
  object: { id: string; type: string; name: string };
  publisherId: string;
}

/** What was achieved in the units of a package of cmi5, and what that makes of blocks, course and lesson. */
@Injectable()
export class Progress {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** How the units of a package stand for somebody, those that were opened. */
  standings(enrolmentId: string, packageId: string, tx?: EntityManager): Promise<AuStanding[]> {
    return this.database.rows<AuStanding>(
      `${STANDING} JOIN elearning.registration r ON r.id = p.registration_id
        WHERE r.enrolment_id = $1 AND r.package_id = $2`,
      [enrolmentId, packageId],
      tx,
    );
  }

  /** How the units of all packages stand in one enrolment. */
  ofEnrolment(enrolmentId: string): Promise<(AuStanding & { packageId: string })[]> {
    return this.database.rows<AuStanding & { packageId: string }>(
      `SELECT r.package_id AS "packageId", ${COLUMNS} FROM elearning.au_progress p
         JOIN elearning.registration r ON r.id = p.registration_id WHERE r.enrolment_id = $1`,
      [enrolmentId],
    );
  }

  /** What a session said, and what any session said of its unit. */
  async saidIn(
    tx: EntityManager,
    registrationId: string,
    sessionId: string,
    item: string,
  ): Promise<{ said: Set<Cmi5Verb>; everSaid: Set<Cmi5Verb> }> {
    const verbs = await rows<{ verb: string }>(
      tx,
      `SELECT verb FROM elearning.statement
        WHERE registration_id = $1 AND session_id = $2 AND verb = ANY ($3)
          AND data #> '{context,contextActivities,category}' @> '[{"id": "https://w3id.org/xapi/cmi5/context/categories/cmi5"}]'`,
      [registrationId, sessionId, [VERBS.completed, VERBS.passed, VERBS.failed]],
    );
    const found = (await this.units(tx, registrationId)).find((one) => one.item === item);
    const everSaid = new Set<Cmi5Verb>();
    if (found?.completed) everSaid.add('completed');
    if (found?.passed) everSaid.add('passed');
    return { said: new Set(verbs.flatMap(({ verb }) => verbOf(verb) ?? [])), everSaid };
  }

  /** Whether a unit asks nothing any more of somebody who did or was waived what it asks. */
  async isDone(
    tx: EntityManager,
    registrationId: string,
    { key, au }: PackageItem,
  ): Promise<boolean> {
    if (!au || au.moveOn === 'NotApplicable') return false;
    const found = (await this.units(tx, registrationId)).find(({ item }) => item === key);
    return found !== undefined && isSatisfied(au.moveOn, found);
  }

  /** Something that counts was said of a unit. */
  async note(
    tx: EntityManager,
    registrationId: string,
    item: string,
    verb: Cmi5Verb,
    { result }: XapiStatement,
  ): Promise<void> {
    const scaled = verb === 'passed' || verb === 'failed' ? result?.score?.scaled : undefined;
    const score = scaled === undefined ? null : Math.round(Math.max(0, scaled) * 100);
    const seconds = verb === 'terminated' ? secondsOf(result?.duration) : 0;
    await rows(
      tx,
      `INSERT INTO elearning.au_progress AS p
         (registration_id, item, completed_at, passed_at, failed_at, score, seconds)
       VALUES ($1, $2, CASE WHEN $3::text = 'completed' THEN $4::timestamptz END,
               CASE WHEN $3::text = 'passed' THEN $4::timestamptz END,
               CASE WHEN $3::text = 'failed' THEN $4::timestamptz END, $5, $6)
       ON CONFLICT (registration_id, item) DO UPDATE SET
         completed_at = coalesce(p.completed_at, excluded.completed_at),
         passed_at = coalesce(p.passed_at, excluded.passed_at),
         failed_at = coalesce(p.failed_at, excluded.failed_at),
         score = coalesce(excluded.score, p.score), seconds = p.seconds + excluded.seconds`,
      [registrationId, item, verb, this.clock.now(), score, seconds],
    );
  }

  /** Returns false when it was waived or satisfied before. The caller holds the lock. */
  async waive(
    tx: EntityManager,
    registrationId: string,
    { key: item, au }: PackageItem,
    reason: WaivedReason,
  ): Promise<boolean> {
    const before = (await this.units(tx, registrationId)).find((one) => one.item === item);
    if (au && before && isSatisfied(au.moveOn, before)) return false;
    const done = await rows(
      tx,
      `INSERT INTO elearning.au_progress AS p (registration_id, item, seconds, waived) VALUES ($1, $2, 0, $3)
       ON CONFLICT (registration_id, item) DO UPDATE SET waived = excluded.waived
         WHERE p.waived IS NULL RETURNING 1 AS one`,
      [registrationId, item, reason],
    );
    return done.length > 0;
  }

  /** Blocks of which all units are satisfied since now, the innermost first; and then the course. Each once. */
  async newlySatisfied(
    tx: EntityManager,
    registration: Registered,
    launch: OpenLaunch,
  ): Promise<SatisfiedPart[]> {
    if (registration.isSatisfied) return [];
    const satisfied = satisfiedItems(launch.items, await this.units(tx, registration.id));
    const said = await rows<{ id: string }>(
      tx,
      `SELECT data -> 'object' ->> 'id' AS id FROM elearning.statement
        WHERE registration_id = $1 AND verb = $2`,
      [registration.id, VERBS.satisfied],
    );
    const before = new Set(said.map(({ id }) => id));
    const blocks = launch.items.filter(({ kind, key }) => kind === 'group' && satisfied.has(key));
    const parts = blocks.reverse().map(({ key, title }) => ({
      object: {
        id: activityIdOf(launch.packageId, launch.items, key),
        type: BLOCK_TYPE,
        name: title,
      },
      publisherId: key,
    }));
    const isWhole = trackedItems(launch).every(({ key }) => satisfied.has(key));
    if (isWhole) {
      parts.push({
        object: { id: courseIdOf(launch.packageId), type: COURSE_TYPE, name: launch.title },
        publisherId: launch.publisherId ?? courseIdOf(launch.packageId),
      });
      await rows(tx, 'UPDATE elearning.registration SET satisfied_at = $2 WHERE id = $1', [
        registration.id,
        this.clock.now(),
      ]);
    }
    return parts.filter(({ object }) => !before.has(object.id));
  }

  /**
   * Whether all units are satisfied, and what they scored. A package in which no unit asks anything is never
   * done by being opened: its reader says so.
   */
  async lessonDone(
    tx: EntityManager,
    registrationId: string,
    launch: OpenLaunch,
  ): Promise<{ score: number | null } | undefined> {
    const units = trackedItems(launch);
    if (units.every(({ au }) => au?.moveOn === 'NotApplicable')) return undefined;
    const standings = await this.units(tx, registrationId);
    const satisfied = satisfiedItems(launch.items, standings);
    if (!units.every(({ key }) => satisfied.has(key))) return undefined;
    const scores = standings.flatMap(({ score }) => score ?? []);
    const sum = scores.reduce((all, one) => all + one, 0);
    return { score: scores.length > 0 ? Math.round(sum / scores.length) : null };
  }

  private units(tx: EntityManager, registrationId: string): Promise<AuStanding[]> {
    return rows<AuStanding>(tx, `${STANDING} WHERE p.registration_id = $1`, [registrationId]);
  }
}

const COLUMNS = `p.item, p.completed_at IS NOT NULL AS completed, p.passed_at IS NOT NULL AS passed,
              p.failed_at IS NOT NULL AS failed, p.waived IS NOT NULL AS waived, p.score, p.seconds`;
const STANDING = `SELECT ${COLUMNS} FROM elearning.au_progress p`;

/** Units that are satisfied, and blocks of which every unit within is. */
function satisfiedItems(
  items: readonly PackageItem[],
  standings: readonly AuStanding[],
): Set<string> {
  const found = new Set<string>();
  for (const { key, kind, au } of items) {
    const standing = standings.find(({ item }) => item === key);
    const achieved = {
      completed: standing?.completed ?? false,
      passed: standing?.passed ?? false,
      waived: standing?.waived ?? false,
    };
    if (kind === 'au' && au && isSatisfied(au.moveOn, achieved)) found.add(key);
  }
  // Items stand in order, those within a block after it.
  for (const { key, kind } of [...items].reverse())
    if (
      kind === 'group' &&
      items.filter(({ parent }) => parent === key).every((one) => found.has(one.key))
    )
      found.add(key);
  return found;
}

function secondsOf(duration = ''): number {
  const [, days = '0', hours = '0', minutes = '0', seconds = '0'] =
    /^P(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8})(?:\.\d{1,9})?S)?)?$/.exec(
      duration,
    ) ?? [];
  const sum = Number(days) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return Math.min(sum, 31_536_000);
}
