import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Database } from '@academie/platform';

import { type OfferingFacts, offeringFacts } from './course-facts';
import type { Fact } from './evidence-store';
import type { CourseContext } from '../counting/context-facts';
import {
  type FrozenPerson,
  frozenPersons,
  type PersonAt,
  personsAt,
  cameFor,
} from './person-evidence';

interface Participant {
  offeringId: string;
  enrolmentId: string;
  personId: string;
  organisationId: string | null;
  isImported: boolean;
  /** Somebody said for which organisation the person came; that wins over the dates of memberships. */
  isStated: boolean;
}

/** An offering to look at, and whether the labels stay that were frozen when it was held. */
interface Asked {
  id: string;
  keepContext: boolean;
}

const OFFERED = ['published', 'confirmed', 'running', 'held', 'inactive'];

/** What offerings prove: that they were on offer, that they were held, and who was there. */
@Injectable()
export class OfferingEvidence {
  constructor(private readonly database: Database) {}

  /**
   * The facts as they are now, by offering; the number of questions does not depend on how many there
   * are. With `keepContext` the labels stay those that were frozen: what happens to a person says
   * nothing about the course.
   */
  async facts(tx: EntityManager, asked: readonly Asked[]): Promise<Map<string, Fact[]>> {
    if (asked.length === 0) return new Map();
    const ids = asked.map(({ id }) => id);
    const offerings = await offeringFacts(this.database, ids, tx);
    const held = await this.heldFacts(tx, offerings.filter(isHeld), asked);
    return new Map(
      offerings.map((offering) => {
        const offered = offeredFact(offering);
        return [offering.id, [...(offered ? [offered] : []), ...(held.get(offering.id) ?? [])]];
      }),
    );
  }

  private async heldFacts(
    tx: EntityManager,
    offerings: readonly HeldOffering[],
    asked: readonly Asked[],
  ): Promise<Map<string, Fact[]>> {
    if (offerings.length === 0) return new Map();
    const ids = offerings.map(({ id }) => id);
    const days = new Map(offerings.map(({ id, heldAt }) => [id, heldAt]));
    const participants = await this.participants(tx, ids);
    const moments = participants.flatMap(({ personId, offeringId }) => {
      const moment = days.get(offeringId);
      return moment ? [{ personId, moment }] : [];
    });
    const people = await personsAt(this.database, moments, tx);
    const frozen = await frozenPersons(this.database, ids, tx);
    const contexts = await this.frozenContexts(
      tx,
      asked.filter(({ keepContext }) => keepContext).map(({ id }) => id),
    );
    const municipalities = await this.municipalities(tx);
    const byOffering = new Map<string, Participant[]>(ids.map((id) => [id, []]));
    for (const one of participants) byOffering.get(one.offeringId)?.push(one);
    return new Map(
      offerings.map((offering) => {
        const { id, heldAt } = offering;
        const context = contexts.get(id) ?? offering.context;
        const present = (byOffering.get(id) ?? []).flatMap((one) => {
          const person = people(one.personId, heldAt);
          return person
            ? [participation(one, person, frozen(one.enrolmentId), heldAt, context)]
            : [];
        });
        return [id, [heldEvent(offering, context, present, municipalities), ...present]];
      }),
    );
  }

  // Who was there in at least one session, in part or in whole; who gave it does not count. The
  // current mark is the latest of those with the most authority.
  private participants(tx: EntityManager, ids: readonly string[]): Promise<Participant[]> {
    return this.database.rows<Participant>(
      `SELECT e.offering_id AS "offeringId", e.id AS "enrolmentId", e.person_id AS "personId",
         e.organisation_id AS "organisationId", e.source = 'import' AS "isImported",
         e.organisation_stated AS "isStated"
       FROM enrolment.enrolment e
       WHERE e.offering_id = ANY ($1) AND e.state IN ('enrolled', 'finished')
         AND NOT EXISTS (SELECT FROM catalogue.offering_trainer t
                          WHERE t.offering_id = e.offering_id AND t.person_id = e.person_id)
         AND EXISTS (
           SELECT FROM (
             SELECT DISTINCT ON (m.session_id) m.value
             FROM attendance.mark m JOIN catalogue.planned_session s ON s.id = m.session_id
             WHERE m.enrolment_id = e.id AND s.offering_id = e.offering_id
             ORDER BY m.session_id, m.authority DESC, m.occurred_at DESC, m.recorded_at DESC, m.id DESC
           ) current WHERE current.value IN ('present', 'partial'))
       ORDER BY e.offering_id, e.id`,
      [ids],
      tx,
    );
  }

  private async municipalities(tx: EntityManager): Promise<Set<string>> {
    const found = await this.database.rows<{ id: string }>(
      `SELECT id FROM people.known_organisation WHERE kind = 'municipality'`,
      [],
      tx,
    );
    return new Set(found.map(({ id }) => id));
  }

  private async frozenContexts(
    tx: EntityManager,
    ids: readonly string[],
  ): Promise<Map<string, CourseContext>> {
    if (ids.length === 0) return new Map();
    const found = await this.database.rows<{ id: string; facts: CourseContext }>(
      `SELECT e.origin_id AS id, x.facts FROM targets.evidence e
         JOIN targets.context x ON x.id = e.context_id
        WHERE e.origin_id = ANY ($1) AND e.kind = 'held_event' AND e.retracted_at IS NULL`,
      [ids],
      tx,
    );
    return new Map(found.map(({ id, facts }) => [id, facts]));
  }
}

type HeldOffering = OfferingFacts & { heldAt: Date };

const isHeld = (offering: OfferingFacts): offering is HeldOffering =>
  offering.status === 'held' && offering.heldAt !== null && offering.registersClosed;

function heldEvent(
  { id, heldAt, sessions, minutes, organiserOrganisationId }: HeldOffering,
  context: CourseContext,
  present: readonly Fact[],
  municipalities: ReadonlySet<string>,
): Fact {
  const organisations = new Set(present.map(({ organisationId }) => organisationId ?? ''));
  const outside = present.filter(
    ({ organisationId }) => !organiserOrganisationId || organisationId !== organiserOrganisationId,
  );
  return {
    kind: 'held_event',
    sourceType: 'offering',
    sourceId: id,
    occurredAt: heldAt,
    grade: 'A',
    context,
    facts: {
      present: countPersons(present),
      // Said only where somebody was there from the organisation that organises it.
      ...(outside.length < present.length && { outside: countPersons(outside) }),
      municipalities: [...organisations].filter((one) => municipalities.has(one)).length,
      sessions,
      minutes,
    },
  };
}

const countPersons = (present: readonly Fact[]): number =>
  new Set(present.map(({ personPseudonym }) => personPseudonym)).size;

function participation(
  { enrolmentId, organisationId, isImported, isStated }: Participant,
  person: PersonAt,
  frozen: FrozenPerson | undefined,
  occurredAt: Date,
  context: CourseContext,
): Fact {
  return {
    kind: 'participation',
    sourceType: 'enrolment',
    sourceId: enrolmentId,
    occurredAt,
    personPseudonym: person.pseudonym,
    organisationId: cameFor(person, organisationId, isStated, frozen),
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
