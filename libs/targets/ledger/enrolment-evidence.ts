import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { type KeptReport, ParticipationReports } from '@academie/acts';
import { Database, dayOf } from '@academie/platform';

import type { FactsByOrigin } from './course-act-evidence';
import { courseContextSql } from './course-facts';
import type { Fact } from './evidence-store';
import type { CourseContext } from '../counting/context-facts';
import {
  type FrozenPerson,
  frozenPersons,
  type PersonAt,
  personsAt,
  cameFor,
} from './person-evidence';

interface EnrolmentFacts {
  id: string;
  personId: string;
  /** Where the person worked as enrolled, and as completed. */
  organisationId: string | null;
  completedAtOrganisationId: string | null;
  /** Somebody said for which organisation the person takes part. */
  isStated: boolean;
  source: string;
  /** The list that brought it was taken back. */
  isWithdrawn: boolean;
  isSelfPaced: boolean;
  startedAt: Date;
  completedAt: Date | null;
  context: CourseContext;
}

/** One start or completion, and where it was said. */
interface Happened {
  kind: 'started' | 'completion';
  moment: Date;
  organisationId: string | null;
  /** The report that says it; of what the enrolment itself says, none. */
  reportId?: string;
}

/** What enrolments prove: who started, and who finished. */
@Injectable()
export class EnrolmentEvidence {
  constructor(
    private readonly database: Database,
    private readonly reports: ParticipationReports,
  ) {}

  /**
   * The facts as they are now, by enrolment. What lists reported of one participation counts once in
   * each calendar year, by the earliest day of that year, in whatever order the lists came.
   */
  async facts(tx: EntityManager, ids: readonly string[]): Promise<FactsByOrigin> {
    if (ids.length === 0) return new Map();
    const enrolments = await this.enrolments(tx, ids);
    const imported = enrolments.filter(isImported).map(({ id }) => id);
    const reports = imported.length > 0 ? await this.reports.of(imported, tx) : [];
    const told = grouped(reports, ({ enrolmentId }) => enrolmentId);
    const happened = new Map(
      enrolments.map((enrolment) => [enrolment, happenedIn(enrolment, told.get(enrolment.id))]),
    );
    const people = await personsAt(
      this.database,
      [...happened].flatMap(([{ personId }, list]) =>
        list.map(({ moment }) => ({ personId, moment })),
      ),
      tx,
    );
    const frozen = await frozenPersons(this.database, ids, tx);
    return new Map(
      [...happened].map(([enrolment, list]) => [
        enrolment.id,
        list.flatMap((one) => {
          const person = people(enrolment.personId, one.moment);
          return person ? [factOf(enrolment, one, person, frozen)] : [];
        }),
      ]),
    );
  }

  private enrolments(tx: EntityManager, ids: readonly string[]): Promise<EnrolmentFacts[]> {
    return this.database.rows<EnrolmentFacts>(
      `SELECT e.id, e.person_id AS "personId", e.source,
         e.source = 'import' AND e.state = 'cancelled' AS "isWithdrawn", o.mode = 'self_paced' AS "isSelfPaced",
         e.organisation_id AS "organisationId", e.organisation_stated AS "isStated",
         done.organisation_id AS "completedAtOrganisationId",
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
  }
}

const isImported = ({ source }: EnrolmentFacts): boolean => source === 'import';

function factOf(
  enrolment: EnrolmentFacts,
  { kind, moment, organisationId, reportId }: Happened,
  person: PersonAt,
  frozen: (sourceId: string, at?: Date) => FrozenPerson | undefined,
): Fact {
  const sourceId = reportId ?? enrolment.id;
  const before = frozen(sourceId, isImported(enrolment) ? moment : undefined);
  // A provider says where somebody worked; what we know of our own people stays as it was first seen.
  const stated = isImported(enrolment) ? organisationId : undefined;
  const { isStated } = enrolment;
  const found = cameFor(
    person,
    isStated ? enrolment.organisationId : organisationId,
    isStated,
    before,
  );
  return {
    kind,
    sourceType: reportId ? 'participation_report' : 'enrolment',
    sourceId,
    occurredAt: moment,
    personPseudonym: person.pseudonym,
    organisationId: stated ?? found,
    functionCodes: before ? before.functionCodes : person.functionCodes,
    grade: isImported(enrolment) ? 'B' : 'A',
    context: enrolment.context,
  };
}

function happenedIn(enrolment: EnrolmentFacts, reports: readonly KeptReport[] = []): Happened[] {
  const own = momentsOf(enrolment);
  if (reports.length === 0) return own;
  const all: Happened[] = [
    ...own,
    ...reports.flatMap(({ id: reportId, organisationId, startedAt, completedAt }) =>
      [
        ...(enrolment.isSelfPaced ? happened('started', startedAt, organisationId) : []),
        ...happened('completion', completedAt, organisationId),
      ].map((one) => ({ ...one, reportId })),
    ),
  ];
  const byYear = grouped(all, ({ kind, moment }) => `${kind} ${dayOf(moment).slice(0, 4)}`);
  return [...byYear.values()].map(firstOfYear);
}

// The enrolment stays the source of a year that it speaks of itself, so that a list that comes later and
// knows of an earlier day corrects the day and makes no second piece of evidence.
function firstOfYear(list: readonly Happened[]): Happened {
  const first = list.reduce((before, one) => (isEarlier(one, before) ? one : before));
  const { reportId, ...said } = first;
  const isOwn = list.some((one) => one.reportId === undefined);
  return isOwn || reportId === undefined ? said : { ...said, reportId };
}

const isEarlier = (one: Happened, other: Happened): boolean =>
  one.moment.getTime() - other.moment.getTime() < 0 ||
  (one.moment.getTime() === other.moment.getTime() && orderOf(one) < orderOf(other));

const orderOf = ({ organisationId }: Happened): string => organisationId ?? '~';

/**
 * What an enrolment itself says, and when. A provider that names a person says when that person started;
 * of our own e-learning we only know for certain once the person has finished.
 */
function momentsOf(enrolment: EnrolmentFacts): Happened[] {
  if (enrolment.isWithdrawn) return [];
  const { isSelfPaced, startedAt, completedAt, organisationId, completedAtOrganisationId } =
    enrolment;
  const asCompleted = completedAtOrganisationId ?? organisationId;
  const started = isImported(enrolment)
    ? happened('started', startedAt, organisationId)
    : happened('started', completedAt, asCompleted);
  return [...(isSelfPaced ? started : []), ...happened('completion', completedAt, asCompleted)];
}

const happened = (
  kind: Happened['kind'],
  moment: Date | null,
  organisationId: string | null,
): Happened[] => (moment ? [{ kind, moment, organisationId }] : []);

function grouped<T>(list: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}
