import { randomBytes } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import {
  Clock,
  CONFIG,
  type Config,
  Database,
  insertRows,
  newId,
  NotFound,
  rows,
} from '@academie/platform';

import type { OpenLaunch } from '../launch/launch.service';
import type { PackageItem } from '../manifest/package-manifest';
import { DocumentService } from '../record-store/document.service';
import { extension, LAUNCH_DATA, type LaunchMode, SESSION } from './cmi5-terms';
import { Progress, type Registered } from './progress.service';
import { Registrations } from './registrations';
import { hashOf } from './secret';
import { activityIdOf, rulesOf } from './statement-of';

/** What stands behind the address of a unit, and how it was opened. */
export interface LaunchedUnit {
  query: string;
  mode: LaunchMode;
}

/** Launching units of cmi5 (sections 8 and 10). */
@Injectable()
export class AuLaunchService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly documents: DocumentService,
    private readonly registrations: Registrations,
    private readonly progress: Progress,
  ) {}

  /**
   * Launches a unit: a session that was still open is abandoned, the launch data are written, and it is said that
   * it was launched. Who is done with it looks back, and whoever asked for another mode gets that.
   */
  async launch(
    launch: OpenLaunch,
    item: PackageItem,
    token: string,
    asked?: LaunchMode,
  ): Promise<LaunchedUnit> {
    const base = `${this.config.contentUrl ?? ''}/l/${token}`;
    const sessionId = newId();
    const { mode, registered } = await this.database.transaction(async (tx) => {
      const registration = await this.registrations.register(tx, launch);
      await this.abandonOpen(tx, launch, registration);
      const isDone = await this.progress.isDone(tx, registration.id, item);
      const chosen = asked ?? (isDone ? 'Review' : 'Normal');
      await this.open(tx, launch, registration, { item, sessionId, base, mode: chosen });
      return { mode: chosen, registered: registration };
    });
    const query = new URLSearchParams({
      endpoint: `${base}/xapi/`,
      fetch: `${base}/fetch/${sessionId}`,
      actor: JSON.stringify(registered.actor),
      registration: registered.id,
      activityId: activityIdOf(launch.packageId, launch.items, item.key),
    }).toString();
    return { query, mode };
  }

  /** What a session may use the store with; undefined when it was fetched before. @throws NotFound */
  async fetch(launch: OpenLaunch, sessionId: string): Promise<string | undefined> {
    const secret = randomBytes(32).toString('base64');
    const [session] = await this.database.rows<{ authHash: string | null; fetched: boolean }>(
      `WITH mine AS (
         SELECT s.id FROM elearning.au_session s JOIN elearning.registration r ON r.id = s.registration_id
          WHERE s.id = $1 AND (r.enrolment_id = $2 OR r.launch_id = $3) AND r.package_id = $4
       ), done AS (
         UPDATE elearning.au_session s SET auth_hash = $5 FROM mine
          WHERE s.id = mine.id AND s.auth_hash IS NULL RETURNING s.id
       ) SELECT EXISTS (SELECT FROM done) AS fetched FROM mine`,
      [sessionId, launch.enrolmentId, launch.id, launch.packageId, hashOf(secret)],
    );
    if (!session) throw new NotFound();
    return session.fetched ? secret : undefined;
  }

  private async open(
    tx: EntityManager,
    launch: OpenLaunch,
    registration: Registered,
    {
      item,
      sessionId,
      base,
      mode,
    }: { item: PackageItem; sessionId: string; base: string; mode: LaunchMode },
  ): Promise<void> {
    const now = this.clock.now();
    const rules = rulesOf(item);
    await insertRows(tx, 'elearning.au_session', [
      {
        id: sessionId,
        registration_id: registration.id,
        item: item.key,
        mode,
        launched_at: now,
        last_at: now,
      },
    ]);
    const { moveOn, masteryScore, launchParameters, entitlementKey, launchMethod } = rules;
    const data = {
      contextTemplate: {
        contextActivities: { grouping: [{ id: rules.publisherId }] },
        extensions: { [SESSION]: sessionId },
      },
      launchMode: mode,
      launchMethod,
      moveOn,
      returnURL: `${base}/einde`,
      ...(masteryScore !== null && { masteryScore }),
      ...(launchParameters !== null && { launchParameters }),
      ...(entitlementKey !== null && { entitlementKey: { courseStructure: entitlementKey } }),
    };
    const place = {
      store: 'state',
      owner: registration.id,
      activity: activityIdOf(launch.packageId, launch.items, item.key),
      name: LAUNCH_DATA,
    } as const;
    const content = Buffer.from(JSON.stringify(data));
    await this.documents.write(tx, place, { content, type: 'application/json' });
    await this.registrations.say(tx, launch, registration, {
      verb: 'launched',
      sessionId,
      item,
      extensions: {
        [extension('launchmode')]: mode,
        [extension('launchurl')]: `${base}/bestanden/${item.file ?? ''}`,
        [extension('moveon')]: moveOn,
        ...(masteryScore !== null && { [extension('masteryscore')]: masteryScore }),
        ...(launchParameters !== null && { [extension('launchparameters')]: launchParameters }),
      },
    });
    await this.registrations.conclude(tx, launch, registration, sessionId);
  }

  // Who opens a unit has left the one before, whatever that one still thinks (section 9.3.6).
  private async abandonOpen(
    tx: EntityManager,
    launch: OpenLaunch,
    registration: Registered,
  ): Promise<void> {
    const open = await rows<AbandonedRow>(
      tx,
      `UPDATE elearning.au_session SET ended_at = $2
        WHERE registration_id = $1 AND ended_at IS NULL
       RETURNING id, item, launched_at AS "launchedAt", initialized_at AS "initializedAt",
                 last_at AS "lastAt"`,
      [registration.id, this.clock.now()],
    );
    for (const session of open.filter(({ initializedAt }) => initializedAt !== null)) {
      const item = launch.items.find(({ key }) => key === session.item);
      const seconds = (session.lastAt.getTime() - session.launchedAt.getTime()) / 1000;
      if (item)
        await this.registrations.say(tx, launch, registration, {
          verb: 'abandoned',
          sessionId: session.id,
          item,
          result: { duration: `PT${Math.max(0, seconds).toFixed(2)}S` },
        });
    }
  }
}

interface AbandonedRow {
  id: string;
  item: string;
  launchedAt: Date;
  initializedAt: Date | null;
  lastAt: Date;
}
