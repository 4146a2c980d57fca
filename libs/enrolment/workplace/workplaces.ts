import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { lockOffering } from '@academie/catalogue';
import type { Actor } from '@academie/people';
import { Clock, Database, dayOf, Journal, NotFound, rows } from '@academie/platform';

import { NotTheirWorkplace, WorkplaceNeedsReason } from './workplace.errors';

/** An organisation for which somebody may come. */
export interface Workplace {
  id: string;
  name: string;
  isMain: boolean;
}

/** For which organisation somebody comes to an offering, as far as anybody said so. */
export interface EnrolledFor {
  offeringId: string;
  personId: string;
  personName: string;
  courseTitle: string;
  state: string;
  organisationId: string | null;
  /** Somebody said so; it wins over where the person works by our dates. */
  isStated: boolean;
  choices: Workplace[];
}

/** What somebody says about it. */
export interface WorkplaceAnswer {
  organisationId: string;
  reason?: string | undefined;
}

interface Current {
  offeringId: string;
  personId: string;
  organisationId: string | null;
  isStated: boolean;
  state: string;
}

// Where somebody works today, or on a day of the offering $2. $3 is today.
const CHOICES = `
  SELECT g.id, g.short_name AS name, bool_or(m.is_main) AS "isMain"
    FROM people.job m JOIN people.known_organisation g ON g.id = m.organisation_id
   WHERE m.person_id = $1 AND EXISTS (
     SELECT FROM (SELECT $3::date AS day UNION SELECT (s.starts_at AT TIME ZONE 'Europe/Amsterdam')::date
                    FROM catalogue.planned_session s WHERE s.offering_id = $2) d
      WHERE m.valid_from <= d.day AND (m.valid_to IS NULL OR m.valid_to > d.day))
   GROUP BY g.id, g.short_name ORDER BY bool_or(m.is_main) DESC, g.short_name`;

/**
 * For which organisation somebody comes who works for several. The answer wins over the dates of their work, in the
 * ledger too, and is corrected with a reason.
 */
@Injectable()
export class Workplaces {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /** The organisations among which a person chooses for an offering; more than one is worth asking. */
  choices(personId: string, offeringId: string, tx?: EntityManager): Promise<Workplace[]> {
    const today = dayOf(this.clock.now());
    return this.database.rows<Workplace>(CHOICES, [personId, offeringId, today], tx);
  }

  /** Whom to ask at the door: the enrolment of somebody at a session who works for several and said nothing. */
  async toAsk(personId: string, sessionId: string): Promise<string | undefined> {
    const found = await this.database.first<{ id: string; offeringId: string }>(
      `SELECT e.id, e.offering_id AS "offeringId" FROM catalogue.planned_session s
         JOIN enrolment.enrolment e ON e.offering_id = s.offering_id AND e.person_id = $1
        WHERE s.id = $2 AND e.state = 'enrolled' AND NOT e.organisation_stated`,
      [personId, sessionId],
    );
    const choices = found ? await this.choices(personId, found.offeringId) : [];
    return choices.length > 1 ? found?.id : undefined;
  }

  /** @throws NotFound */
  async of(enrolmentId: string): Promise<EnrolledFor> {
    const found = await this.database.first<Omit<EnrolledFor, 'choices'>>(
      `SELECT e.offering_id AS "offeringId", e.person_id AS "personId", p.name AS "personName",
         c.course_title AS "courseTitle", e.state, e.organisation_id AS "organisationId",
         e.organisation_stated AS "isStated"
       FROM enrolment.enrolment e JOIN people.person_name p ON p.id = e.person_id
       JOIN catalogue.course_of_offering c ON c.offering_id = e.offering_id
       WHERE e.id = $1`,
      [enrolmentId],
    );
    if (!found) throw new NotFound();
    return { ...found, choices: await this.choices(found.personId, found.offeringId) };
  }

  /**
   * Says for which organisation somebody comes. The caller has asked who may.
   * @throws NotFound, NotTheirWorkplace, WorkplaceNeedsReason when it was said before or is over
   */
  async state(
    actor: Actor,
    enrolmentId: string,
    answer: WorkplaceAnswer,
    tx?: EntityManager,
  ): Promise<void> {
    await (tx
      ? this.stateIn(tx, actor, enrolmentId, answer)
      : this.database.transaction((own) => this.stateIn(own, actor, enrolmentId, answer)));
  }

  /** Whoever is sent by a coordinator comes for the organisation of that coordinator. */
  async stateByCoordinator(actor: Actor, enrolmentId: string, tx?: EntityManager): Promise<void> {
    const { offeringId, personId, isStated } = await this.current(enrolmentId, tx);
    if (isStated) return;
    const choices = await this.choices(personId, offeringId, tx);
    const own = choices.find(({ id }) => actor.coordinatedOrganisations.includes(id));
    if (!own || choices.length < 2) return;
    await this.state(actor, enrolmentId, { organisationId: own.id }, tx);
  }

  private async stateIn(
    tx: EntityManager,
    actor: Actor,
    enrolmentId: string,
    { organisationId, reason }: WorkplaceAnswer,
  ): Promise<void> {
    const { offeringId } = await this.current(enrolmentId, tx);
    // The order of a waiting list may go by organisation, so the list stands still meanwhile.
    await lockOffering(tx, offeringId);
    const now = await this.current(enrolmentId, tx);
    if (now.isStated && now.organisationId === organisationId) return;
    const choices = await this.choices(now.personId, offeringId, tx);
    if (!choices.some(({ id }) => id === organisationId)) throw new NotTheirWorkplace();
    const why = reason?.trim();
    if ((now.isStated || now.state === 'finished') && !why) throw new WorkplaceNeedsReason();
    await rows(
      tx,
      `UPDATE enrolment.enrolment SET organisation_id = $2, organisation_stated = true WHERE id = $1`,
      [enrolmentId, organisationId],
    );
    await this.journal.record(tx, {
      action: 'enrolment.organisation-stated',
      subjectId: enrolmentId,
      actorId: actor.id,
      onBehalfOf: now.personId === actor.id ? undefined : now.personId,
      reason: why,
      data: {
        offeringId,
        personId: now.personId,
        from: now.organisationId,
        to: organisationId,
      },
    });
  }

  private async current(enrolmentId: string, tx?: EntityManager): Promise<Current> {
    const found = await this.database.first<Current>(
      `SELECT offering_id AS "offeringId", person_id AS "personId", organisation_id AS "organisationId",
         organisation_stated AS "isStated", state FROM enrolment.enrolment WHERE id = $1`,
      [enrolmentId],
      tx,
    );
    if (!found) throw new NotFound();
    return found;
  }
}
