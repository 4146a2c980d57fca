import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { CountsWorkshopSeats, lockOffering } from '@academie/catalogue';
import type { Actor } from '@academie/people';
import { Clock, Database, InvalidInput, Journal, NotFound, rows } from '@academie/platform';

import { EnrolmentAccess } from '../place/enrolment-access';
import { WorkshopFull, WorkshopsClosed } from './workshop.errors';

/** A workshop of a round, with how many seats are left and whether it is chosen. */
export interface WorkshopToChoose {
  id: string;
  round: number;
  title: string;
  place: string;
  free: number;
  chosen: boolean;
}

/** SQL: a workshop `k` that is chosen, with its place. */
export const CHOSEN_TITLE = `k.title || CASE WHEN k.place <> '' THEN ' (' || k.place || ')' ELSE '' END`;

/** Who goes to one workshop. */
export interface WorkshopList {
  round: number;
  title: string;
  place: string;
  seats: number;
  enrolmentIds: string[];
}

/** Choosing workshops within one enrolment, and who goes where. */
@Injectable()
export class WorkshopChoiceService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly access: EnrolmentAccess,
  ) {}

  /** The workshops of an offering, and of an enrolment in it which are chosen. */
  toChoose(offeringId: string, enrolmentId?: string): Promise<WorkshopToChoose[]> {
    return this.database.rows<WorkshopToChoose>(
      `SELECT w.id, w.round, w.title, w.place,
              greatest(w.seats - (SELECT count(*)::int FROM enrolment.workshop_choice c WHERE c.workshop_id = w.id), 0) AS free,
              EXISTS (SELECT FROM enrolment.workshop_choice c
                       WHERE c.workshop_id = w.id AND c.enrolment_id = $2) AS chosen
         FROM catalogue.known_workshop w WHERE w.offering_id = $1 ORDER BY w.round, w.position, w.id`,
      [offeringId, enrolmentId ?? null],
    );
  }

  /** What is chosen in each of these enrolments, in the order of the rounds: "Ouders (Zaal 1)". */
  async chosen(enrolmentIds: readonly string[]): Promise<Map<string, string[]>> {
    if (enrolmentIds.length === 0) return new Map();
    const found = await this.database.rows<{ id: string; titles: string[] }>(
      `SELECT enrolment_id AS id, array_agg(${CHOSEN_TITLE} ORDER BY round) AS titles
         FROM enrolment.known_workshop_choice k WHERE enrolment_id = ANY ($1) GROUP BY 1`,
      [enrolmentIds],
    );
    return new Map(found.map(({ id, titles }) => [id, titles]));
  }

  /** Who goes to which workshop; the caller has asked who may. */
  lists(offeringId: string): Promise<WorkshopList[]> {
    return this.database.rows<WorkshopList>(
      `SELECT w.round, w.title, w.place, w.seats,
              ARRAY(SELECT c.enrolment_id FROM enrolment.workshop_choice c WHERE c.workshop_id = w.id) AS "enrolmentIds"
         FROM catalogue.known_workshop w WHERE w.offering_id = $1 ORDER BY w.round, w.position, w.id`,
      [offeringId],
    );
  }

  /**
   * Chooses these workshops in place of those chosen before, all or none; at most one of a round. Until enrolling
   * closes, for oneself or somebody whose place the actor decides about.
   * @throws NotFound (also when it is none of the actor's business), WorkshopsClosed, WorkshopFull, InvalidInput
   */
  choose(actor: Actor, enrolmentId: string, workshopIds: readonly string[]): Promise<void> {
    return this.database.transaction(async (tx) => {
      const [known] = await rows<{ offeringId: string; personId: string }>(
        tx,
        `SELECT offering_id AS "offeringId", person_id AS "personId" FROM enrolment.enrolment WHERE id = $1`,
        [enrolmentId],
      );
      const { offeringId, personId } = known ?? {};
      if (!offeringId || !personId) throw new NotFound();
      if (!(await this.access.actingAs(actor, offeringId, personId, tx))) throw new NotFound();
      const { enrolClosesAt, startsAt } = await lockOffering(tx, offeringId);
      const until = enrolClosesAt ?? startsAt;
      const [seated] = await rows(
        tx,
        `SELECT 1 FROM enrolment.enrolment WHERE id = $1 AND state = 'enrolled'`,
        [enrolmentId],
      );
      if (!seated || (until && until <= this.clock.now())) throw new WorkshopsClosed();
      const wanted = await this.wanted(tx, offeringId, enrolmentId, workshopIds);
      const full = wanted.find(({ free, chosen }) => free === 0 && !chosen);
      if (full) throw new WorkshopFull({ title: full.title });
      await rows(tx, 'DELETE FROM enrolment.workshop_choice WHERE enrolment_id = $1', [
        enrolmentId,
      ]);
      await rows(
        tx,
        `INSERT INTO enrolment.workshop_choice (enrolment_id, round, workshop_id, chosen_at)
         SELECT $1, n.round, n.id, $3 FROM jsonb_to_recordset($2) AS n (id uuid, round integer)`,
        [enrolmentId, JSON.stringify(wanted), this.clock.now()],
      );
      await this.journal.record(tx, {
        action: 'enrolment.workshops-chosen',
        subjectId: enrolmentId,
        actorId: actor.id,
        onBehalfOf: personId === actor.id ? undefined : personId,
        data: { offeringId, personId, workshopIds: wanted.map(({ id }) => id) },
      });
    });
  }

  /** How many chose each of these; catalogue asks before it takes one away. */
  @CountsWorkshopSeats()
  async counts(tx: EntityManager, workshopIds: readonly string[]): Promise<Map<string, number>> {
    const found = await rows<{ id: string; count: number }>(
      tx,
      `SELECT workshop_id AS id, count(*)::int AS count FROM enrolment.workshop_choice
        WHERE workshop_id = ANY ($1) GROUP BY workshop_id`,
      [workshopIds],
    );
    return new Map(found.map(({ id, count }) => [id, count]));
  }

  private async wanted(
    tx: EntityManager,
    offeringId: string,
    enrolmentId: string,
    workshopIds: readonly string[],
  ): Promise<WorkshopToChoose[]> {
    const asked = [...new Set(workshopIds.map((id) => id.toLowerCase()))];
    // After the lock: who chose at the same moment has committed.
    const all = await rows<WorkshopToChoose>(
      tx,
      `SELECT w.id, w.round, w.title, w.place,
              greatest(w.seats - (SELECT count(*)::int FROM enrolment.workshop_choice c WHERE c.workshop_id = w.id), 0) AS free,
              EXISTS (SELECT FROM enrolment.workshop_choice c
                       WHERE c.workshop_id = w.id AND c.enrolment_id = $2) AS chosen
         FROM catalogue.known_workshop w WHERE w.offering_id = $1`,
      [offeringId, enrolmentId],
    );
    const wanted = all.filter(({ id }) => asked.includes(id));
    const rounds = new Set(wanted.map(({ round }) => round));
    if (wanted.length < asked.length || rounds.size < wanted.length)
      throw new InvalidInput([
        { field: 'workshopIds', code: 'isIn', message: 'workshopIds: one of each round' },
      ]);
    return wanted;
  }
}
