import type { EntityManager } from 'typeorm';

import { type EventName, insertRows, type Journal, newId, rows } from '@academie/platform';

import type { ParticipantAnswer } from './participant-row-results';
import type { ParticipantDraft } from './participant-row';

/** Who imports what, and when. */
export interface Importing {
  importId: string;
  source: string;
  actorId: string;
  now: Date;
}

interface NewParticipation extends ParticipantDraft {
  offeringId: string;
  enrolmentId: string;
  personId: string;
  completionId: string;
}

interface NewPerson extends ParticipantDraft {
  personId: string;
}

/**
 * Writes what was answered with a draft, and says in each answer what was made: a few statements, however
 * many rows there are.
 */
export async function writeParticipants(
  tx: EntityManager,
  journal: Journal,
  by: Importing,
  answers: readonly ParticipantAnswer[],
): Promise<void> {
  const strangers = new Map<string, NewPerson>();
  const offerings = new Map<string, ReportedOffering>();
  const added: NewParticipation[] = [];
  const finished: NewParticipation[] = [];
  for (const answer of answers) {
    const { draft, finishes } = answer;
    if (!draft) continue;
    const completionId = newId();
    if (finishes) {
      const personId = answer.personId ?? '';
      finished.push({ ...draft, offeringId: '', enrolmentId: finishes, personId, completionId });
      continue;
    }
    const enrolmentId = newId();
    answer.subjectId = enrolmentId;
    const personId = answer.personId ?? newPersonFor(strangers, draft);
    const offeringId = reportedOfferingOf(offerings, draft.courseId);
    added.push({ ...draft, offeringId, enrolmentId, personId, completionId });
  }
  // Nobody hears of these one by one: the ledger counts the import as a whole, and nobody gets a mail
  // about a course that was taken elsewhere.
  await addPeople(tx, journal, by, [...strangers.values()]);
  await insertRows(
    tx,
    'catalogue.offering',
    [...offerings].map(([courseId, standIn]) => offeringOf(courseId, standIn, by.now)),
  );
  await addEnrolments(tx, journal, by, added);
  await addCompletions(tx, journal, by, [
    ...added.filter(({ completedOn }) => completedOn),
    ...(await finish(tx, by, finished)),
  ]);
}

/** Somebody new may have taken several courses: whoever has the address is one person. */
function newPersonFor(strangers: Map<string, NewPerson>, draft: ParticipantDraft): string {
  const known = strangers.get(draft.email);
  if (known) return known.personId;
  const personId = newId();
  strangers.set(draft.email, { ...draft, personId });
  return personId;
}

interface ReportedOffering {
  id: string;
  seats: number;
}

function reportedOfferingOf(offerings: Map<string, ReportedOffering>, courseId: string): string {
  const known = offerings.get(courseId);
  if (known) {
    known.seats += 1;
    return known.id;
  }
  const id = newId();
  offerings.set(courseId, { id, seats: 1 });
  return id;
}

async function addPeople(
  tx: EntityManager,
  journal: Journal,
  by: Importing,
  strangers: readonly NewPerson[],
): Promise<void> {
  if (strangers.length === 0) return;
  const ids = strangers.map(({ personId }) => personId);
  await rows(
    tx,
    `WITH line AS MATERIALIZED (
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[])
         AS line (id, given_name, family_name, email)
     ), person AS (
       INSERT INTO people.person (id, given_name, family_name, status, created_at)
       SELECT id, given_name, family_name, 'guest', $5 FROM line
     )
     INSERT INTO people.email_address (address, person_id, is_primary)
     SELECT email, id, true FROM line`,
    [
      ids,
      strangers.map(({ givenName }) => givenName),
      strangers.map(({ familyName }) => familyName),
      strangers.map(({ email }) => email),
      by.now,
    ],
  );
  await journal.recordRows(
    tx,
    entry(by, 'person.created'),
    `SELECT id AS subject_id, jsonb_build_object('status', 'guest', 'importId', $2::uuid) AS data
     FROM unnest($1::uuid[]) AS line (id)`,
    [ids, by.importId],
  );
}

/** Noon in Amsterdam of a day: a list says on which day, and never when. */
const noon = (day: string): string => `(${day} + time '12:00') AT TIME ZONE 'Europe/Amsterdam'`;

async function addEnrolments(
  tx: EntityManager,
  journal: Journal,
  by: Importing,
  list: readonly NewParticipation[],
): Promise<void> {
  if (list.length === 0) return;
  const enrolments = [
    list.map(({ enrolmentId }) => enrolmentId),
    list.map(({ offeringId }) => offeringId),
    list.map(({ personId }) => personId),
    list.map(({ organisationId }) => organisationId),
    list.map(({ completedOn }) => (completedOn ? 'finished' : 'enrolled')),
  ];
  await rows(
    tx,
    `WITH line AS MATERIALIZED (
       SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::date[], $7::text[])
         AS line (id, offering_id, person_id, organisation_id, state, started_on, external_id)
     ), enrolment AS (
       INSERT INTO enrolment.enrolment
         (id, offering_id, person_id, organisation_id, state, source, queued_at, outcome, changed_at)
       SELECT id, offering_id, person_id, organisation_id, state, 'import', ${noon('started_on')},
              CASE WHEN state = 'finished' THEN 'completed' END, $10
         FROM line
     )
     INSERT INTO acts.participation (enrolment_id, import_id, source, external_id)
     SELECT id, $8, $9, external_id FROM line`,
    [
      ...enrolments,
      list.map(({ startedOn }) => startedOn),
      list.map(({ externalId }) => externalId),
      ...[by.importId, by.source, by.now],
    ],
  );
  await journal.recordRows(
    tx,
    entry(by, 'enrolment.enrolled'),
    `SELECT id AS subject_id, jsonb_build_object('offeringId', offering_id, 'personId', person_id,
       'organisationId', organisation_id, 'importId', $6::uuid, 'from', NULL, 'to', state) AS data
     FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[])
       AS line (id, offering_id, person_id, organisation_id, state)`,
    [...enrolments, by.importId],
  );
}

async function addCompletions(
  tx: EntityManager,
  journal: Journal,
  by: Importing,
  list: readonly NewParticipation[],
): Promise<void> {
  if (list.length === 0) return;
  const completions = [
    list.map(({ completionId }) => completionId),
    list.map(({ enrolmentId }) => enrolmentId),
    list.map(({ personId }) => personId),
    list.map(({ courseId }) => courseId),
  ];
  await rows(
    tx,
    `INSERT INTO attendance.completion
       (id, enrolment_id, person_id, course_id, organisation_id, completed_at, recorded_at)
     SELECT id, enrolment_id, person_id, course_id, organisation_id, ${noon('completed_on')}, $7
       FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::date[])
         AS line (id, enrolment_id, person_id, course_id, organisation_id, completed_on)`,
    [
      ...completions,
      list.map(({ organisationId }) => organisationId),
      list.map(({ completedOn }) => completedOn),
      by.now,
    ],
  );
  await journal.recordRows(
    tx,
    entry(by, 'completion.recorded'),
    `SELECT id AS subject_id, jsonb_build_object('enrolmentId', enrolment_id, 'personId', person_id,
       'courseId', course_id, 'importId', $5::uuid) AS data
     FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[])
       AS line (id, enrolment_id, person_id, course_id)`,
    [...completions, by.importId],
  );
}

/** Finishes participations that were reported before. Returns those that were still open. */
async function finish(
  tx: EntityManager,
  by: Importing,
  list: readonly NewParticipation[],
): Promise<NewParticipation[]> {
  if (list.length === 0) return [];
  const updated = await rows<{ id: string }>(
    tx,
    `UPDATE enrolment.enrolment SET state = 'finished', outcome = 'completed', changed_at = $2
      WHERE id = ANY ($1) AND state = 'enrolled' RETURNING id`,
    [list.map(({ enrolmentId }) => enrolmentId), by.now],
  );
  const ids = new Set(updated.map(({ id }) => id));
  return list.filter(({ enrolmentId }) => ids.has(enrolmentId));
}

const entry = ({ actorId, now }: Importing, action: EventName) => ({
  action,
  actorId,
  recordedAt: now,
});

// Nobody enrols for it here: it stands for the course elsewhere, and is on no page.
const offeringOf = (
  courseId: string,
  { id, seats }: ReportedOffering,
  now: Date,
): Record<string, unknown> => ({
  id,
  course_id: courseId,
  status: 'inactive',
  mode: 'self_paced',
  capacity: seats,
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
