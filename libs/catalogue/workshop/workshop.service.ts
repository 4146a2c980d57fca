import { Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';
import {
  Database,
  type FieldProblem,
  InvalidInput,
  Journal,
  newId,
  rows,
} from '@academie/platform';

import { lockManaged, requireRunning } from '../offering/offering-lock';
import { WorkshopsChosen } from '../catalogue.errors';
import type { WorkshopFields } from './workshop.dto';
import { WorkshopSeats } from './workshop-seats';

/** A workshop of an offering. */
export interface WorkshopRow {
  id: string;
  round: number;
  title: string;
  place: string;
  seats: number;
}

/** The parallel workshops of an offering, for who manages it. */
@Injectable()
export class WorkshopService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly seats: WorkshopSeats,
  ) {}

  /** In their order; the caller has asked who may. */
  of(offeringId: string): Promise<WorkshopRow[]> {
    return this.database.rows<WorkshopRow>(
      `SELECT id, round, title, place, seats FROM catalogue.workshop
        WHERE offering_id = $1 ORDER BY round, position, id`,
      [offeringId],
    );
  }

  /**
   * Makes them as given. One that somebody chose stays, in its round, with at least so many seats.
   * @throws OfferingNotFound, NotYourTheme, OfferingIsOver, WorkshopsChosen, InvalidInput
   */
  set(actor: Actor, offeringId: string, given: readonly WorkshopFields[]): Promise<void> {
    return this.database.transaction(async (tx) => {
      requireRunning(await lockManaged(tx, actor, offeringId));
      const stored = await rows<WorkshopRow>(
        tx,
        'SELECT id, round, title, place, seats FROM catalogue.workshop WHERE offering_id = $1',
        [offeringId],
      );
      const chosen = await this.seats.of(
        tx,
        stored.map(({ id }) => id),
      );
      const missing = stored.filter(
        ({ id }) => chosen.get(id) && !given.some((workshop) => workshop.id === id),
      );
      if (missing.length > 0)
        throw new WorkshopsChosen(
          missing.map(({ title }) => title).join(', '),
          missing.map(({ id }) => id),
        );
      const problems = problemsOf(stored, chosen, given);
      if (problems.length > 0) throw new InvalidInput(problems);
      const known = new Set(stored.map(({ id }) => id));
      const next = given.map(({ id, ...fields }, position) => ({
        ...{ id: id && known.has(id) ? id : newId(), position },
        ...{ round: fields.round, title: fields.title, place: fields.place, seats: fields.seats },
      }));
      await rows(
        tx,
        'DELETE FROM catalogue.workshop WHERE offering_id = $1 AND id <> ALL ($2::uuid[])',
        [offeringId, next.map(({ id }) => id)],
      );
      await rows(
        tx,
        `INSERT INTO catalogue.workshop (id, offering_id, round, title, place, seats, position)
         SELECT n.id, $1, n.round, n.title, n.place, n.seats, n.position
           FROM jsonb_to_recordset($2) AS n (id uuid, round integer, title text, place text, seats integer, position integer)
         ON CONFLICT ON CONSTRAINT workshop_pk DO UPDATE SET round = EXCLUDED.round, title = EXCLUDED.title,
           place = EXCLUDED.place, seats = EXCLUDED.seats, position = EXCLUDED.position`,
        [offeringId, JSON.stringify(next)],
      );
      await this.journal.record(tx, {
        action: 'offering.workshops-set',
        subjectId: offeringId,
        actorId: actor.id,
        data: { count: next.length },
      });
    });
  }
}

function problemsOf(
  stored: readonly WorkshopRow[],
  chosen: ReadonlyMap<string, number>,
  given: readonly WorkshopFields[],
): FieldProblem[] {
  const problem = (field: string, name: string): FieldProblem => ({
    ...{ field, code: `catalogue.${name}`, message: `${field}: ${name}` },
  });
  return stored.flatMap((before) => {
    const count = chosen.get(before.id) ?? 0;
    if (count === 0) return [];
    const at = given.findIndex(({ id }) => id === before.id);
    const now = given[at];
    if (!now) return [];
    return [
      ...(now.seats < count ? [problem(`workshops.${at}.seats`, 'workshop-seats-chosen')] : []),
      ...(now.round === before.round ? [] : [problem(`workshops.${at}.round`, 'workshop-chosen')]),
    ];
  });
}
