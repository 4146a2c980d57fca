import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Database } from '@academie/platform';

import { type OfferingFacts, offeringFacts } from './course-facts';
import type { Fact } from './evidence-store';
import type { CourseContext } from './facts';
import { frozenPersons, personsAt, type PersonAt } from './person-evidence';

interface Participant {
  enrolmentId: string;
  personId: string;
  organisationId: string | null;
  isImported: boolean;
}

const OFFERED = ['published', 'confirmed', 'running', 'held', 'inactive'];

/** What an offering proves: that it was on offer, that it was held, and who was there. */
@Injectable()
export class OfferingEvidence {
  constructor(private readonly database: Database) {}

  /**
   * The facts as they are now. With `keepContext` the labels stay those that were frozen: what
   * happens to a person says nothing about the course.
   */
  async facts(tx: EntityManager, offeringId: string, keepContext: boolean): Promise<Fact[]> {
    const offering = await offeringFacts(this.database, offeringId, tx);
    if (!offering) return [];
    const offered = offeredFact(offering);
    const held = await this.heldFacts(tx, offering, keepContext);
    return offered ? [offered, ...held] : held;
  }

  private async heldFacts(
    tx: EntityManager,
    offering: OfferingFacts,
    keepContext: boolean,
  ): Promise<Fact[]> {
    const { id, status, endsAt, registersClosed } = offering;
    if (status !== 'held' || !endsAt || !registersClosed) return [];
    const context = (keepContext && (await this.frozenContext(tx, id))) || offering.context;
    const participants = await this.participants(tx, offering);
    const people = await personsAt(
      this.database,
      participants.map(({ personId }) => ({ personId, moment: endsAt })),
      tx,
    );
    const frozen = await frozenPersons(this.database, [id], tx);
    const present = participants.flatMap((participant) => {
      const person = people(participant.personId, endsAt);
      return person
        ? [participation(participant, person, frozen.get(participant.enrolmentId), endsAt, context)]
        : [];
    });
    const event: Fact = {
      kind: 'held_event',
      sourceType: 'offering',
      sourceId: id,
      occurredAt: endsAt,
      grade: 'A',
      context,
      facts: {
        present: new Set(present.map(({ personPseudonym }) => personPseudonym)).size,
        municipalities: await this.municipalities(tx, present),
        sessions: offering.sessions,
        minutes: offering.minutes,
      },
    };
    return [event, ...present];
  }

  // Who was there in at least one session, in part or in whole; who gave it does not count. The
  // current mark is the latest of those with the most authority.
  private participants(
    tx: EntityManager,
    { id, trainerIds }: OfferingFacts,
  ): Promise<Participant[]> {
    return this.database.rows<Participant>(
      `SELECT e.id AS "enrolmentId", e.person_id AS "personId", e.organisation_id AS "organisationId",
         e.source = 'import' AS "isImported"
       FROM enrolment.enrolment e
       WHERE e.offering_id = $1 AND e.state IN ('enrolled', 'finished') AND e.person_id <> ALL ($2)
         AND EXISTS (
           SELECT FROM (
             SELECT DISTINCT ON (m.session_id) m.value
             FROM attendance.mark m JOIN catalogue.session s ON s.id = m.session_id
             WHERE m.enrolment_id = e.id AND s.offering_id = e.offering_id AND s.status = 'planned'
             ORDER BY m.session_id, m.authority DESC, m.occurred_at DESC, m.recorded_at DESC, m.id DESC
           ) current WHERE current.value IN ('present', 'partial'))
       ORDER BY e.id`,
      [id, trainerIds],
      tx,
    );
  }

  private async municipalities(tx: EntityManager, present: readonly Fact[]): Promise<number> {
    const row = await this.database.first<{ count: number }>(
      `SELECT count(*)::int AS count FROM people.organisation
        WHERE id = ANY ($1) AND kind = 'municipality'`,
      [present.map(({ organisationId }) => organisationId)],
      tx,
    );
    return row?.count ?? 0;
  }

  private async frozenContext(tx: EntityManager, id: string): Promise<CourseContext | undefined> {
    const row = await this.database.first<{ facts: CourseContext }>(
      `SELECT x.facts FROM targets.evidence e JOIN targets.context x ON x.id = e.context_id
        WHERE e.origin_id = $1 AND e.kind = 'held_event' AND e.retracted_at IS NULL`,
      [id],
      tx,
    );
    return row?.facts;
  }
}

function participation(
  { enrolmentId, organisationId, isImported }: Participant,
  person: PersonAt,
  frozen: { pseudonym: string; organisationId: string | null; functionCodes: string[] } | undefined,
  occurredAt: Date,
  context: CourseContext,
): Fact {
  return {
    kind: 'participation',
    sourceType: 'enrolment',
    sourceId: enrolmentId,
    occurredAt,
    personPseudonym: person.isErased && frozen ? frozen.pseudonym : person.pseudonym,
    organisationId: frozen ? frozen.organisationId : (organisationId ?? person.organisationId),
    functionCodes: frozen ? frozen.functionCodes : person.functionCodes,
    grade: isImported ? 'B' : 'A',
    context,
  };
}

/** On offer from when people could enrol until the enrolment closed or it began. */
function offeredFact(offering: OfferingFacts): Fact | undefined {
  const { openFrom, openUntil, status, courseStatus, context } = offering;
  if (!OFFERED.includes(status) || courseStatus === 'draft' || context.mode === 'self_paced')
    return undefined;
  if (!openFrom || (openUntil && openUntil <= openFrom)) return undefined;
  return {
    kind: 'offered_course',
    sourceType: 'offering',
    sourceId: offering.id,
    occurredAt: openFrom,
    untilAt: openUntil,
    grade: 'A',
    context,
  };
}
