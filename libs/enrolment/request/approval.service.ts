import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { type LockedOffering, lockOffering } from '@academie/catalogue';
import { type Actor } from '@academie/people';
import { Clock, Database, InvalidInput, Job, Journal, NotFound, rows } from '@academie/platform';

import { requireAdmitted } from '../admission/admitted';
import { ApproverQueries } from './approver.queries';
import { EnrolmentClosed, NotRequested } from '../place/enrolment.errors';
import { POSITION } from '../place/enrolment.queries';
import type { EnrolmentStatus } from '../place/enrolment.service';
import type { EnrolmentState } from '../place/enrolment-state';
import { isClosed, seatsFree } from '../waiting-list/enrolment-window';

interface Request {
  id: string;
  offeringId: string;
  personId: string;
  organisationId: string | null;
  state: EnrolmentState;
  decideBy: Date | null;
  reason: string | null;
}

/** What the journal calls a decision, by the state it leads to. */
const EVENT_OF = {
  enrolled: 'enrolment.enrolled',
  waitlisted: 'enrolment.waitlisted',
  declined: 'enrolment.declined',
} as const;

/** A place that somebody asked for, and what was decided (domain.md 6.2). */
@Injectable()
export class ApprovalService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly approvers: ApproverQueries,
  ) {}

  /**
   * Agrees: the person who asked gets a seat, or a place on the list by the moment they asked. Doing it twice
   * changes nothing.
   * @throws NotFound (also when it is not the actor's to decide), NotRequested, EnrolmentClosed, NotAdmitted for who
   *   no longer belongs to those it is for
   */
  approve(actor: Actor, enrolmentId: string): Promise<EnrolmentStatus> {
    return this.database.transaction(async (tx) => {
      const { request, offering } = await this.locked(tx, actor, enrolmentId);
      if (request.state === 'enrolled' || request.state === 'waitlisted')
        return this.standing(tx, enrolmentId);
      const now = this.clock.now();
      requireOpen(request, offering, now);
      if (offering.admission !== 'open')
        await requireAdmitted(tx, request.offeringId, request.personId, now);
      const to = seatsFree(offering) > 0 && offering.waitingCount === 0 ? 'enrolled' : 'waitlisted';
      await rows(tx, 'UPDATE enrolment.enrolment SET state = $2, changed_at = $3 WHERE id = $1', [
        enrolmentId,
        to,
        now,
      ]);
      await this.write(tx, actor, request, to);
      return this.standing(tx, enrolmentId);
    });
  }

  /**
   * Refuses, with a reason that the person who asked reads. Doing it twice changes nothing.
   * @throws NotFound (also when it is not the actor's to decide), NotRequested, InvalidInput without a
   *   reason
   */
  async refuse(
    actor: Actor,
    enrolmentId: string,
    reason: string | undefined,
  ): Promise<EnrolmentStatus> {
    if (!reason)
      throw new InvalidInput([
        { field: 'reason', code: 'isNotEmpty', message: 'reason should not be empty' },
      ]);
    return this.database.transaction(async (tx) => {
      const { request } = await this.locked(tx, actor, enrolmentId);
      if (request.state === 'declined') return { id: enrolmentId, state: request.state };
      if (request.state !== 'requested') throw new NotRequested();
      await rows(
        tx,
        `UPDATE enrolment.enrolment SET state = 'declined', reason = $2, changed_at = $3 WHERE id = $1`,
        [enrolmentId, reason, this.clock.now()],
      );
      await this.write(tx, actor, request, 'declined', reason);
      return { id: enrolmentId, state: 'declined' };
    });
  }

  /** Ends requests that nobody decided on in time. Returns how many. */
  @Job('* * * * *', 'enrolment.lapse-requests')
  async lapseExpired(): Promise<number> {
    const expired = await this.database.rows<{ id: string }>(
      `SELECT id FROM enrolment.enrolment WHERE state = 'requested' AND decide_by <= $1 ORDER BY id`,
      [this.clock.now()],
    );
    let lapsed = 0;
    for (const { id } of expired)
      lapsed += await this.database.transaction((tx) => this.lapse(tx, id));
    return lapsed;
  }

  /** Reminds those who decide once, when half of their time has gone. */
  @Job('*/15 * * * *', 'enrolment.remind-deciders')
  async remind(): Promise<number> {
    return this.database.transaction(async (tx) => {
      const now = this.clock.now();
      const due = await rows<Request>(
        tx,
        `UPDATE enrolment.enrolment SET reminded_at = $1
          WHERE state = 'requested' AND reminded_at IS NULL AND decide_by > $1
            AND queued_at + (decide_by - queued_at) / 2 <= $1
        RETURNING id, offering_id AS "offeringId", person_id AS "personId"`,
        [now],
      );
      await this.journal.recordAll(
        tx,
        due.map(({ id, offeringId, personId }) => ({
          action: 'approval.reminded',
          subjectId: id,
          data: { offeringId, personId },
        })),
      );
      return due.length;
    });
  }

  private async lapse(tx: EntityManager, enrolmentId: string): Promise<number> {
    const known = await this.read(tx, enrolmentId);
    if (!known) return 0;
    await lockOffering(tx, known.offeringId);
    const request = await this.read(tx, enrolmentId);
    const now = this.clock.now();
    if (request?.state !== 'requested' || !request.decideBy || request.decideBy > now) return 0;
    await rows(
      tx,
      `UPDATE enrolment.enrolment SET state = 'cancelled', cancelled_by = 'lapse', changed_at = $2
        WHERE id = $1`,
      [enrolmentId, now],
    );
    const { offeringId, personId, organisationId } = request;
    await this.journal.record(tx, {
      action: 'enrolment.cancelled',
      subjectId: enrolmentId,
      data: {
        ...{ offeringId, personId, organisationId },
        ...{ from: 'requested', to: 'cancelled', by: 'lapse', because: 'not-decided' },
      },
    });
    return 1;
  }

  // Read after the lock: the transaction that held it before may have decided.
  private async locked(
    tx: EntityManager,
    actor: Actor,
    enrolmentId: string,
  ): Promise<{ request: Request; offering: LockedOffering }> {
    const known = await this.read(tx, enrolmentId);
    if (!known || !(await this.approvers.mayDecide(tx, actor, enrolmentId))) throw new NotFound();
    const offering = await lockOffering(tx, known.offeringId);
    const request = await this.read(tx, enrolmentId);
    if (!request) throw new NotFound();
    return { request, offering };
  }

  private async read(tx: EntityManager, enrolmentId: string): Promise<Request | undefined> {
    const [row] = await rows<Request>(
      tx,
      `SELECT id, offering_id AS "offeringId", person_id AS "personId",
              organisation_id AS "organisationId", state, decide_by AS "decideBy", reason
         FROM enrolment.enrolment WHERE id = $1`,
      [enrolmentId],
    );
    return row;
  }

  private async standing(tx: EntityManager, enrolmentId: string): Promise<EnrolmentStatus> {
    const [row] = await rows<{ state: EnrolmentState; waitingPosition: number | null }>(
      tx,
      `SELECT e.state, ${POSITION} AS "waitingPosition" FROM enrolment.enrolment e WHERE e.id = $1`,
      [enrolmentId],
    );
    if (!row) throw new NotFound();
    return {
      id: enrolmentId,
      state: row.state,
      ...(row.waitingPosition !== null && { waitingPosition: row.waitingPosition }),
    };
  }

  private async write(
    tx: EntityManager,
    actor: Actor,
    { id, offeringId, personId, organisationId }: Request,
    to: keyof typeof EVENT_OF,
    reason?: string,
  ): Promise<void> {
    await this.journal.record(tx, {
      action: EVENT_OF[to],
      subjectId: id,
      actorId: actor.id,
      onBehalfOf: personId,
      reason,
      data: { offeringId, personId, organisationId, from: 'requested', to },
    });
  }
}

function requireOpen(request: Request, offering: LockedOffering, now: Date): void {
  if (request.state !== 'requested' || !request.decideBy || request.decideBy <= now)
    throw new NotRequested();
  if (isClosed(offering, now)) throw new EnrolmentClosed();
}
