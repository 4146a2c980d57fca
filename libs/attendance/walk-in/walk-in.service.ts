import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { OutcomeRecorder } from '@academie/enrolment';
import { type Actor, type Guest, Guests } from '@academie/people';
import { Clock, Database, isId, newId, NotFound, rows } from '@academie/platform';

import { NobodyNamed, RegisterClosed } from '../attendance.errors';
import { AttendanceService } from '../register/attendance.service';
import { SessionAccess } from '../register/session-access';

/** Who stands at the door: somebody we know, or the name of a guest. */
export interface AtTheDoor {
  personId?: string | undefined;
  guest?: Guest | undefined;
}

/** Somebody who may be meant. */
export interface Candidate {
  id: string;
  name: string;
  organisation: string | null;
  /** Has a place already. */
  enrolled: boolean;
  /** Of whom only a name is known. */
  guest: boolean;
}

const SHORTEST_SEARCH = 3;
const MOST = 8;

/** People who come without an enrolment. */
@Injectable()
export class WalkInService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly sessionAccess: SessionAccess,
    private readonly registerChanges: OutcomeRecorder,
    private readonly guests: Guests,
    private readonly attendance: AttendanceService,
  ) {}

  /**
   * Lets somebody in, also when the offering is full, and marks them present once the session has
   * begun. Returns the enrolment.
   * @throws NotFound, NotAllowed, NobodyNamed, RegisterClosed, SessionCancelled, NoSessionNow
   */
  async admit(actor: Actor, sessionId: string, { personId, guest }: AtTheDoor): Promise<string> {
    if (!personId && !guest) throw new NobodyNamed();
    if (personId && !isId(personId)) throw new NotFound();
    const { offeringId, startsAt } = await this.sessionAccess.get(actor, sessionId);
    return this.database.transaction(async (tx) => {
      const comes = personId ?? (await this.guests.add(tx, guest as Guest, actor.id));
      const enrolmentId = await this.registerChanges.walkIn(tx, actor, {
        offeringId,
        personId: comes,
      });
      const now = this.clock.now();
      if (now < startsAt) return enrolmentId;
      const mark = { clientId: newId(), enrolmentId, source: 'trainer', occurredAt: now } as const;
      const [taken] = await this.attendance.recordIn(tx, actor, sessionId, [
        { ...mark, value: 'present' },
      ]);
      if (taken?.result === 'rejected') throw new RegisterClosed();
      return enrolmentId;
    });
  }

  /**
   * People whose name holds these words, who may be meant; none for fewer than three letters, since
   * this is no way to look through everybody. The caller has asked who may.
   */
  async candidates(offeringId: string, words: string, tx?: EntityManager): Promise<Candidate[]> {
    if (words.trim().length < SHORTEST_SEARCH) return [];
    const text = `SELECT p.id, p.name, g.short_name AS organisation,
              EXISTS (SELECT FROM enrolment.enrolment e WHERE e.offering_id = $1 AND e.person_id = p.id
                        AND e.state IN ('enrolled', 'finished')) AS enrolled,
              p.status = 'guest' AS guest
         FROM people.person_name p
         LEFT JOIN people.job m ON m.person_id = p.id AND m.is_main AND m.valid_to IS NULL
         LEFT JOIN people.known_organisation g ON g.id = m.organisation_id
        WHERE p.status IN ('active', 'invited', 'guest')
          AND lower(p.name) LIKE '%' || $2 || '%'
        ORDER BY p.family_name, p.given_name, p.id LIMIT ${MOST}`;
    const params = [offeringId, likeOf(words)];
    return tx ? rows(tx, text, params) : this.database.rows(text, params);
  }
}

const likeOf = (words: string): string =>
  words
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, (sign) => `\\${sign}`)
    .replace(/\s+/g, '%');
