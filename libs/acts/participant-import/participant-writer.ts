import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { type ReportedCompletion, ReportedCompletions } from '@academie/attendance';
import { type OutsideOffering, OutsideOfferings } from '@academie/catalogue';
import { type ReportedEnrolment, ReportedEnrolments } from '@academie/enrolment';
import { Guests, type ReportedGuest } from '@academie/people';
import { type ImportFacts, newId, rows } from '@academie/platform';

import type { ParticipantDraft } from './participant-row';
import type { ParticipantAnswer } from './participant-row-results';
import { ParticipationReports, type ReportedAgain } from './participation-reports';

/** Which import of which list. */
export interface Importing extends ImportFacts {
  /** The system that the list comes from. */
  source: string;
}

/** What a part of a list adds to the academie, by the lib that writes it. */
interface Additions {
  /** By address: one person may stand on several rows, each for another course. */
  guests: Map<string, ReportedGuest>;
  /** By course: all rows of one course in a part of the list share an offering. */
  offerings: Map<string, OutsideOffering>;
  enrolments: ReportedEnrolment[];
  participations: { enrolmentId: string; externalId: string | null }[];
  /** Completions of the enrolments above. */
  completions: ReportedCompletion[];
  /** Completions of enrolments that earlier lists reported as open. */
  late: ReportedCompletion[];
  /** What is said otherwise than before of enrolments that are known. */
  again: ReportedAgain[];
}

/**
 * Writes what a list of participants reports. The libs that own the tables do so, each in two statements
 * for all rows of a part. Nobody gets a mail about a course that was taken elsewhere, and the ledger counts
 * the import as a whole.
 */
@Injectable()
export class ParticipantWriter {
  constructor(
    private readonly guests: Guests,
    private readonly offerings: OutsideOfferings,
    private readonly enrolments: ReportedEnrolments,
    private readonly completions: ReportedCompletions,
    private readonly reports: ParticipationReports,
  ) {}

  /** Writes the answers that have a draft, and sets in each of them the id of its enrolment. */
  async write(
    tx: EntityManager,
    by: Importing,
    answers: readonly ParticipantAnswer[],
  ): Promise<void> {
    const add = additionsOf(answers);
    await this.guests.addReported(tx, by, [...add.guests.values()]);
    await this.offerings.add(tx, by, [...add.offerings.values()]);
    await this.enrolments.add(tx, by, add.enrolments);
    await addParticipations(tx, by, add.participations);
    const finished = await this.enrolments.finish(
      tx,
      by,
      add.late.map(({ enrolmentId }) => enrolmentId),
    );
    const ids = new Set(finished);
    const late = add.late.filter(({ enrolmentId }) => ids.has(enrolmentId));
    await this.completions.add(tx, by, [...add.completions, ...late]);
    await this.reports.add(tx, by, add.again);
  }
}

function additionsOf(answers: readonly ParticipantAnswer[]): Additions {
  const add: Additions = {
    guests: new Map(),
    offerings: new Map(),
    enrolments: [],
    participations: [],
    completions: [],
    late: [],
    again: [],
  };
  for (const answer of answers) {
    const { draft, finishes, firstRow } = answer;
    if (!draft) continue;
    if (firstRow) answer.subjectId = firstRow.subjectId;
    const known = answer.subjectId;
    if (known && answer.saysMore) add.again.push(reportOf(known, draft));
    if (known && finishes) add.late.push(...completionOf(draft, known, personOf(answer)));
    if (known) continue;
    const enrolmentId = newId();
    answer.subjectId = enrolmentId;
    const personId = answer.personId ?? guestOf(add.guests, draft);
    answer.personId = personId;
    const { organisationId, startedOn, externalId, completedOn } = draft;
    const offeringId = seatIn(add.offerings, draft.courseId);
    const isFinished = completedOn !== null;
    add.enrolments.push({
      ...{ enrolmentId, offeringId, personId, organisationId, startedOn, isFinished },
    });
    add.participations.push({ enrolmentId, externalId });
    add.completions.push(...completionOf(draft, enrolmentId, personId));
  }
  return add;
}

const reportOf = (
  enrolmentId: string,
  { startedOn, completedOn, organisationId }: ParticipantDraft,
): ReportedAgain => ({ enrolmentId, startedOn, completedOn, organisationId });

function completionOf(
  { courseId, organisationId, completedOn }: ParticipantDraft,
  enrolmentId: string,
  personId: string,
): ReportedCompletion[] {
  if (completedOn === null) return [];
  const completionId = newId();
  return [{ completionId, enrolmentId, personId, courseId, organisationId, completedOn }];
}

const personOf = ({ personId, firstRow }: ParticipantAnswer): string =>
  personId ?? firstRow?.personId ?? '';

function guestOf(guests: Map<string, ReportedGuest>, draft: ParticipantDraft): string {
  const { email, givenName, familyName } = draft;
  const known = guests.get(email);
  if (known) return known.personId;
  const personId = newId();
  guests.set(email, { personId, givenName, familyName, email });
  return personId;
}

function seatIn(offerings: Map<string, OutsideOffering>, courseId: string): string {
  const known = offerings.get(courseId) ?? { id: newId(), courseId, seats: 0 };
  known.seats += 1;
  offerings.set(courseId, known);
  return known.id;
}

async function addParticipations(
  tx: EntityManager,
  { importId, source }: Importing,
  participations: Additions['participations'],
): Promise<void> {
  if (participations.length === 0) return;
  await rows(
    tx,
    `INSERT INTO acts.participation (enrolment_id, import_id, source, external_id)
     SELECT line.id, $3, $4, line.external_id FROM unnest($1::uuid[], $2::text[]) AS line (id, external_id)`,
    [
      participations.map(({ enrolmentId }) => enrolmentId),
      participations.map(({ externalId }) => externalId),
      ...[importId, source],
    ],
  );
}
