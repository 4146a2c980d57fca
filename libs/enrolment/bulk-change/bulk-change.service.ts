import { Injectable } from '@nestjs/common';

import { type Actor, NotAllowed } from '@academie/people';
import { Clock, Database, NotFound, Refusal } from '@academie/platform';

import { EnrolmentAccess } from '../place/enrolment-access';
import { EnrolmentService } from '../place/enrolment.service';
import {
  type CancelledBy,
  type EnrolmentState,
  isLive,
  LIVE_STATES,
} from '../place/enrolment-state';
import { ApprovalService } from '../request/approval.service';
import type { BulkChangeRequest } from './bulk-change.dto';
import {
  CancelledOtherwise,
  NoSeatThere,
  NotInThisOffering,
  OtherCourse,
} from './bulk-change.errors';

/** What became of one enrolment. */
export interface ChangeResult {
  enrolmentId: string;
  /** Undefined when it was done, or was so already. */
  refusal?: Refusal;
  /** What the enrolment is now; undefined when it was refused. */
  state?: EnrolmentState;
  /** It was so before. */
  wasSo: boolean;
  /** Of who was moved: the seat on the other date was there already. */
  hadSeatThere?: boolean;
  /** Of who was moved: the enrolment on the other date. */
  enrolmentIdThere?: string;
}

interface Known {
  id: string;
  personId: string;
  state: EnrolmentState;
  /** Of who was cancelled: in what capacity. */
  cancelledBy: CancelledBy | null;
}

type Changed = Pick<ChangeResult, 'hadSeatThere' | 'enrolmentIdThere'> & { state: EnrolmentState };

/** A date of the same course that people can be moved to. */
export interface MoveTarget {
  id: string;
  startsAt: Date;
  endsAt: Date;
  freeSeats: number;
}

/** Cancels, approves, moves or restores several enrolments of one offering, for who organises it. */
@Injectable()
export class BulkChangeService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly access: EnrolmentAccess,
    private readonly enrolments: EnrolmentService,
    private readonly approvals: ApprovalService,
  ) {}

  /** @throws NotFound, NotAllowed unless the actor organises it */
  async mustOrganise(actor: Actor, offeringId: string): Promise<void> {
    const rights = await this.access.rightsIn(actor, offeringId);
    if (!rights) throw new NotFound();
    if (!rights.organises) throw new NotAllowed();
  }

  /**
   * One after the other, each in its own transaction with the commands that change one: what is refused for one
   * person changes nothing for the others, and doing it again changes nothing. Who waits goes first: a seat that comes
   * free is not given to somebody who is about to be cancelled too. The answers are in the order of the request.
   * @throws NotFound, NotAllowed, OtherCourse
   */
  async change(
    actor: Actor,
    offeringId: string,
    request: BulkChangeRequest,
  ): Promise<ChangeResult[]> {
    await this.mustOrganise(actor, offeringId);
    if (request.change === 'move') await this.mustBeTarget(actor, offeringId, request.toOfferingId);
    const ids = [...new Set(request.enrolmentIds)];
    const known = await this.database.rows<Known & Record<string, unknown>>(
      `SELECT id, person_id AS "personId", state, cancelled_by AS "cancelledBy"
         FROM enrolment.enrolment WHERE offering_id = $1 AND id = ANY ($2)`,
      [offeringId, ids],
    );
    const found = new Map(known.map((one) => [one.id, one]));
    const waits = (id: string): boolean =>
      found.get(id)?.state === 'waitlisted' || found.get(id)?.state === 'requested';
    const results = new Map<string, ChangeResult>();
    const order =
      request.change === 'cancel' || request.change === 'move'
        ? [...ids.filter(waits), ...ids.filter((id) => !waits(id))]
        : ids;
    for (const enrolmentId of order)
      results.set(
        enrolmentId,
        await this.one(actor, { enrolmentId, offeringId }, found.get(enrolmentId), request),
      );
    return ids.flatMap((id) => results.get(id) ?? []);
  }

  /** Whether the course has another date to come, full or not. */
  async hasOtherDate(offeringId: string): Promise<boolean> {
    const found = await this.database.first(
      `SELECT 1 FROM catalogue.course_of_offering k JOIN catalogue.coming_offering o ON o.course_id = k.course_id
        WHERE k.offering_id = $1 AND o.id <> $1 AND o.starts_at > $2 LIMIT 1`,
      [offeringId, this.clock.now()],
    );
    return found !== undefined;
  }

  /** Where people of this offering can be moved to: dates to come of the same course with a free seat. */
  targets(offeringId: string): Promise<MoveTarget[]> {
    return this.database.rows<MoveTarget & Record<string, unknown>>(
      `SELECT o.id, o.starts_at AS "startsAt", o.ends_at AS "endsAt", o.free_seats AS "freeSeats"
         FROM catalogue.course_of_offering k JOIN catalogue.coming_offering o ON o.course_id = k.course_id
        WHERE k.offering_id = $1 AND o.id <> $1 AND o.starts_at > $2 AND o.free_seats > 0
        ORDER BY o.starts_at, o.id LIMIT 50`,
      [offeringId, this.clock.now()],
    );
  }

  private async one(
    actor: Actor,
    { enrolmentId, offeringId }: { enrolmentId: string; offeringId: string },
    before: Known | undefined,
    request: BulkChangeRequest,
  ): Promise<ChangeResult> {
    try {
      if (!before) throw new NotInThisOffering();
      if (request.change === 'restore')
        return { enrolmentId, ...(await this.restored(actor, offeringId, before)) };
      const changed = await this.changed(actor, before, request);
      return { enrolmentId, ...changed, wasSo: changed.state === before.state };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { enrolmentId, refusal: error, wasSo: false };
    }
  }

  private async changed(
    actor: Actor,
    { id, personId, state }: Known,
    { change, reason, toOfferingId }: BulkChangeRequest,
  ): Promise<Changed> {
    if (change === 'approve') return this.approvals.approve(actor, id);
    const there =
      change === 'move' && toOfferingId
        ? await this.seat(actor, personId, toOfferingId, isLive(state))
        : {};
    const done = await this.enrolments.cancel(actor, id, reason ?? undefined);
    return { state: done.state, ...there };
  }

  // Only what an organiser cancelled: who cancelled it themselves does not want it back. A seat that somebody else took
  // meanwhile is theirs, and then one waits.
  private async restored(
    actor: Actor,
    offeringId: string,
    { personId, state, cancelledBy }: Known,
  ): Promise<{ state: EnrolmentState; wasSo: boolean }> {
    const live = await this.database.first<{ state: EnrolmentState }>(
      `SELECT state FROM enrolment.enrolment
        WHERE offering_id = $1 AND person_id = $2 AND state = ANY ($3)`,
      [offeringId, personId, [...LIVE_STATES, 'finished']],
    );
    if (live) return { state: live.state, wasSo: true };
    if (state !== 'cancelled' || cancelledBy !== 'organiser') throw new CancelledOtherwise();
    const back = await this.enrolments.enrolUnchecked(actor, {
      ...{ offeringId, personId, source: 'organiser', mayOvertake: true },
    });
    return { state: back.state, wasSo: false };
  }

  // The new seat first, in a transaction of its own: a transaction locks one offering. Nobody is left without a seat,
  // and who comes out with two, when all stops in between, is moved by doing it again.
  private async seat(
    actor: Actor,
    personId: string,
    offeringId: string,
    isHere: boolean,
  ): Promise<Required<Pick<ChangeResult, 'hadSeatThere' | 'enrolmentIdThere'>>> {
    const [there] = await this.database.rows<{ id: string }>(
      `SELECT id FROM enrolment.enrolment
        WHERE offering_id = $1 AND person_id = $2 AND state IN ('enrolled', 'finished')`,
      [offeringId, personId],
    );
    if (there) return { hadSeatThere: true, enrolmentIdThere: there.id };
    // Who cancelled since the page was read does not want the other date either.
    if (!isHere) throw new NotInThisOffering();
    const id = await this.database.transaction(async (tx) => {
      const given = await this.enrolments.enrolUnchecked(
        actor,
        { offeringId, personId, source: 'organiser' },
        tx,
      );
      if (given.state !== 'enrolled') throw new NoSeatThere();
      return given.id;
    });
    return { hadSeatThere: false, enrolmentIdThere: id };
  }

  private async mustBeTarget(
    actor: Actor,
    offeringId: string,
    toOfferingId: string | null | undefined,
  ): Promise<void> {
    const [same] = await this.database.rows(
      `SELECT 1 FROM catalogue.course_of_offering a
         JOIN catalogue.course_of_offering b ON b.course_id = a.course_id AND b.offering_id <> a.offering_id
        WHERE a.offering_id = $1 AND b.offering_id = $2`,
      [offeringId, toOfferingId ?? null],
    );
    if (!same || !toOfferingId) throw new OtherCourse();
    await this.mustOrganise(actor, toOfferingId);
  }
}
