import { Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';
import { Clock, Database, dayOf, Journal, laterDay, NotFound, rows } from '@academie/platform';

import { dutyScope, inCare } from './duty-scope';
import type { CareForm } from './exemption.dto';
import { UntilPast, UntilTooFar } from './exemption.errors';

const LONGEST_DAYS = 1095;

interface Handled {
  id: string;
  personId: string;
  courseId: string;
  organisationId: string | null;
}

/** What a coordinator does about duties of people of the own organisations, one or many at once. */
@Injectable()
export class DutyCareService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /**
   * Gives more time, or says that it need not be done until a day. All of them or none: one that is not the actor's
   * to decide, or is the actor's own, refuses all. Duties that are no longer open stay as they are. Returns how many
   * changed. @throws NotFound, UntilPast, UntilTooFar
   */
  async handle(actor: Actor, { action, dutyIds, until, reason }: CareForm): Promise<number> {
    const now = this.clock.now();
    const today = dayOf(now);
    if (until < today) throw new UntilPast();
    if (until > laterDay(today, LONGEST_DAYS)) throw new UntilTooFar();
    const asked = [...new Set(dutyIds)];
    return this.database.transaction(async (tx) => {
      const found = await rows<Handled & { isOpen: boolean }>(
        tx,
        `SELECT d.id, d.person_id AS "personId", d.course_id AS "courseId", d.organisation_id AS "organisationId",
                d.state = 'open' AS "isOpen"
           FROM attendance.duty d WHERE d.id = ANY ($3) AND d.person_id <> $4 AND ${inCare('d')}
          ORDER BY d.id FOR NO KEY UPDATE`,
        [...dutyScope(actor), asked, actor.id],
      );
      if (found.length < asked.length) throw new NotFound();
      const open = found.filter(({ isOpen }) => isOpen);
      const ids = open.map(({ id }) => id);
      if (action === 'extend')
        await rows(
          tx,
          `UPDATE attendance.duty SET extended_to = greatest(extended_to, $2), due_on = greatest(due_on, $2)
            WHERE id = ANY ($1)`,
          [ids, until],
        );
      else
        await rows(
          tx,
          // As settling would a moment later, so that the list shown next already says so.
          `WITH made AS (
             INSERT INTO attendance.duty_exemption (course_id, person_id, organisation_id, kind, reason, until, state,
               asked_at, decided_at, decided_by)
             SELECT course_id, person_id, organisation_id, 'waiver', $2, $3, 'granted', $4, $4, $5
               FROM attendance.duty WHERE id = ANY ($1)
             RETURNING id, course_id, person_id)
           UPDATE attendance.duty d SET state = 'waived', closed_on = $6, exemption_id = made.id
             FROM made
            WHERE d.id = ANY ($1) AND d.person_id = made.person_id AND d.course_id = made.course_id`,
          [ids, reason, until, now, actor.id, today],
        );
      await this.journal.recordAll(
        tx,
        open.map(({ id, personId, courseId }) => ({
          action: action === 'extend' ? ('duty.extended' as const) : ('duty.waived' as const),
          ...{ subjectId: id, actorId: actor.id, onBehalfOf: personId, reason },
          data: { personId, courseId, until },
        })),
      );
      return open.length;
    });
  }

  /**
   * Has a waiver end now: the duty begins anew. Doing it twice changes nothing. Settling points duties at waivers and
   * may take the duties of a whole rule at once; a lock that leaves their keys alone does not wait for it.
   * @throws NotFound
   */
  async endWaiver(actor: Actor, exemptionId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const [waiver] = await rows<{ personId: string; courseId: string; state: string }>(
        tx,
        `SELECT x.person_id AS "personId", x.course_id AS "courseId", x.state FROM attendance.duty_exemption x
          WHERE x.id = $3 AND x.kind = 'waiver' AND ${inCare('x')} FOR NO KEY UPDATE`,
        [...dutyScope(actor), exemptionId],
      );
      if (!waiver) throw new NotFound();
      if (waiver.state !== 'granted') return;
      await rows(tx, `UPDATE attendance.duty_exemption SET state = 'withdrawn' WHERE id = $1`, [
        exemptionId,
      ]);
      await this.journal.record(tx, {
        action: 'duty.waiver-ended',
        ...{ subjectId: exemptionId, actorId: actor.id, onBehalfOf: waiver.personId },
        data: { personId: waiver.personId, courseId: waiver.courseId },
      });
    });
  }
}
