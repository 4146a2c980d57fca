import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { type ActFacts, ActQueries } from '@academie/acts';
import { Database, startOfDay } from '@academie/platform';

import { courseContextSql, courseFacts, type SelfPacedFacts } from './course-facts';
import type { Fact } from './evidence-store';
import type { ActContext, CourseContext } from '../counting/context-facts';
import { frozenPersons, personsAt } from './person-evidence';
import { startedTotals } from './reported-totals';

interface EnrolmentFacts {
  id: string;
  personId: string;
  organisationId: string | null;
  source: string;
  isSelfPaced: boolean;
  startedAt: Date;
  completedAt: Date | null;
  context: CourseContext;
}

/** Facts by the id of what they are derived from; whatever proves nothing is left out. */
export type FactsByOrigin = Map<string, Fact[]>;

/** What courses, acts and enrolments prove; each by itself, so that many cost no more than one. */
@Injectable()
export class SingleEvidence {
  constructor(
    private readonly database: Database,
    private readonly acts: ActQueries,
  ) {}

  /** A course without dates is on offer from its publication until it is archived. */
  async ofCourses(tx: EntityManager, ids: readonly string[]): Promise<FactsByOrigin> {
    const courses = await courseFacts(this.database, ids, tx);
    return new Map(
      courses.flatMap((course) => {
        const fact = offeredFact(course);
        return fact ? [[course.id, [fact]] as const] : [];
      }),
    );
  }

  /** Each organisation an act names has it as evidence; the act itself is counted once. */
  async ofActs(tx: EntityManager, ids: readonly string[]): Promise<FactsByOrigin> {
    const acts = await this.acts.facts(ids, tx);
    const totals = await startedTotals(this.database, acts, tx);
    return new Map(acts.map((act) => [act.id, totals.get(act.id) ?? factsOfAct(act)]));
  }

  /** Who finished, and so must have started; for a course without dates, when. */
  async ofEnrolments(tx: EntityManager, ids: readonly string[]): Promise<FactsByOrigin> {
    const enrolments = await this.database.rows<EnrolmentFacts>(
      `SELECT e.id, e.person_id AS "personId", e.source, o.mode = 'self_paced' AS "isSelfPaced",
         coalesce(done.organisation_id, e.organisation_id) AS "organisationId",
         e.queued_at AS "startedAt", done.completed_at AS "completedAt",
         ${courseContextSql('o')} AS context
       FROM enrolment.enrolment e
       JOIN catalogue.offering o ON o.id = e.offering_id
       JOIN catalogue.course c ON c.id = o.course_id
       LEFT JOIN attendance.completion done ON done.enrolment_id = e.id AND done.revoked_at IS NULL
       WHERE e.id = ANY ($1)`,
      [ids],
      tx,
    );
    const people = await personsAt(this.database, enrolments.flatMap(momentsOf), tx);
    const frozen = await frozenPersons(this.database, ids, tx);
    return new Map(
      enrolments.map((enrolment) => [
        enrolment.id,
        momentsOf(enrolment).flatMap(({ kind, moment }) => {
          const person = people(enrolment.personId, moment);
          if (!person) return [];
          const before = frozen.get(enrolment.id);
          return [
            {
              kind,
              sourceType: 'enrolment',
              sourceId: enrolment.id,
              occurredAt: moment,
              personPseudonym: person.pseudonym,
              organisationId: before
                ? before.organisationId
                : (enrolment.organisationId ?? person.organisationId),
              functionCodes: before ? before.functionCodes : person.functionCodes,
              grade: enrolment.source === 'import' ? ('B' as const) : ('A' as const),
              context: enrolment.context,
            },
          ];
        }),
      ]),
    );
  }
}

/**
 * What an enrolment proves, and when. A provider that names a person says when that person started;
 * of our own e-learning we only know for certain once the person has finished.
 */
function momentsOf({
  personId,
  source,
  isSelfPaced,
  startedAt,
  completedAt,
}: EnrolmentFacts): { kind: 'started' | 'completion'; personId: string; moment: Date }[] {
  const started = source === 'import' ? startedAt : completedAt;
  return [
    ...(isSelfPaced && started ? [{ kind: 'started' as const, personId, moment: started }] : []),
    ...(completedAt ? [{ kind: 'completion' as const, personId, moment: completedAt }] : []),
  ];
}

function offeredFact(course: SelfPacedFacts): Fact | undefined {
  const { id, publishedAt, archivedAt, status, mode, context } = course;
  if (!publishedAt || status === 'draft' || mode !== 'self_paced') return undefined;
  const untilAt = status === 'archived' ? archivedAt : null;
  if (untilAt && untilAt <= publishedAt) return undefined;
  return {
    kind: 'offered_course',
    sourceType: 'course',
    sourceId: id,
    occurredAt: publishedAt,
    untilAt,
    grade: 'A',
    context,
  };
}

/** Evidence of an act; none once it is retracted. */
export function factsOfAct(act: ActFacts): Fact[] {
  const occurredAt = startOfDay(act.occurredOn);
  if (act.retractedAt || !occurredAt) return [];
  const context: ActContext = {
    type: 'act',
    kind: act.kind,
    subkind: act.subkind,
    status: act.status,
    team: act.team,
    flags: act.flags,
    target: act.target,
    document: act.document !== null,
  };
  const organisations = act.organisationIds.length > 0 ? act.organisationIds : [null];
  return organisations.map((organisationId) => ({
    kind: 'act',
    sourceType: 'act',
    sourceId: act.id,
    occurredAt,
    recordedBy: act.recordedBy,
    organisationId,
    grade: act.grade,
    quantity: act.quantity,
    context,
    ...(act.headcount !== null && { facts: { headcount: act.headcount } }),
  }));
}
