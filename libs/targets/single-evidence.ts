import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { type ActFacts, ActQueries } from '@academie/acts';
import { Database, startOfDay } from '@academie/platform';

import { courseContextSql, courseFacts } from './course-facts';
import type { Fact } from './evidence-store';
import type { ActContext, CourseContext } from './facts';
import { frozenPersons, personAt } from './person-evidence';

interface EnrolmentFacts {
  id: string;
  personId: string;
  organisationId: string | null;
  source: string;
  state: string;
  isSelfPaced: boolean;
  completedAt: Date | null;
  context: CourseContext;
}

/** What one course, one act or one enrolment proves. */
@Injectable()
export class SingleEvidence {
  constructor(
    private readonly database: Database,
    private readonly acts: ActQueries,
  ) {}

  /** A course without dates is on offer from its publication until it is archived. */
  async ofCourse(tx: EntityManager, courseId: string): Promise<Fact[]> {
    const course = await courseFacts(this.database, courseId, tx);
    if (!course?.publishedAt || course.status === 'draft' || course.mode !== 'self_paced')
      return [];
    const { publishedAt, archivedAt, status, context } = course;
    const untilAt = status === 'archived' ? archivedAt : null;
    if (untilAt && untilAt <= publishedAt) return [];
    return [
      {
        kind: 'offered_course',
        sourceType: 'course',
        sourceId: courseId,
        occurredAt: publishedAt,
        untilAt,
        grade: 'A',
        context,
      },
    ];
  }

  /** Each organisation an act names has it as evidence; the act itself is counted once. */
  async ofAct(tx: EntityManager, actId: string): Promise<Fact[]> {
    const [act] = await this.acts.facts([actId], tx);
    return act ? factsOfAct(act) : [];
  }

  /** Who finished, and so must have started; for a course without dates, when. */
  async ofEnrolment(tx: EntityManager, enrolmentId: string): Promise<Fact[]> {
    const enrolment = await this.database.first<EnrolmentFacts>(
      `SELECT e.id, e.person_id AS "personId", e.source, e.state, o.mode = 'self_paced' AS "isSelfPaced",
         coalesce(done.organisation_id, e.organisation_id) AS "organisationId",
         done.completed_at AS "completedAt", ${courseContextSql('o')} AS context
       FROM enrolment.enrolment e
       JOIN catalogue.offering o ON o.id = e.offering_id
       JOIN catalogue.course c ON c.id = o.course_id
       LEFT JOIN attendance.completion done ON done.enrolment_id = e.id AND done.revoked_at IS NULL
       WHERE e.id = $1`,
      [enrolmentId],
      tx,
    );
    if (!enrolment?.completedAt) return [];
    const { personId, completedAt, context } = enrolment;
    const person = (await personAt(this.database, [personId], completedAt, tx)).get(personId);
    if (!person) return [];
    const frozen = (await frozenPersons(this.database, enrolmentId, tx)).get(enrolmentId);
    const fact = {
      sourceType: 'enrolment',
      sourceId: enrolmentId,
      occurredAt: completedAt,
      personPseudonym: person.isErased && frozen ? frozen.pseudonym : person.pseudonym,
      organisationId: frozen
        ? frozen.organisationId
        : (enrolment.organisationId ?? person.organisationId),
      functionCodes: frozen ? frozen.functionCodes : person.functionCodes,
      grade: enrolment.source === 'import' ? ('B' as const) : ('A' as const),
      context,
    };
    const completion: Fact = { ...fact, kind: 'completion' };
    return enrolment.isSelfPaced ? [{ ...fact, kind: 'started' }, completion] : [completion];
  }
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
