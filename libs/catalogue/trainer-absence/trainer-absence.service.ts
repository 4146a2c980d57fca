import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import {
  Clock,
  Database,
  dayOf,
  Forgets,
  Journal,
  laterDay,
  newId,
  NotFound,
  rows,
} from '@academie/platform';

import type { TrainerAbsenceForm } from './trainer-absence.dto';
import { AbsenceDaysWrong, TooManyAbsences } from './trainer-absence.errors';

const MOST_DAYS = 366;
const MOST_KEPT = 100;

/** Keeps the days on which a trainer cannot; each keeps their own. */
@Injectable()
export class TrainerAbsenceService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /** The same days twice are one row. @throws AbsenceDaysWrong, TooManyAbsences */
  add(actor: Actor, { firstDay, lastDay }: TrainerAbsenceForm): Promise<void> {
    const isLong = lastDay >= laterDay(firstDay, MOST_DAYS);
    if (lastDay < firstDay || lastDay < dayOf(this.clock.now()) || isLong)
      throw new AbsenceDaysWrong();
    return this.database.transaction(async (tx) => {
      await rows(
        tx,
        `SELECT pg_advisory_xact_lock(hashtextextended('trainer-absence:' || $1, 0))`,
        [actor.id],
      );
      const kept = await rows<{ same: boolean }>(
        tx,
        `SELECT first_day = $2 AND last_day = $3 AS same FROM catalogue.trainer_absence
          WHERE person_id = $1`,
        [actor.id, firstDay, lastDay],
      );
      if (kept.some(({ same }) => same)) return;
      if (kept.length >= MOST_KEPT) throw new TooManyAbsences();
      await rows(
        tx,
        'INSERT INTO catalogue.trainer_absence (id, person_id, first_day, last_day) VALUES ($1, $2, $3, $4)',
        [newId(), actor.id, firstDay, lastDay],
      );
      await this.record(tx, actor, 'trainer-absence.added');
    });
  }

  /** @throws NotFound for what is not one's own */
  remove(actor: Actor, id: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const gone = await rows(
        tx,
        'DELETE FROM catalogue.trainer_absence WHERE id = $1 AND person_id = $2 RETURNING id',
        [id, actor.id],
      );
      if (gone.length === 0) throw new NotFound();
      await this.record(tx, actor, 'trainer-absence.removed');
    });
  }

  /** When somebody could not is of no use once it is over. */
  @Forgets({
    kind: 'catalogue.trainer-absences',
    days: 30,
    least: 1,
    most: 365,
    old: (before) =>
      `SELECT id::text AS key, last_day::timestamptz AS at FROM catalogue.trainer_absence
        WHERE last_day < ${before}`,
  })
  async forgetOver(tx: EntityManager, ids: string[]): Promise<void> {
    await rows(tx, 'DELETE FROM catalogue.trainer_absence WHERE id = ANY ($1)', [ids]);
  }

  // Which days they are stays out of the journal: they are forgotten, it is not.
  private async record(
    tx: EntityManager,
    actor: Actor,
    action: 'trainer-absence.added' | 'trainer-absence.removed',
  ): Promise<void> {
    await this.journal.record(tx, { action, subjectId: actor.id, actorId: actor.id });
  }
}
