import { Injectable } from '@nestjs/common';

import { type Actor } from '@academie/people';
import {
  Clock,
  Database,
  dayOf,
  InvalidInput,
  Journal,
  newId,
  NotFound,
  rows,
} from '@academie/platform';

import { DeputyOfOneself } from '../place/enrolment.errors';
import { WORKS_THERE } from '../place/enrolment-access';

/** Somebody who stands in, as those concerned see it. */
export interface DeputyRow {
  id: string;
  name: string;
  validFrom: string;
  validUntil: string;
}

/** Who stands in for the person who decides on requests, and when. */
@Injectable()
export class DeputyService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /** Those who stand in for this person, today or later; the soonest first. */
  of(actor: Actor): Promise<DeputyRow[]> {
    return this.database.rows<DeputyRow>(
      `SELECT d.id, p.name, d.valid_from::text AS "validFrom",
              d.valid_until::text AS "validUntil"
         FROM enrolment.deputy d JOIN people.person_name p ON p.id = d.deputy_id
        WHERE d.person_id = $1 AND d.valid_until >= $2 ORDER BY d.valid_from, d.id`,
      [actor.id, dayOf(this.clock.now())],
    );
  }

  /** Whom this person stands in for today. */
  principalsOf(actor: Actor): Promise<{ name: string; validUntil: string }[]> {
    return this.database.rows(
      `SELECT p.name, d.valid_until::text AS "validUntil"
         FROM enrolment.deputy d JOIN people.person_name p ON p.id = d.person_id
        WHERE d.deputy_id = $1 AND $2 BETWEEN d.valid_from AND d.valid_until ORDER BY p.sort_name`,
      [actor.id, dayOf(this.clock.now())],
    );
  }

  /** Colleagues who can stand in: of the organisations one coordinates, or of one's own. */
  candidates(actor: Actor): Promise<{ value: string; label: string }[]> {
    return this.database.rows(
      `SELECT DISTINCT p.id AS value, p.family_name || ', ' || p.given_name AS label
         FROM people.job m JOIN people.person_name p ON p.id = m.person_id AND p.status = 'active'
        WHERE m.organisation_id = ANY ($2) AND p.id <> $3 AND ${WORKS_THERE}
        ORDER BY label LIMIT 1000`,
      [dayOf(this.clock.now()), organisationsOf(actor), actor.id],
    );
  }

  /**
   * Lets a colleague decide in one's place on these days, both included. Returns its id.
   * @throws DeputyOfOneself, InvalidInput for somebody of another organisation or a span that is over
   */
  appoint(
    actor: Actor,
    {
      deputyId,
      validFrom,
      validUntil,
    }: { deputyId: string; validFrom: string; validUntil: string },
  ): Promise<string> {
    return this.database.transaction(async (tx) => {
      const today = dayOf(this.clock.now());
      if (deputyId === actor.id) throw new DeputyOfOneself();
      if (validUntil < validFrom || validUntil < today)
        throw new InvalidInput([
          {
            field: 'validUntil',
            code: 'enrolment.deputy-ends-before',
            message: 'validUntil must not be before validFrom or today',
          },
        ]);
      const [colleague] = await rows(
        tx,
        `SELECT 1 FROM people.job m JOIN people.person_name p ON p.id = m.person_id
          WHERE p.id = $2 AND p.status = 'active' AND m.organisation_id = ANY ($3) AND ${WORKS_THERE}`,
        [today, deputyId, organisationsOf(actor)],
      );
      if (!colleague)
        throw new InvalidInput([
          { field: 'deputyId', code: 'isIn', message: 'deputyId must be a colleague' },
        ]);
      const id = newId();
      await rows(
        tx,
        `INSERT INTO enrolment.deputy (id, person_id, deputy_id, valid_from, valid_until, appointed_at)
         VALUES ($1, $2, $3, $4, $5, $6)`,
        [id, actor.id, deputyId, validFrom, validUntil, this.clock.now()],
      );
      await this.journal.record(tx, {
        action: 'deputy.appointed',
        subjectId: id,
        actorId: actor.id,
        data: { personId: actor.id, deputyId, validFrom, validUntil },
      });
      return id;
    });
  }

  /** Ends it at once. @throws NotFound also for somebody else's */
  dismiss(actor: Actor, id: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const [gone] = await rows<{ deputyId: string }>(
        tx,
        'DELETE FROM enrolment.deputy WHERE id = $1 AND person_id = $2 RETURNING deputy_id AS "deputyId"',
        [id, actor.id],
      );
      if (!gone) throw new NotFound();
      await this.journal.record(tx, {
        action: 'deputy.dismissed',
        subjectId: id,
        actorId: actor.id,
        data: { personId: actor.id, deputyId: gone.deputyId },
      });
    });
  }
}

const organisationsOf = (actor: Actor): string[] => [
  ...actor.coordinatedOrganisations,
  ...(actor.organisationId ? [actor.organisationId] : []),
];
