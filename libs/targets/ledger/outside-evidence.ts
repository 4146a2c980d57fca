import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { ParticipationReports } from '@academie/acts';
import { OutsideStarts, type OutsideFact } from '@academie/elearning';
import { Database, dayOf } from '@academie/platform';

import type { CourseContext } from '../counting/context-facts';
import type { FactsByOrigin } from './course-act-evidence';
import { courseContextSql } from './course-facts';
import type { Fact } from './evidence-store';
import { cameFor, frozenPersons, personsAt } from './person-evidence';

/** What lists say of somebody in a course: the years in which it began, and was completed. */
type ToldYears = Record<'started' | 'completion', Set<string>>;

/**
 * What people say themselves of e-learnings elsewhere. It proves less than a list of the provider, and nothing beside
 * one: what a list says of the same year stands in its place.
 */
@Injectable()
export class OutsideEvidence {
  constructor(
    private readonly database: Database,
    private readonly starts: OutsideStarts,
    private readonly reports: ParticipationReports,
  ) {}

  async facts(tx: EntityManager, ids: readonly string[]): Promise<FactsByOrigin> {
    if (ids.length === 0) return new Map();
    const starts = await this.starts.facts(ids, tx);
    const [told, contexts, frozen] = [
      await this.toldOf(tx, starts),
      await this.contextsOf(tx, starts),
      await frozenPersons(this.database, ids, tx),
    ];
    const people = await personsAt(
      this.database,
      starts.flatMap(({ personId, startedAt, finishedAt }) =>
        [startedAt, ...(finishedAt ? [finishedAt] : [])].map((moment) => ({ personId, moment })),
      ),
      tx,
    );
    return new Map(
      starts.map((start) => [
        start.id,
        happenedIn(start, told.get(start.id)).flatMap(({ kind, moment }): Fact[] => {
          const person = people(start.personId, moment);
          const context = contexts.get(start.courseId);
          if (!person || !context) return [];
          const before = frozen(start.id, moment);
          return [
            {
              kind,
              sourceType: 'outside_start',
              sourceId: start.id,
              occurredAt: moment,
              personPseudonym: person.pseudonym,
              organisationId: cameFor(person, null, false, before),
              functionCodes: before ? before.functionCodes : person.functionCodes,
              grade: 'C',
              context,
            },
          ];
        }),
      ]),
    );
  }

  private async contextsOf(
    tx: EntityManager,
    starts: readonly OutsideFact[],
  ): Promise<Map<string, CourseContext>> {
    const found = await this.database.rows<{ id: string; context: CourseContext }>(
      `SELECT c.id, ${courseContextSql()} AS context FROM catalogue.course c WHERE c.id = ANY ($1)`,
      [starts.map(({ courseId }) => courseId)],
      tx,
    );
    return new Map(found.map(({ id, context }) => [id, context]));
  }

  private async toldOf(
    tx: EntityManager,
    starts: readonly OutsideFact[],
  ): Promise<Map<string, ToldYears>> {
    const imported = await this.database.rows<{
      startId: string;
      id: string;
      startedAt: Date;
      completedAt: Date | null;
    }>(
      `SELECT line.id AS "startId", e.id, e.queued_at AS "startedAt", done.completed_at AS "completedAt"
         FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS line (id, person_id, course_id)
         JOIN enrolment.enrolment e ON e.person_id = line.person_id AND e.source = 'import'
          AND e.state <> 'cancelled'
         JOIN catalogue.offering o ON o.id = e.offering_id AND o.course_id = line.course_id
         LEFT JOIN attendance.completion done ON done.enrolment_id = e.id AND done.revoked_at IS NULL`,
      [
        starts.map(({ id }) => id),
        starts.map(({ ownerId }) => ownerId),
        starts.map(({ courseId }) => courseId),
      ],
      tx,
    );
    const reports =
      imported.length > 0
        ? await this.reports.of(
            imported.map(({ id }) => id),
            tx,
          )
        : [];
    // Of two records of one person that both began, the one that goes on speaks for both.
    const told = new Map<string, ToldYears>(
      starts.map(({ id, alsoStartedAt, alsoFinishedAt }) => [
        id,
        {
          started: new Set(alsoStartedAt ? [yearOf(alsoStartedAt)] : []),
          completion: new Set(alsoFinishedAt ? [yearOf(alsoFinishedAt)] : []),
        },
      ]),
    );
    for (const one of imported) {
      const years = told.get(one.startId);
      for (const said of [one, ...reports.filter(({ enrolmentId }) => enrolmentId === one.id)]) {
        years?.started.add(yearOf(said.startedAt));
        if (said.completedAt) years?.completion.add(yearOf(said.completedAt));
      }
    }
    return told;
  }
}

function happenedIn(
  { startedAt, finishedAt }: OutsideFact,
  told: ToldYears | undefined,
): { kind: 'started' | 'completion'; moment: Date }[] {
  const all = [
    { kind: 'started' as const, moment: startedAt },
    ...(finishedAt ? [{ kind: 'completion' as const, moment: finishedAt }] : []),
  ];
  return all.filter(({ kind, moment }) => !told?.[kind].has(yearOf(moment)));
}

const yearOf = (moment: Date): string => dayOf(moment).slice(0, 4);
