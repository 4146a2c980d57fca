import { createHash } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock, CONFIG, type Config, newId, NotFound, rows } from '@academie/platform';

import type { OpenLaunch } from '../launch/launch.service';
import { LearningService } from '../learning/learning.service';
import type { PackageItem } from '../manifest/package-manifest';
import { StatementService } from '../record-store/statement.service';
import type { XapiActor, XapiStatement } from '../xapi/statement';
import { Progress, type Registered } from './progress.service';
import { activityIdOf, type OurStatement, rulesOf, statementOf } from './statement-of';

/** Registrations of learners in packages of cmi5, and what the academie says of them itself. */
@Injectable()
export class Registrations {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    private readonly learning: LearningService,
    private readonly statements: StatementService,
    private readonly progress: Progress,
  ) {}

  // One registration for an enrolment and a package, also when two tabs open it at once. Locked from here on.
  async register(tx: EntityManager, launch: OpenLaunch): Promise<Registered> {
    const owner = launch.personId ?? launch.id;
    await rows(
      tx,
      `INSERT INTO elearning.registration (enrolment_id, launch_id, package_id, actor, created_at)
       VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
      [
        launch.enrolmentId,
        launch.enrolmentId ? null : launch.id,
        launch.packageId,
        JSON.stringify(this.actorOf(owner)),
        this.clock.now(),
      ],
    );
    const [found] = await rows<{ id: string }>(
      tx,
      `SELECT id FROM elearning.registration
        WHERE package_id = $3 AND (enrolment_id = $1 OR launch_id = $2)`,
      [launch.enrolmentId, launch.id, launch.packageId],
    );
    return this.lock(tx, found?.id ?? '');
  }

  /** @throws NotFound */
  async lock(tx: EntityManager, id: string): Promise<Registered> {
    const [found] = await rows<Registered>(
      tx,
      `SELECT id, actor, satisfied_at IS NOT NULL AS "isSatisfied" FROM elearning.registration
        WHERE id = $1 FOR UPDATE`,
      [id],
    );
    if (!found) throw new NotFound();
    return found;
  }

  // What all parts of a block, or of the course, make of it (section 9.3.9); and of the lesson.
  async conclude(
    tx: EntityManager,
    launch: OpenLaunch,
    registration: Registered,
    sessionId: string,
  ): Promise<void> {
    for (const part of await this.progress.newlySatisfied(tx, registration, launch))
      await this.keepOurs(tx, registration, {
        id: newId(),
        actor: registration.actor,
        registrationId: registration.id,
        sessionId,
        verb: 'satisfied',
        object: part.object,
        publisherId: part.publisherId,
        at: this.clock.now(),
      });
    const { enrolmentId, versionId, personId, courseId, lessonKey } = launch;
    if (!enrolmentId || !versionId || !personId) return;
    const done = await this.progress.lessonDone(tx, registration.id, launch);
    if (!done) return;
    const actor = { id: personId };
    const learning = await this.learning.lock(tx, actor, { id: enrolmentId, courseId }, versionId);
    await this.learning.markDone(tx, actor, learning, lessonKey, { score: done.score });
  }

  say(
    tx: EntityManager,
    launch: OpenLaunch,
    registration: Registered,
    our: Pick<OurStatement, 'verb' | 'sessionId'> & {
      item: PackageItem;
      result?: XapiStatement['result'];
      extensions?: Record<string, unknown>;
    },
  ): Promise<void> {
    const { item, verb, sessionId, result, extensions } = our;
    return this.keepOurs(tx, registration, {
      id: newId(),
      actor: registration.actor,
      registrationId: registration.id,
      sessionId,
      verb,
      object: { id: activityIdOf(launch.packageId, launch.items, item.key), name: item.title },
      publisherId: rulesOf(item).publisherId,
      at: this.clock.now(),
      ...(result && { result }),
      ...(extensions && { extensions }),
    });
  }

  private keepOurs(tx: EntityManager, { id }: Registered, our: OurStatement): Promise<void> {
    const scope = { registrationId: id, sessionId: null, authority: this.authority };
    return this.statements.keep(tx, scope, [statementOf(our)]);
  }

  /** In whose name statements are stored. */
  get authority(): XapiActor {
    return {
      objectType: 'Agent',
      account: { homePage: this.config.publicUrl, name: 'academie' },
    };
  }

  // An account that says nothing of who it is, and is the same in all packages.
  private actorOf(owner: string): XapiActor {
    const name = createHash('sha256').update(`xapi:${owner}`).digest('hex').slice(0, 32);
    return { objectType: 'Agent', account: { homePage: this.config.publicUrl, name } };
  }
}
