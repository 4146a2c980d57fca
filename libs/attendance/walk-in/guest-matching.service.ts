import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { lockOffering } from '@academie/catalogue';
import { GuestEnrolments, OutcomeRecorder } from '@academie/enrolment';
import { type Actor, Guests } from '@academie/people';
import { Database, Journal, NotFound, rows } from '@academie/platform';

import { NotAGuest } from '../attendance.errors';
import { CompletionService } from '../outcome/completion.service';
import { OutcomeService } from '../outcome/outcome.service';
import { SessionAccess } from '../register/session-access';

interface GuestRow {
  personId: string;
  state: string;
  status: string;
}

const REASON = 'gast is bekend geworden';

/** Says who a guest was. */
@Injectable()
export class GuestMatchingService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly sessionAccess: SessionAccess,
    private readonly guests: Guests,
    private readonly places: GuestEnrolments,
    private readonly registerChanges: OutcomeRecorder,
    private readonly completions: CompletionService,
    private readonly outcomes: OutcomeService,
  ) {}

  /**
   * The guest with this enrolment turns out to be somebody of the academie. Every mark is kept, and
   * what came of it is worked out again under the right name; also after the register was closed.
   * Returns the enrolment that holds from now on.
   * @throws NotFound, NotAllowed, NotAGuest
   */
  async match(
    actor: Actor,
    sessionId: string,
    enrolmentId: string,
    personId: string,
  ): Promise<string> {
    const { offeringId } = await this.sessionAccess.get(actor, sessionId);
    return this.database.transaction(async (tx) => {
      await lockOffering(tx, offeringId);
      const guest = await this.guest(tx, offeringId, enrolmentId);
      await this.guests.mustBeKnown(tx, personId);
      const finished = await this.takeBack(tx, actor, offeringId, [guest.personId, personId]);
      const place = await this.places.give(
        tx,
        actor,
        { enrolmentId, offeringId, personId: guest.personId },
        personId,
      );
      if (place.doubled) await this.copyMarks(tx, enrolmentId, place.enrolmentId);
      // A guest of two offerings stays one, until the other place is given to the person too.
      if (!(await this.places.hasAny(tx, guest.personId)))
        await this.guests.becomeKnown(tx, guest.personId, personId, {
          actorId: actor.id,
          reason: REASON,
        });
      if (finished) await this.outcomes.determine(tx, actor, offeringId);
      await this.tellWhoCounts(tx, actor, offeringId);
      return place.enrolmentId;
    });
  }

  private async guest(
    tx: EntityManager,
    offeringId: string,
    enrolmentId: string,
  ): Promise<GuestRow> {
    const [found] = await rows<GuestRow>(
      tx,
      `SELECT e.person_id AS "personId", e.state, p.status
         FROM enrolment.enrolment e JOIN people.person_name p ON p.id = e.person_id
        WHERE e.id = $1 AND e.offering_id = $2 AND e.state IN ('enrolled', 'finished')`,
      [enrolmentId, offeringId],
    );
    if (!found) throw new NotFound();
    if (found.status !== 'guest') throw new NotAGuest();
    return found;
  }

  // What came of both is worked out again under one name.
  private async takeBack(
    tx: EntityManager,
    actor: Actor,
    offeringId: string,
    personIds: string[],
  ): Promise<boolean> {
    const finished = await rows<{ id: string }>(
      tx,
      `SELECT id FROM enrolment.enrolment
        WHERE offering_id = $1 AND person_id = ANY ($2) AND state = 'finished'`,
      [offeringId, personIds],
    );
    if (finished.length === 0) return false;
    const ids = finished.map(({ id }) => id);
    await this.completions.revoke(tx, ids, actor.id, REASON);
    await this.registerChanges.unfinish(tx, ids, REASON, actor.id);
    return true;
  }

  // Marks are never changed: those of the guest are said again of the person, as they were said.
  private async copyMarks(tx: EntityManager, from: string, to: string): Promise<void> {
    await rows(
      tx,
      `INSERT INTO attendance.mark (client_id, session_id, enrolment_id, value, minutes, source,
         occurred_at, clock_off_seconds, recorded_at, recorded_by)
       SELECT platform.uuid_v7(), session_id, $2, value, minutes, source, occurred_at, clock_off_seconds,
              recorded_at, recorded_by
         FROM attendance.mark WHERE enrolment_id = $1 ORDER BY id`,
      [from, to],
    );
  }

  private async tellWhoCounts(tx: EntityManager, actor: Actor, offeringId: string): Promise<void> {
    const closed = await rows<{ id: string }>(
      tx,
      `SELECT s.id FROM catalogue.session s JOIN attendance.register r ON r.session_id = s.id
        WHERE s.offering_id = $1 AND r.state = 'closed'`,
      [offeringId],
    );
    await this.journal.recordAll(
      tx,
      closed.map(({ id }) => ({
        action: 'register.corrected',
        subjectId: id,
        actorId: actor.id,
        data: { offeringId },
      })),
    );
  }
}
