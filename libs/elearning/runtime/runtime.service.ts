import { Injectable } from '@nestjs/common';

import { Batcher, Clock, Database, rows, togetherOrEach } from '@academie/platform';

import { PackageStateRefused } from '../elearning.errors';
import type { OpenLaunch } from '../launch/launch.service';
import { LearningService } from '../learning/learning.service';
import { type PackageItem, trackedItems } from '../manifest/package-manifest';
import { arranged } from './arrangement';
import { type Achieved, wholeOf } from './rollup';
import type { SavedState } from './saved-state';
import { type ScormStanding, standing12, standing2004 } from './scorm-status';

/** How one part of a package stands. */
export interface ItemStanding {
  item: string;
  status: ScormStanding['status'];
  score: number | null;
  /** In all sessions. */
  seconds: number;
  isDone: boolean;
  /** How often it was begun, and whether the last time ended; of SCORM only. */
  attempts?: number;
  ended?: boolean;
}

/** What a part goes on with. */
export interface KeptState extends ItemStanding {
  data: Record<string, unknown>;
  ended: boolean;
}

/** What SCORM packages keep of learners, and when that makes a lesson done. */
@Injectable()
export class RuntimeService {
  /** Who saves at the same moment shares a statement and its commit (docs/decisions/0008). */
  private readonly saves = new Batcher<KeptRow, true>(
    (some) => togetherOrEach(some, (kept) => this.keepAll(kept)),
    RUNS,
  );

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly learning: LearningService,
  ) {}

  /** How the parts of a package stand, those that were opened. */
  standings(enrolmentId: string, packageId: string): Promise<ItemStanding[]> {
    return this.database.rows<ItemStanding>(
      `SELECT item, status, score, earlier_seconds + session_seconds AS seconds,
              done_at IS NOT NULL AS "isDone", attempts, ended
         FROM elearning.runtime_state WHERE enrolment_id = $1 AND package_id = $2`,
      [enrolmentId, packageId],
    );
  }

  /** What one part kept; undefined when it kept nothing, or is only tried. */
  async kept({ enrolmentId, packageId }: OpenLaunch, item: string): Promise<KeptState | undefined> {
    if (!enrolmentId) return undefined;
    return this.database.first<KeptState>(
      `SELECT item, status, score, earlier_seconds + session_seconds AS seconds, data, ended,
              done_at IS NOT NULL AS "isDone"
         FROM elearning.runtime_state WHERE enrolment_id = $1 AND package_id = $2 AND item = $3`,
      [enrolmentId, packageId, item],
    );
  }

  /**
   * Keeps what a part says, unless a later page of it has said something since: then only what it achieved
   * counts. Returns how it stands.
   * @throws PackageStateRefused for a part that the package does not have
   */
  async save(launch: OpenLaunch, state: SavedState): Promise<ScormStanding> {
    const item = trackedItems(launch).find(({ key }) => key === state.item);
    if (!item) throw new PackageStateRefused();
    const standing = standingOf(launch, item, state);
    if (!launch.enrolmentId || !launch.versionId || !launch.personId) return standing;
    const kept = this.rowOf(launch.enrolmentId, launch, state, standing);
    if (!standing.isDone) await this.saves.submit(kept);
    else await this.finish(launch, launch.versionId, launch.personId, kept);
    return standing;
  }

  // Under the lock of the learner: of two parts that are done in the same moment, the second one sees the first.
  private finish(
    launch: OpenLaunch,
    versionId: string,
    personId: string,
    kept: KeptRow,
  ): Promise<void> {
    return this.database.transaction(async (tx) => {
      const enrolment = { id: kept.enrolment_id, courseId: launch.courseId };
      const actor = { id: personId };
      const learning = await this.learning.lock(tx, actor, enrolment, versionId);
      await rows(tx, KEEP, [JSON.stringify([kept])]);
      const achieved = await rows<Achieved & Record<string, unknown>>(
        tx,
        `SELECT item, status, score, done_at IS NOT NULL AS "isDone" FROM elearning.runtime_state
          WHERE enrolment_id = $1 AND package_id = $2`,
        [launch.enrolmentId, launch.packageId],
      );
      const items = arranged(launch.items, kept.enrolment_id);
      const { isDone, score } = wholeOf({ items }, achieved);
      if (isDone) await this.learning.markDone(tx, actor, learning, launch.lessonKey, { score });
    });
  }

  private rowOf(
    enrolmentId: string,
    { packageId }: OpenLaunch,
    { item, cmi, session, sequence, isEnded }: SavedState,
    { status, score, seconds, isDone, isSuspended }: ScormStanding,
  ): KeptRow {
    const now = this.clock.now();
    return {
      enrolment_id: enrolmentId,
      package_id: packageId,
      item,
      data: cmi,
      ...{ status, score, session, sequence },
      session_seconds: Math.min(seconds, MOST_SECONDS),
      ended: isEnded && !isSuspended,
      saved_at: now,
      done_at: isDone ? now : null,
    };
  }

  // A statement changes a row once, so what one part of one learner says twice goes in two.
  private async keepAll(kept: KeptRow[]): Promise<true[]> {
    const waiting = new Map<string, KeptRow[]>();
    for (const row of kept) {
      const key = `${row.enrolment_id} ${row.package_id} ${row.item}`;
      waiting.set(key, [...(waiting.get(key) ?? []), row]);
    }
    for (let turn = 0; turn < kept.length; turn += 1) {
      const now = [...waiting.values()].flatMap((of) => of[turn] ?? []);
      if (now.length === 0) break;
      await this.database.prepared('elearning.keep-states', KEEP, [JSON.stringify(now)]);
    }
    return kept.map(() => true);
  }
}

/** A tab that was left open for a year. */
const MOST_SECONDS = 31_536_000;
/** Statements at once: one that waits for somebody's lock does not hold up all others. */
const RUNS = 2;

/** Columns of the row as a save has them. */
interface KeptRow {
  enrolment_id: string;
  package_id: string;
  item: string;
  data: Record<string, unknown>;
  status: ScormStanding['status'];
  score: number | null;
  session_seconds: number;
  session: string;
  sequence: number;
  ended: boolean;
  saved_at: Date;
  done_at: Date | null;
}

// Identifiers of pages rise with time.
const LATER = `(excluded.session, excluded.sequence) > (r.session, r.sequence)`;

// In the order of the key: two statements that change the same rows must not wait for each other.
const KEEP = `INSERT INTO elearning.runtime_state AS r
  (enrolment_id, package_id, item, data, status, score, earlier_seconds, session_seconds, session,
   sequence, ended, saved_at, done_at)
SELECT enrolment_id, package_id, item, data, status, score, 0, session_seconds, session,
   sequence, ended, saved_at, done_at
  FROM json_populate_recordset(NULL::elearning.runtime_state, $1)
 ORDER BY enrolment_id, package_id, item
ON CONFLICT (enrolment_id, package_id, item) DO UPDATE SET
  data = CASE WHEN ${LATER} THEN excluded.data ELSE r.data END,
  status = CASE WHEN ${LATER} THEN excluded.status ELSE r.status END,
  score = CASE WHEN ${LATER} THEN excluded.score ELSE r.score END,
  earlier_seconds = CASE WHEN excluded.session > r.session
                         THEN r.earlier_seconds + r.session_seconds ELSE r.earlier_seconds END,
  session_seconds = CASE WHEN ${LATER} THEN excluded.session_seconds ELSE r.session_seconds END,
  attempts = CASE WHEN excluded.session > r.session AND r.ended THEN r.attempts + 1 ELSE r.attempts END,
  session = greatest(r.session, excluded.session),
  sequence = CASE WHEN ${LATER} THEN excluded.sequence ELSE r.sequence END,
  ended = CASE WHEN ${LATER} THEN excluded.ended ELSE r.ended END,
  saved_at = excluded.saved_at,
  done_at = coalesce(r.done_at, excluded.done_at)`;

const standingOf = (
  { kind }: OpenLaunch,
  { sco }: PackageItem,
  { cmi }: SavedState,
): ScormStanding => (kind === 'scorm12' ? standing12(cmi, sco) : standing2004(cmi, sco));
