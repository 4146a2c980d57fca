import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { lockOffering } from '@academie/catalogue';
import { type Actor, NotAllowed } from '@academie/people';
import { Clock, Database, Journal, NotFound, rows } from '@academie/platform';

import { NotAdmitted } from '../admission/admitted';
import { EnrolmentConditions, requireConditions } from './enrolment-conditions';
import { type EnrolResult, type EnrolCommand, EnrolStatement } from './enrol.statement';
import * as refusals from './enrolment.errors';
import { EnrolmentAccess } from './enrolment-access';
import { type EnrolmentSource, type EnrolmentState, isLive } from './enrolment-state';
import { hasStarted, isLate } from '../waiting-list/enrolment-window';
import { WaitingList } from '../waiting-list/waiting-list';
import { NotTheirWorkplace } from '../workplace/workplace.errors';
import { Workplaces } from '../workplace/workplaces';

/** Where somebody stands after a command. */
export interface EnrolmentStatus {
  id: string;
  state: EnrolmentState;
  /** Place on the waiting list, from 1; only while waiting. */
  waitingPosition?: number | undefined;
}

/** Who is to get a place, where, and in what capacity somebody asks for it. */
export interface EnrolRequestFacts {
  offeringId: string;
  personId: string;
  source: EnrolmentSource;
  /** To the questions of the offering, in their order. */
  answers?: readonly string[];
  /** The order of programmes does not bind. */
  mayOvertake?: boolean;
}

interface Current {
  state: EnrolmentState;
  overbooked: boolean;
  organisationId: string | null;
}

@Injectable()
export class EnrolmentService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly statement: EnrolStatement,
    private readonly clock: Clock,
    private readonly access: EnrolmentAccess,
    private readonly waitingList: WaitingList,
    private readonly conditions: EnrolmentConditions,
    private readonly workplaces: Workplaces,
  ) {}

  /**
   * Takes a place in the offering, or the last one on its waiting list, or asks for one where somebody
   * has to agree: for the actor, or for somebody the actor may enrol. `answers` are to the questions of
   * the offering, in their order. One round trip for oneself (docs/decisions/0010), unless the
   * offering asks for more than a seat (docs/decisions/0020). Who works for several organisations says for
   * which one with `organisationId`; whoever is sent by a coordinator comes for that organisation.
   * @throws NotTheirWorkplace, NotAllowed, NotFound (also for what the actor may not know of), AlreadyEnrolled, NotAdmitted,
   *   OfferingCancelled, NotOpenYet, EnrolmentClosed, OfferingStarted, PrerequisiteMissing, StepFirstMissing,
   *   StepOvertaken, InvalidInput for `answers.<n>`
   */
  async enrol(
    actor: Actor,
    offeringId: string,
    personId = actor.id,
    answers: readonly string[] = [],
    organisationId?: string,
  ): Promise<EnrolmentStatus> {
    const source = await this.sourceOf(actor, offeringId, personId);
    if (organisationId !== undefined && source !== 'coordinator') {
      // Before the place is taken: a wrong answer must not leave somebody enrolled.
      const choices = await this.workplaces.choices(personId, offeringId);
      if (!choices.some(({ id }) => id === organisationId)) throw new NotTheirWorkplace();
    }
    const standing = await this.enrolUnchecked(actor, {
      ...{ offeringId, personId, source, answers, mayOvertake: source === 'organiser' },
    });
    if (source === 'coordinator') await this.workplaces.stateByCoordinator(actor, standing.id);
    else if (organisationId !== undefined)
      await this.workplaces.state(actor, standing.id, { organisationId });
    return standing;
  }

  /**
   * Takes the place without asking on what ground: the caller knows. Inside `tx` when given, whose
   * work goes on after a refusal. @throws as enrol, but never NotAllowed
   */
  async enrolUnchecked(
    actor: Actor,
    placement: EnrolRequestFacts,
    tx?: EntityManager,
  ): Promise<EnrolmentStatus> {
    const ask = askOf(actor, placement);
    const answer = await (tx ? this.statement.enrolIn(tx, ask) : this.statement.enrol(ask));
    if (answer.outcome !== 'conditions') return standingOf(answer);
    return tx
      ? this.onConditions(tx, actor, placement)
      : this.database.transaction((own) => this.onConditions(own, actor, placement));
  }

  /**
   * Gives up a place or a wait, and lets the list move up in the same transaction. For oneself, for a
   * person of an organisation the actor coordinates, or for anybody as organiser. Doing it twice
   * changes nothing.
   * @throws NotFound (also when it is none of the actor's business), NotLive, OfferingStarted
   */
  cancel(actor: Actor, enrolmentId: string, reason?: string): Promise<EnrolmentStatus> {
    return this.database.transaction(async (tx) => {
      const [known] = await rows<{ offeringId: string; personId: string }>(
        tx,
        `SELECT offering_id AS "offeringId", person_id AS "personId"
           FROM enrolment.enrolment WHERE id = $1`,
        [enrolmentId],
      );
      if (!known) throw new NotFound();
      const { offeringId, personId } = known;
      const by = await this.access.actingAs(actor, offeringId, personId, tx);
      if (!by) throw new NotFound();

      const offering = await lockOffering(tx, offeringId);
      const { state, overbooked, organisationId } = await this.current(tx, enrolmentId);
      if (state === 'cancelled') return { id: enrolmentId, state };
      if (!isLive(state)) throw new refusals.NotLive();
      const now = this.clock.now();
      if (hasStarted(offering, now)) throw new refusals.OfferingStarted();

      const hadSeat = state === 'enrolled' || state === 'offered';
      const late = state === 'enrolled' && isLate(offering, now);
      await rows(
        tx,
        `UPDATE enrolment.enrolment
            SET state = 'cancelled', cancelled_by = $2, late = $3, reason = $4, offered_until = NULL,
                changed_at = $5
          WHERE id = $1`,
        [enrolmentId, by, late, reason ?? null, now],
      );
      const who = { offeringId, personId, organisationId };
      await this.journal.record(tx, {
        action: 'enrolment.cancelled',
        subjectId: enrolmentId,
        actorId: actor.id,
        onBehalfOf: by === 'self' ? undefined : personId,
        reason,
        data: { ...who, from: state, to: 'cancelled', by, late },
      });
      if (hadSeat && !overbooked)
        await this.waitingList.moveUp(tx, offeringId, { actorId: actor.id });
      return { id: enrolmentId, state: 'cancelled' };
    });
  }

  /**
   * Says for which organisation somebody comes: the person, who organises or gives the offering, or a
   * coordinator for the own organisation.
   * @throws NotFound (also when it is none of the actor's business), NotAllowed, NotTheirWorkplace, WorkplaceNeedsReason
   */
  async stateOrganisation(
    actor: Actor,
    enrolmentId: string,
    answer: { organisationId: string; reason?: string | undefined },
  ): Promise<void> {
    const { offeringId, personId } = await this.workplaces.of(enrolmentId);
    const by = await this.answersFor(actor, offeringId, personId);
    if (by === 'coordinator' && !actor.coordinatedOrganisations.includes(answer.organisationId))
      throw new NotAllowed();
    await this.workplaces.state(actor, enrolmentId, answer);
  }

  /** On what ground the actor says for which organisation this person comes. @throws NotFound */
  async answersFor(
    actor: Actor,
    offeringId: string,
    personId: string,
  ): Promise<'self' | 'coordinator' | 'organiser'> {
    if (personId === actor.id) return 'self';
    const rights = await this.access.rightsIn(actor, offeringId);
    if (rights?.organises || rights?.trains) return 'organiser';
    const by = await this.access.actingAs(actor, offeringId, personId);
    if (!by) throw new NotFound();
    return by;
  }

  private async onConditions(
    tx: EntityManager,
    actor: Actor,
    placement: EnrolRequestFacts,
  ): Promise<EnrolmentStatus> {
    const { offeringId, personId, source, answers = [], mayOvertake } = placement;
    const conditions = await this.conditions.of(offeringId, personId, tx);
    // Who organises knows whom they let in by hand; on a list nobody was looked at one by one.
    if (mayOvertake) conditions.step = undefined;
    requireConditions(conditions, answers, source === 'self');
    const standing = standingOf(
      await this.statement.enrolIn(tx, askOf(actor, placement), 'checked'),
    );
    await this.conditions.saveAnswers(tx, standing.id, conditions.questions, answers);
    return standing;
  }

  private async sourceOf(
    actor: Actor,
    offeringId: string,
    personId: string,
  ): Promise<EnrolmentSource> {
    if (personId === actor.id) return 'self';
    const capacity = await this.access.actingAs(actor, offeringId, personId);
    if (capacity) return capacity;
    if (!(await this.access.rightsIn(actor, offeringId))) throw new NotFound();
    throw new NotAllowed();
  }

  // Looked at after the lock: the transaction that held it before may have changed the row.
  private async current(tx: EntityManager, enrolmentId: string): Promise<Current> {
    const [row] = await rows<Current>(
      tx,
      `SELECT state, overbooked, organisation_id AS "organisationId"
         FROM enrolment.enrolment WHERE id = $1`,
      [enrolmentId],
    );
    if (!row) throw new NotFound();
    return row;
  }
}

const askOf = (
  { id }: Actor,
  { offeringId, personId, source }: EnrolRequestFacts,
): EnrolCommand => ({
  offeringId,
  personId,
  actorId: id,
  source,
});

function standingOf({ outcome, enrolmentId: id, ...answer }: EnrolResult): EnrolmentStatus {
  switch (outcome) {
    case 'enrolled':
    case 'requested':
      return { id, state: outcome };
    case 'waitlisted':
      return { id, state: outcome, waitingPosition: answer.waitingPosition ?? undefined };
    case 'person-not-found':
    case 'offering-not-found':
      throw new NotFound();
    case 'already-enrolled':
      throw new refusals.AlreadyEnrolled(id, answer.state);
    case 'not-admitted':
      throw new NotAdmitted();
    case 'offering-cancelled':
      throw new refusals.OfferingCancelled();
    case 'not-open-yet':
      throw new refusals.NotOpenYet();
    case 'closed':
      throw new refusals.EnrolmentClosed();
    case 'started':
      throw new refusals.OfferingStarted();
    case 'conditions':
      throw new Error('enrolment.enrol asked for the conditions twice');
    default:
      return outcome satisfies never;
  }
}
