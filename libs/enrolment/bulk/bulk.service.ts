import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { lockOffering } from '@academie/catalogue';
import { type Actor, Invitations, NotAllowed } from '@academie/people';
import { Clock, Database, Journal, newId, NotFound, Refusal, rows } from '@academie/platform';

import { BlockClaims } from '../seat-block/block-claims';
import { amended, type Amendment, askedOf } from './bulk-amend';
import { type BulkAnswer, BulkDryRun, type BulkOutcome, type Choices } from './bulk-dry-run';
import type { BulkState } from './bulk.entity';
import { UnreadableList } from './bulk.errors';
import { type ListedPerson } from './bulk-file';
import { BulkPrediction, type Prospect } from './bulk-prediction';
import {
  AlreadyEnrolled,
  EnrolmentClosed,
  NotOpenYet,
  OfferingCancelled,
  OfferingStarted,
} from '../place/enrolment.errors';
import { EnrolmentAccess } from '../place/enrolment-access';
import { type OfferingWindow, requireNotClosed } from '../place/enrolment-conditions';
import { EnrolmentService } from '../place/enrolment.service';
import { Workplaces } from '../workplace/workplaces';

/** How many of each outcome, and how many of them are invited. */
export type BulkCounts = Record<BulkOutcome | 'invited', number>;

/** A list as it stands: what was asked, and what becomes or became of everybody on it. */
export interface BulkRow {
  id: string;
  offeringId: string;
  createdBy: string;
  createdAt: Date;
  state: BulkState;
  sourceName: string;
  answers: BulkAnswer[];
}

const COLUMNS = `id, offering_id AS "offeringId", created_by AS "createdBy", created_at AS "createdAt",
  CASE state WHEN 'tried' THEN 'validated' ELSE state END AS state, source_name AS "sourceName", answers`;

const OF_THE_OFFERING = [OfferingCancelled, NotOpenYet, EnrolmentClosed, OfferingStarted];

/** Enrols a list of people: validated first, and done after a yes, once and as a whole. */
@Injectable()
export class BulkService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly access: EnrolmentAccess,
    private readonly answers: BulkDryRun,
    private readonly enrolments: EnrolmentService,
    private readonly invitations: Invitations,
    private readonly blocks: BlockClaims,
    private readonly prediction: BulkPrediction,
    private readonly workplaces: Workplaces,
  ) {}

  /**
   * Looks at everybody on the list and keeps what would happen; nobody is enrolled. Returns the id.
   * @throws NotFound, NotAllowed for who neither organises it nor coordinates anybody, OfferingCancelled,
   *   OfferingStarted, EnrolmentClosed
   */
  async dryRun(
    actor: Actor,
    offeringId: string,
    people: readonly ListedPerson[],
    sourceName: string,
    field: 'file' | 'list' = 'list',
  ): Promise<string> {
    await this.mustReach(actor, offeringId);
    await this.requireOpen(offeringId);
    const answers = await this.validated(actor, offeringId, people);
    // Said once, and not for each row.
    if (answers.length > 1 && answers.every(({ problem }) => problem === 'nameUnknown'))
      throw new UnreadableList('noAddresses', field);
    const id = newId();
    await this.database.rows(
      `INSERT INTO enrolment.bulk_enrolment
         (id, offering_id, created_by, created_at, state, source_name, answers)
       VALUES ($1, $2, $3, $4, 'validated', $5, $6)`,
      [
        id,
        offeringId,
        actor.id,
        this.clock.now(),
        sourceName.slice(0, 200),
        JSON.stringify(answers),
      ],
    );
    return id;
  }

  /**
   * Looks at a list again with what was filled in, by place in it. Nobody is enrolled.
   * @throws NotFound for somebody else's list and for one that is finished
   */
  async amend(actor: Actor, id: string, amendments: ReadonlyMap<number, Amendment>): Promise<void> {
    const list = await this.one(actor, id);
    if (list.state === 'finished') throw new NotFound();
    const people = list.answers.map((answer, at) => {
      const amendment = askedOf(answer) && amendments.get(at);
      return amendment ? amended(listed(answer), amendment) : listed(answer);
    });
    const answers = await this.validated(actor, list.offeringId, people);
    await this.database.rows(
      `UPDATE enrolment.bulk_enrolment SET answers = $2 WHERE id = $1 AND state <> 'finished'`,
      [id, JSON.stringify(answers)],
    );
  }

  /** What can be chosen for the rows of a list that did not work. */
  choices(actor: Actor, { offeringId, answers }: BulkRow): Promise<Choices> {
    return this.answers.choices(actor, offeringId, answers.map(listed));
  }

  /**
   * Does what the list asks, all in one transaction. Doing it twice does nothing the second time.
   * @throws NotFound for somebody else's list, EnrolmentClosed, OfferingStarted
   */
  async confirm(actor: Actor, id: string): Promise<BulkRow> {
    return this.database.transaction(async (tx) => {
      const [list] = await rows<BulkRow>(
        tx,
        `SELECT ${COLUMNS} FROM enrolment.bulk_enrolment WHERE id = $1 AND created_by = $2 FOR UPDATE`,
        [id, actor.id],
      );
      if (!list) throw new NotFound();
      if (list.state === 'finished') return list;
      const { offeringId } = list;
      // Looked at before anybody is invited: an invitation to what is closed helps nobody.
      await this.requireOpen(offeringId, tx);
      const answers = await this.answers.of(actor, offeringId, list.answers.map(listed), tx);
      await this.invite(tx, actor, answers);
      await lockOffering(tx, offeringId);
      for (const answer of answers)
        if (answer.outcome === 'enrolled') await this.enrol(tx, actor, offeringId, answer);
      await rows(
        tx,
        `UPDATE enrolment.bulk_enrolment SET state = 'finished', answers = $2, finished_at = $3
          WHERE id = $1`,
        [id, JSON.stringify(answers), this.clock.now()],
      );
      await this.journal.record(tx, {
        action: 'enrolment.bulk-finished',
        subjectId: id,
        actorId: actor.id,
        data: { offeringId, ...countsOf(answers) },
      });
      return { ...list, state: 'finished', answers };
    });
  }

  /** A list, for who made it. @throws NotFound */
  async one(actor: Actor, id: string): Promise<BulkRow> {
    const list = await this.database.first<BulkRow>(
      `SELECT ${COLUMNS} FROM enrolment.bulk_enrolment WHERE id = $1 AND created_by = $2`,
      [id, actor.id],
    );
    if (!list) throw new NotFound();
    return list;
  }

  private async validated(
    actor: Actor,
    offeringId: string,
    people: readonly ListedPerson[],
  ): Promise<BulkAnswer[]> {
    const offering = await this.database.first<Prospect>(
      `SELECT CASE WHEN waiting_count > 0 THEN 0 ELSE capacity - seats_taken END AS free,
              waiting_count AS waiting, approval, has_prerequisites AS "asksFirst"
         FROM catalogue.offering WHERE id = $1`,
      [offeringId],
    );
    if (!offering) throw new NotFound();
    const answers = await this.answers.of(actor, offeringId, people);
    return this.prediction.of(actor, offeringId, offering, answers);
  }

  private async mustReach(actor: Actor, offeringId: string): Promise<void> {
    const reach = await this.access.rightsIn(actor, offeringId);
    if (!reach) throw new NotFound();
    if (!reach.organises && actor.coordinatedOrganisations.length === 0) throw new NotAllowed();
  }

  /** @throws NotFound, OfferingCancelled, OfferingStarted, EnrolmentClosed */
  private async requireOpen(offeringId: string, tx?: EntityManager): Promise<void> {
    const offering = await this.database.first<OfferingWindow & Record<string, unknown>>(
      `SELECT status, starts_at AS "startsAt", enrol_closes_at AS "enrolClosesAt"
         FROM catalogue.offering WHERE id = $1`,
      [offeringId],
      tx,
    );
    if (!offering) throw new NotFound();
    requireNotClosed(offering, this.clock.now());
  }

  // In order of address: two lists with the same strangers then never wait for each other in a
  // circle. After this comes the lock on the offering, and nothing is waited for while holding that.
  private async invite(
    tx: EntityManager,
    actor: Actor,
    answers: readonly BulkAnswer[],
  ): Promise<void> {
    const strangers = answers
      .filter(({ invited, outcome }) => invited && outcome === 'enrolled')
      .sort((a, b) => (a.email.toLowerCase() < b.email.toLowerCase() ? -1 : 1));
    for (const answer of strangers) {
      const { givenName, familyName, email, organisationId } = answer;
      if (organisationId)
        answer.personId = await this.invitations.invite(
          tx,
          { givenName, familyName, email, organisationId },
          actor,
        );
    }
  }

  private async enrol(
    tx: EntityManager,
    actor: Actor,
    offeringId: string,
    answer: BulkAnswer,
  ): Promise<void> {
    const { personId, source } = answer;
    if (!personId || !source) return;
    try {
      const taker = { offeringId, personId, source };
      // What is held for the organisation goes first, so that the free seats stay for others.
      const standing =
        (await this.blocks.takeFor(tx, actor, taker)) ??
        (await this.enrolments.enrolUnchecked(actor, taker, tx));
      if (source === 'coordinator')
        await this.workplaces.stateByCoordinator(actor, standing.id, tx);
      answer.enrolmentId = standing.id;
      if (standing.waitingPosition) answer.waitingPosition = standing.waitingPosition;
      answer.outcome =
        standing.state === 'waitlisted' || standing.state === 'requested'
          ? standing.state
          : 'enrolled';
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error instanceof AlreadyEnrolled) {
        Object.assign(answer, { outcome: 'there', enrolmentId: error.enrolmentId });
        return;
      }
      // What holds for the offering holds for everybody on the list: then nothing happens at all.
      if (OF_THE_OFFERING.some((refusal) => error instanceof refusal)) throw error;
      Object.assign(answer, { outcome: 'rejected', problem: error.code, ...error.params });
    }
  }
}

/** Counts a list. */
export function countsOf(answers: readonly BulkAnswer[]): BulkCounts {
  const count = (matches: (answer: BulkAnswer) => boolean): number =>
    answers.filter(matches).length;
  return {
    enrolled: count(({ outcome }) => outcome === 'enrolled'),
    waitlisted: count(({ outcome }) => outcome === 'waitlisted'),
    requested: count(({ outcome }) => outcome === 'requested'),
    there: count(({ outcome }) => outcome === 'there'),
    rejected: count(({ outcome }) => outcome === 'rejected'),
    invited: count(({ invited, outcome }) => invited && outcome !== 'rejected'),
  };
}

const listed = ({
  row,
  email,
  givenName,
  familyName,
  organisation,
  broken,
}: BulkAnswer): ListedPerson => ({
  row,
  email,
  givenName,
  familyName,
  organisation,
  ...(broken && { broken }),
});
