import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import { Clock, Database, Journal, newId, rows } from '@academie/platform';

import type { OpenLaunch } from '../launch/launch.service';
import type { PackageItem } from '../manifest/package-manifest';
import { AttachmentService } from '../record-store/attachment.service';
import { StatementService } from '../record-store/statement.service';
import { type AttachedBytes, checkAttached } from '../xapi/attachments';
import type { XapiStatement } from '../xapi/statement';
import { XapiError } from '../xapi/xapi-error';
import { type Cmi5Verb, REASON, type WaivedReason } from './cmi5-terms';
import { Progress, type Registered } from './progress.service';
import { Registrations } from './registrations';
import { hashOf } from './secret';
import { accept, type SessionState } from './session-rules';
import { activityIdOf, rulesOf } from './statement-of';

/** A session that may use the record store. */
export interface AuthorizedSession {
  registration: Registered;
  sessionId: string;
  item: PackageItem;
}

interface SessionRow {
  id: string;
  item: string;
  mode: SessionState['mode'];
  initializedAt: Date | null;
  endedAt: Date | null;
}

/** Taking in what units of cmi5 say, and what comes of it. */
@Injectable()
export class Cmi5Service {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly journal: Journal,
    private readonly statements: StatementService,
    private readonly attachments: AttachmentService,
    private readonly registrations: Registrations,
    private readonly progress: Progress,
  ) {}

  /** Whose session this is. @throws XapiError 401 */
  async authorize(launch: OpenLaunch, header: string | undefined): Promise<AuthorizedSession> {
    const [, secret] = /^Basic ([\w+/=-]{20,100})$/i.exec(header ?? '') ?? [];
    const found =
      secret &&
      (await this.database.first<Registered & { sessionId: string; item: string }>(
        `SELECT r.id, r.actor, r.satisfied_at IS NOT NULL AS "isSatisfied", s.id AS "sessionId", s.item
         FROM elearning.registration r JOIN elearning.au_session s ON s.registration_id = r.id
        WHERE s.auth_hash = $1 AND (r.enrolment_id = $2 OR r.launch_id = $3) AND r.package_id = $4`,
        [hashOf(secret), launch.enrolmentId, launch.id, launch.packageId],
      ));
    const item = found && launch.items.find(({ key }) => key === found.item);
    if (!found || !item) throw new XapiError(401, 'no session has this');
    const { sessionId, id, actor, isSatisfied } = found;
    return { registration: { id, actor, isSatisfied }, sessionId, item };
  }

  /** Takes in what a session says: all of it or nothing. @throws XapiError 400, 403, 409, 413 */
  async take(
    launch: OpenLaunch,
    { registration, sessionId, item }: AuthorizedSession,
    given: readonly XapiStatement[],
    attached: readonly AttachedBytes[] = [],
  ): Promise<void> {
    checkAttached(given, attached);
    const scope = {
      registrationId: registration.id,
      sessionId,
      authority: this.registrations.authority,
    };
    await this.database.transaction(async (tx) => {
      const locked = await this.registrations.lock(tx, registration.id);
      const fresh = await this.statements.unknown(tx, scope, given);
      if (fresh.length === 0) return;
      const state = await this.stateOf(tx, registration.id, sessionId);
      const rules = rulesOf(item);
      const activityId = activityIdOf(launch.packageId, launch.items, item.key);
      const verbs = fresh.map(
        (one) =>
          [accept(state, { actor: registration.actor, activityId, rules }, one), one] as const,
      );
      await this.statements.keep(tx, scope, fresh);
      await this.attachments.keep(tx, registration.id, attached);
      await this.note(tx, state, item.key, verbs);
      await this.registrations.conclude(tx, launch, locked, sessionId);
    });
  }

  /**
   * Says that a unit need not be done, and why. Returns false, and changes nothing, when it was waived or done
   * before. The caller has asked who may.
   */
  async waive(
    actor: Pick<Actor, 'id'>,
    launch: OpenLaunch,
    item: PackageItem,
    reason: WaivedReason,
  ): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const registration = await this.registrations.register(tx, launch);
      const sessionId = newId();
      if (!(await this.progress.waive(tx, registration.id, item, reason))) return false;
      await this.registrations.say(tx, launch, registration, {
        verb: 'waived',
        sessionId,
        item,
        result: { success: true, completion: true, extensions: { [REASON]: reason } },
      });
      const { enrolmentId, courseId, packageId, lessonKey } = launch;
      await this.journal.record(tx, {
        action: 'unit.waived',
        subjectId: enrolmentId ?? launch.id,
        actorId: actor.id,
        data: { courseId, packageId, lessonKey, item: item.key, reason },
      });
      await this.registrations.conclude(tx, launch, registration, sessionId);
      return true;
    });
  }

  private async stateOf(
    tx: EntityManager,
    registrationId: string,
    sessionId: string,
  ): Promise<SessionState> {
    const [session] = await rows<SessionRow>(
      tx,
      `SELECT id, item, mode, initialized_at AS "initializedAt", ended_at AS "endedAt"
         FROM elearning.au_session WHERE id = $1 AND registration_id = $2`,
      [sessionId, registrationId],
    );
    if (!session) throw new XapiError(401, 'no session has this');
    const said = await this.progress.saidIn(tx, registrationId, sessionId, session.item);
    return {
      id: session.id,
      registrationId,
      mode: session.mode,
      initialized: session.initializedAt !== null,
      ended: session.endedAt !== null,
      ...said,
    };
  }

  private async note(
    tx: EntityManager,
    state: SessionState,
    item: string,
    verbs: readonly (readonly [Cmi5Verb | undefined, XapiStatement])[],
  ): Promise<void> {
    const now = this.clock.now();
    await rows(
      tx,
      `UPDATE elearning.au_session SET last_at = $2::timestamptz, ended_at = CASE WHEN $3 THEN $2::timestamptz END,
              initialized_at = CASE WHEN $4 THEN coalesce(initialized_at, $2::timestamptz) END
        WHERE id = $1`,
      [state.id, now, state.ended, state.initialized],
    );
    // What is said while looking around or back counts for nothing, not even as time.
    if (state.mode !== 'Normal') return;
    for (const [verb, statement] of verbs)
      if (verb) await this.progress.note(tx, state.registrationId, item, verb, statement);
  }
}
