import { randomUUID } from 'node:crypto';

import type { EntityManager } from 'typeorm';

import {
  insertRows,
  type Journal,
  momentOn,
  newId,
  type PastEntry,
  rows,
} from '@academie/platform';

import type { ParticipantAnswer } from './participant-answers';
import type { ParticipantDraft } from './participant-row';

/** Who imports what, and when. */
export interface Importing {
  importId: string;
  source: string;
  actorId: string;
  now: Date;
}

interface NewParticipation extends ParticipantDraft {
  enrolmentId: string;
  personId: string;
  isNew: boolean;
}

/**
 * Rows that share one stand-in offering. Each enrolment raises the count of its offering, and every one
 * leaves a version of that row behind until the transaction ends: of thousands on one row the last
 * would wade through all before it.
 */
const BATCH = 500;

/** Writes what was answered with a draft, and says in each answer what was made. */
export async function writeParticipants(
  tx: EntityManager,
  journal: Journal,
  by: Importing,
  answers: readonly ParticipantAnswer[],
): Promise<void> {
  const fresh = answers.filter(({ draft, finishes }) => draft && !finishes);
  const byCourse = grouped(fresh, ({ draft }) => draft?.courseId ?? '');
  for (const [courseId, list] of byCourse)
    for (let from = 0; from < list.length; from += BATCH)
      await addParticipations(tx, journal, by, courseId, list.slice(from, from + BATCH));
  const finished = answers.filter(({ finishes }) => finishes);
  for (let from = 0; from < finished.length; from += BATCH)
    await addCompletions(tx, journal, by, finished.slice(from, from + BATCH));
}

async function addParticipations(
  tx: EntityManager,
  journal: Journal,
  by: Importing,
  courseId: string,
  answers: readonly ParticipantAnswer[],
): Promise<void> {
  const offeringId = newId();
  const list = answers.flatMap((answer): NewParticipation[] => {
    const { draft, personId } = answer;
    if (!draft) return [];
    const enrolmentId = newId();
    answer.subjectId = enrolmentId;
    return [{ ...draft, enrolmentId, personId: personId ?? newId(), isNew: !personId }];
  });
  await insertRows(tx, 'catalogue.offering', [standIn(offeringId, courseId, by.now)]);
  const strangers = list.filter(({ isNew }) => isNew);
  await insertRows(
    tx,
    'people.person',
    strangers.map(({ personId, givenName, familyName }) => ({
      id: personId,
      given_name: givenName,
      family_name: familyName,
      status: 'guest',
      pseudonym: randomUUID(),
      created_at: by.now,
    })),
  );
  await insertRows(
    tx,
    'people.email_address',
    strangers.map(({ personId, email }) => ({
      address: email,
      person_id: personId,
      is_primary: true,
    })),
  );
  await insertRows(
    tx,
    'enrolment.enrolment',
    list.map((row) => ({
      id: row.enrolmentId,
      offering_id: offeringId,
      person_id: row.personId,
      organisation_id: row.organisationId,
      state: row.completedOn ? 'finished' : 'enrolled',
      source: 'import',
      queued_at: noonOf(row.startedOn),
      priority: 0,
      overbooked: false,
      late: false,
      outcome: row.completedOn ? 'completed' : null,
      changed_at: by.now,
    })),
  );
  await insertRows(
    tx,
    'acts.participation',
    list.map(({ enrolmentId, externalId }) => ({
      enrolment_id: enrolmentId,
      import_id: by.importId,
      source: by.source,
      external_id: externalId,
    })),
  );
  const completed = await insertCompletions(tx, by, courseId, list);
  // Nobody hears of these one by one: the ledger counts the import as a whole, and nobody gets a mail
  // about a course that was taken elsewhere.
  await journal.recordPast(tx, [
    ...strangers.map(({ personId }) =>
      line(by, 'person.created', personId, { status: 'guest', importId: by.importId }),
    ),
    ...list.map(({ enrolmentId, personId, organisationId, completedOn }) =>
      line(by, 'enrolment.enrolled', enrolmentId, {
        ...{ offeringId, personId, organisationId, importId: by.importId },
        ...{ from: null, to: completedOn ? 'finished' : 'enrolled' },
      }),
    ),
    ...completed,
  ]);
}

/** The completions of those who finished. Returns their journal lines. */
async function insertCompletions(
  tx: EntityManager,
  by: Importing,
  courseId: string,
  list: readonly NewParticipation[],
): Promise<PastEntry[]> {
  const done = list.flatMap(({ completedOn, ...row }) =>
    completedOn ? [{ ...row, completedOn, id: newId() }] : [],
  );
  await insertRows(
    tx,
    'attendance.completion',
    done.map(({ id, enrolmentId, personId, organisationId, completedOn }) => ({
      id,
      enrolment_id: enrolmentId,
      person_id: personId,
      course_id: courseId,
      organisation_id: organisationId,
      completed_at: noonOf(completedOn),
      recorded_at: by.now,
    })),
  );
  return done.map(({ id, enrolmentId, personId }) =>
    line(by, 'completion.recorded', id, { enrolmentId, personId, courseId, importId: by.importId }),
  );
}

async function addCompletions(
  tx: EntityManager,
  journal: Journal,
  by: Importing,
  answers: readonly ParticipantAnswer[],
): Promise<void> {
  const list = answers.flatMap(({ draft, finishes, personId }): NewParticipation[] =>
    draft && finishes
      ? [{ ...draft, enrolmentId: finishes, personId: personId ?? '', isNew: false }]
      : [],
  );
  const updated = await rows<{ id: string }>(
    tx,
    `UPDATE enrolment.enrolment SET state = 'finished', outcome = 'completed', changed_at = $2
      WHERE id = ANY ($1) AND state = 'enrolled' RETURNING id`,
    [list.map(({ enrolmentId }) => enrolmentId), by.now],
  );
  const ids = new Set(updated.map(({ id }) => id));
  const byCourse = grouped(
    list.filter(({ enrolmentId }) => ids.has(enrolmentId)),
    ({ courseId }) => courseId,
  );
  for (const [courseId, some] of byCourse)
    await journal.recordPast(tx, await insertCompletions(tx, by, courseId, some));
}

function grouped<T>(list: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}

const noonOf = (day: string): Date => momentOn(day, '12:00');

const line = (
  { actorId, now }: Importing,
  action: string,
  subjectId: string,
  data: Record<string, unknown>,
): PastEntry => ({ action, subjectId, actorId, recordedAt: now, data });

// Nobody enrols for it here: it stands for the course elsewhere, and is on no page.
const standIn = (id: string, courseId: string, now: Date): Record<string, unknown> => ({
  id,
  course_id: courseId,
  status: 'inactive',
  mode: 'self_paced',
  capacity: BATCH,
  minimum: 0,
  confidential: true,
  audiences: [],
  tags: [],
  note: '',
  created_at: now,
  version: 1,
  seats_taken: 0,
  overbooked: 0,
  waiting_count: 0,
});
