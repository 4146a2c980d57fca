import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock, Database, rows } from '@academie/platform';

import { PackageStateRefused } from '../elearning.errors';
import type { OpenLaunch } from '../launch/launch.service';
import { LearningService } from '../learning/learning.service';
import { type PackageItem, trackedItems } from '../manifest/package-manifest';
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
    if (!standing.isDone) await this.keep(undefined, launch, state, standing);
    else await this.finish(launch, launch.versionId, launch.personId, state, standing);
    return standing;
  }

  // Under the lock of the learner: of two parts that are done in the same moment, the second one sees the first.
  private finish(
    launch: OpenLaunch,
    versionId: string,
    personId: string,
    state: SavedState,
    standing: ScormStanding,
  ): Promise<void> {
    return this.database.transaction(async (tx) => {
      const enrolment = { id: launch.enrolmentId ?? '', courseId: launch.courseId };
      const actor = { id: personId };
      const learning = await this.learning.lock(tx, actor, enrolment, versionId);
      await this.keep(tx, launch, state, standing);
      const [whole] = await rows<{ count: number; score: number | null }>(
        tx,
        `SELECT count(*)::int AS count, round(avg(score))::int AS score FROM elearning.runtime_state
          WHERE enrolment_id = $1 AND package_id = $2 AND done_at IS NOT NULL`,
        [launch.enrolmentId, launch.packageId],
      );
      if (whole?.count === trackedItems(launch).length)
        await this.learning.markDone(tx, actor, learning, launch.lessonKey, { score: whole.score });
    });
  }

  private async keep(
    tx: EntityManager | undefined,
    { enrolmentId, packageId }: OpenLaunch,
    state: SavedState,
    standing: ScormStanding,
  ): Promise<void> {
    const params = [
      enrolmentId,
      packageId,
      state.item,
      JSON.stringify(state.cmi),
      standing.status,
      standing.score,
      Math.min(standing.seconds, MOST_SECONDS),
      state.session,
      state.sequence,
      state.isEnded && !standing.isSuspended,
      this.clock.now(),
      standing.isDone,
    ];
    if (tx) await rows(tx, KEEP, params);
    // Most saves are no more than this, so that it is planned once for each connection.
    else await this.database.prepared('elearning.keep-state', KEEP, params);
  }
}

/** A tab that was left open for a year. */
const MOST_SECONDS = 31_536_000;

// Identifiers of pages rise with time.
const LATER = `(excluded.session, excluded.sequence) > (r.session, r.sequence)`;

const KEEP = `INSERT INTO elearning.runtime_state AS r
  (enrolment_id, package_id, item, data, status, score, earlier_seconds, session_seconds, session,
   sequence, ended, saved_at, done_at)
VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $8, $9, $10, $11, CASE WHEN $12 THEN $11::timestamptz END)
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
