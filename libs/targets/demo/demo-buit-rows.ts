import {
  demoId,
  type EventName,
  laterDay,
  momentOn,
  type PastEntry,
  workingDay,
} from '@academie/platform';

import type { ExternalParticipant } from './demo-buit';

/** One person's part in the e-learning elsewhere, as a row of an import. */
export interface Row extends ExternalParticipant {
  enrolmentId: string;
  personId: string;
  offeringId: string;
  importedAt: Date;
}

/** The lists of the provider. */
export const DELIVERIES = ['before', '2025', 'current'] as const;
/** What stands for the course elsewhere, for each list. */
export const offeringOf = (delivery: string): string => demoId('offering', `buit:${delivery}`);
/** The lead of both themes reads the reports of the provider. */
export const READER = demoId('person', 'themaleider@academie.example');
/** When the provider passed on who had taken part until then. */
const LIST_BEFORE = momentOn('2025-01-06', '09:00');

/** Noon of a day: the reports do not say at what hour a person began. */
export const noonOf = (day: string): Date => momentOn(day, '12:00');

/** Noon of a day in a row, or when the row came in: nothing that was reported lies after its report. */
export const happenedAt = (day: string, { importedAt }: Pick<Row, 'importedAt'>): Date =>
  noonOf(day) < importedAt ? noonOf(day) : importedAt;

/** The provider delivers on the first working day of the next month; of this month, just now. */
export function deliveredAt(day: string, latest: Date): Date {
  const nextMonth = `${laterDay(`${day.slice(0, 7)}-28`, 4).slice(0, 7)}-01`;
  const at = momentOn(workingDay(nextMonth), '10:00');
  return at < latest ? at : latest;
}

/** The row of one person in a list. */
export function rowOf(person: ExternalParticipant, delivery: string, latest: Date): Row {
  const importedAt =
    delivery === 'before'
      ? LIST_BEFORE
      : deliveredAt(person.completedOn ?? person.startedOn, latest);
  return {
    ...person,
    enrolmentId: demoId('enrolment', person.externalId),
    personId: demoId('person', person.email),
    offeringId: offeringOf(delivery),
    importedAt,
  };
}

/** What the journal holds of a row. */
export function linesOf(
  row: Row,
  organisationId: string | undefined,
  courseId: string,
): PastEntry[] {
  const { enrolmentId, personId, offeringId, completedOn, importedAt: recordedAt } = row;
  const data = { offeringId, personId, organisationId };
  const of = (action: EventName, from: string | null, to: string): PastEntry => ({
    action,
    subjectId: enrolmentId,
    actorId: READER,
    recordedAt,
    data: { ...data, from, to },
  });
  const started = of('enrolment.enrolled', null, 'enrolled');
  if (!completedOn) return [started];
  return [
    started,
    of('enrolment.finished', 'enrolled', 'finished'),
    {
      action: 'completion.recorded',
      subjectId: demoId('completion', enrolmentId),
      actorId: READER,
      recordedAt,
      data: { enrolmentId, personId, courseId, offeringId },
    },
  ];
}
