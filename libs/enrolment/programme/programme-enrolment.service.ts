import { Injectable } from '@nestjs/common';

import { managesProgramme, type ProgrammeDate, type ProgrammeRow } from '@academie/catalogue';
import { type Actor, NotAllowed } from '@academie/people';
import {
  Clock,
  Database,
  InvalidInput,
  Journal,
  Refusal,
  refusalText,
  rows,
  t,
} from '@academie/platform';

import { EnrolmentAccess } from '../place/enrolment-access';
import { AlreadyEnrolled } from '../place/enrolment.errors';
import { EnrolmentService, type EnrolmentStatus } from '../place/enrolment.service';
import { ProgrammeClosed } from './programme-enrolment.errors';

/** What came of one date that was chosen. */
export interface ChosenResult {
  courseId: string;
  offeringId: string;
  /** Where the person stands now, when that is somewhere. */
  status?: EnrolmentStatus;
  /** Had a place, or waited, already. */
  already?: boolean;
  /** Why not, in words for people, with the code of the refusal. */
  problem?: string;
  code?: string;
  /** The offering asks something first. */
  asks?: boolean;
}

/** Following programmes, and taking places in their courses. */
@Injectable()
export class ProgrammeEnrolmentService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly access: EnrolmentAccess,
    private readonly enrolments: EnrolmentService,
  ) {}

  /**
   * On what ground the actor follows a programme for somebody: oneself, a person of an organisation the actor
   * coordinates, or as who manages the programme. @throws NotAllowed
   */
  async mustActFor(actor: Actor, programme: ProgrammeRow, personId: string): Promise<void> {
    if (personId === actor.id || managesProgramme(actor, programme)) return;
    if (!(await this.access.coordinated(actor, [personId])).has(personId)) throw new NotAllowed();
  }

  /** From now on it stands in Mijn academie. Doing it twice changes nothing. @throws NotAllowed, ProgrammeClosed */
  async follow(actor: Actor, programme: ProgrammeRow, personId: string): Promise<void> {
    await this.mustActFor(actor, programme, personId);
    await this.database.transaction(async (tx) => {
      const [changed] = await rows(
        tx,
        `INSERT INTO enrolment.programme_enrolment AS f (programme_id, person_id, started_at)
         SELECT $1, $2, $3 WHERE $4 OR EXISTS (SELECT FROM enrolment.programme_enrolment
            WHERE programme_id = $1 AND person_id = $2)
         ON CONFLICT ON CONSTRAINT programme_enrolment_pk DO UPDATE SET left_at = NULL, started_at = EXCLUDED.started_at
          WHERE f.left_at IS NOT NULL AND $4
         RETURNING 1`,
        [programme.id, personId, this.clock.now(), programme.status === 'published'],
      );
      if (changed)
        return this.journal.record(tx, {
          action: 'programme.followed',
          subjectId: programme.id,
          actorId: actor.id,
          onBehalfOf: personId === actor.id ? undefined : personId,
          data: { programmeId: programme.id, personId },
        });
      const [following] = await rows(
        tx,
        `SELECT 1 FROM enrolment.programme_enrolment
          WHERE programme_id = $1 AND person_id = $2 AND left_at IS NULL`,
        [programme.id, personId],
      );
      if (!following) throw new ProgrammeClosed();
      return undefined;
    });
  }

  /** No longer follows it; places stay. Doing it twice changes nothing. */
  leave(actor: Actor, programmeId: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const [left] = await rows(
        tx,
        `UPDATE enrolment.programme_enrolment SET left_at = $3
          WHERE programme_id = $1 AND person_id = $2 AND left_at IS NULL RETURNING 1`,
        [programmeId, actor.id, this.clock.now()],
      );
      if (left)
        await this.journal.record(tx, {
          action: 'programme.left',
          subjectId: programmeId,
          actorId: actor.id,
          data: { programmeId, personId: actor.id },
        });
    });
  }

  /**
   * Takes a place in each of these dates, one after the other, by the same command as from the page of a course:
   * admission, prerequisites, waiting lists and approval of each stay as they are. What is refused for one date
   * keeps no other from being taken.
   */
  async take(
    actor: Actor,
    personId: string,
    dates: readonly Pick<ProgrammeDate, 'id' | 'courseId'>[],
  ): Promise<ChosenResult[]> {
    const results: ChosenResult[] = [];
    for (const { id: offeringId, courseId } of dates)
      results.push({ courseId, offeringId, ...(await this.one(actor, offeringId, personId)) });
    return results;
  }

  private async one(
    actor: Actor,
    offeringId: string,
    personId: string,
  ): Promise<Omit<ChosenResult, 'courseId' | 'offeringId'>> {
    try {
      return { status: await this.enrolments.enrol(actor, offeringId, personId) };
    } catch (error) {
      if (error instanceof AlreadyEnrolled)
        return { already: true, code: error.code, problem: t('enrolment.programme.already') };
      if (error instanceof InvalidInput)
        return { asks: true, code: 'enrolment.asks', problem: t('enrolment.programme.asks') };
      if (error instanceof NotAllowed)
        return { code: error.code, problem: t('enrolment.programme.not-yours') };
      if (error instanceof Refusal) return { problem: refusalText(error), code: error.code };
      throw error;
    }
  }
}
