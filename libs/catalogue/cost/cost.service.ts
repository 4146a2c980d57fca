import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { type Actor, NotAllowed } from '@academie/people';
import { Clock, Database, Journal, newId, NotFound, rows } from '@academie/platform';

import { OfferingNotFound } from '../catalogue.errors';
import { requireManager } from '../course/theme-scope';
import type { CostForm } from './cost.dto';

/** What offerings may cost and did cost; who manages the course says so. */
@Injectable()
export class CostService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /** @throws OfferingNotFound, NotYourTheme */
  async setBudget(actor: Actor, offeringId: string, cents: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.lock(tx, actor, offeringId);
      await rows(
        tx,
        `INSERT INTO catalogue.offering_budget (offering_id, cents) VALUES ($1, $2)
         ON CONFLICT (offering_id) DO UPDATE SET cents = excluded.cents`,
        [offeringId, cents],
      );
      await this.journal.record(tx, {
        ...{ action: 'cost.budget-set', subjectId: offeringId, actorId: actor.id },
        data: { cents },
      });
    });
  }

  /** @throws OfferingNotFound, NotYourTheme */
  async add(actor: Actor, offeringId: string, { kind, about, cents }: CostForm): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.lock(tx, actor, offeringId);
      const id = newId();
      await rows(
        tx,
        `INSERT INTO catalogue.offering_cost (id, offering_id, kind, about, cents, added_at)
         VALUES ($1, $2, $3, $4, $5, $6)`,
        [id, offeringId, kind, about, cents, this.clock.now()],
      );
      await this.journal.record(tx, {
        ...{ action: 'cost.added', subjectId: offeringId, actorId: actor.id },
        data: { costId: id, kind, cents },
      });
    });
  }

  /** @throws OfferingNotFound, NotYourTheme, NotFound when it is gone */
  async remove(actor: Actor, offeringId: string, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.lock(tx, actor, offeringId);
      const [gone] = await rows<{ kind: string; cents: number }>(
        tx,
        `DELETE FROM catalogue.offering_cost WHERE id = $1 AND offering_id = $2 RETURNING kind, cents`,
        [id, offeringId],
      );
      if (!gone) throw new NotFound();
      await this.journal.record(tx, {
        ...{ action: 'cost.removed', subjectId: offeringId, actorId: actor.id },
        data: { costId: id, ...gone },
      });
    });
  }

  /** What all offerings of a year may cost. @throws NotAllowed unless an administrator says so */
  async setYear(actor: Actor, year: number, cents: number): Promise<void> {
    if (!actor.isAdministrator) throw new NotAllowed();
    await this.database.transaction(async (tx) => {
      await rows(
        tx,
        `INSERT INTO catalogue.year_budget (year, cents) VALUES ($1, $2)
         ON CONFLICT (year) DO UPDATE SET cents = excluded.cents`,
        [year, cents],
      );
      await this.journal.record(tx, {
        ...{ action: 'cost.year-set', subjectId: actor.id, actorId: actor.id },
        data: { year, cents },
      });
    });
  }

  // Not the lock of the seats: nobody who enrols waits for a bill.
  private async lock(tx: EntityManager, actor: Actor, offeringId: string): Promise<void> {
    const [offering] = await rows<{ courseId: string }>(
      tx,
      'SELECT course_id AS "courseId" FROM catalogue.offering WHERE id = $1 FOR KEY SHARE',
      [offeringId],
    );
    if (!offering) throw new OfferingNotFound();
    await requireManager(tx, actor, offering.courseId);
  }
}
