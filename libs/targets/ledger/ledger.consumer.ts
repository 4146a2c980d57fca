import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { PARTICIPANTS, ParticipationReports } from '@academie/acts';
import { OutsideStarts } from '@academie/elearning';
import { isId, Journal, type JournalEvent, OnJournalAndPast, rows } from '@academie/platform';

import { Contributions } from './contributions';
import { Ledger, type EvidenceOrigin } from './ledger';
import { lockLedgerExclusive } from './ledger-locks';
import { CountableTargetQueries } from './countable-targets.queries';

/** Pieces of an import that are counted in one transaction: others wait for the ledger no longer than that takes. */
const PART = 2500;

/** Turns what happened in the other libs into evidence and what it counts for. */
@Injectable()
export class LedgerConsumer {
  constructor(
    private readonly ledger: Ledger,
    private readonly contributions: Contributions,
    private readonly targets: CountableTargetQueries,
    private readonly reports: ParticipationReports,
    private readonly journal: Journal,
    private readonly outside: OutsideStarts,
  ) {}

  @OnJournalAndPast(
    'targets.ledger',
    'register.closed',
    'register.corrected',
    'register.reopened',
    'offering.published',
    'offering.changed',
    'offering.held',
    'offering.unheld',
    'offering.cancelled',
    'course.published',
    'course.changed',
    'course.archived',
    'completion.recorded',
    'completion.revoked',
    'enrolment.organisation-stated',
    'act.recorded',
    'act.retracted',
    'proof-file.confirmed',
    'proof-file.removed',
    'import.finished',
    'import.undone',
    'import.partly-counted',
    'outside.started',
    'outside.finished',
    'person.merged',
    'person.unmerged',
    'organisation.changed',
  )
  async handle(tx: EntityManager, events: readonly JournalEvent[]): Promise<void> {
    const moved = events.some(({ action }) => action === 'organisation.changed');
    if (moved) await lockLedgerExclusive(tx);
    const origins = new Map<string, EvidenceOrigin>();
    for (const event of events) {
      if (event.action === 'organisation.changed') continue;
      for (const { keepContext, ...origin } of await this.originsOf(tx, event)) {
        const before = origins.get(origin.id);
        const keep = keepContext === true && before?.keepContext !== false;
        origins.set(origin.id, { ...origin, keepContext: keep, journalId: event.id });
      }
    }
    await this.ledger.refresh(tx, [...origins.values()]);
    if (moved) await this.recountAll(tx);
  }

  private async originsOf(tx: EntityManager, event: JournalEvent): Promise<EvidenceOrigin[]> {
    if (event.action.startsWith('person.')) {
      // What they said themselves may have given way to a proof of the other, and speaks again when they part.
      const persons = [event.subjectId, ...Object.values(event.data)].filter(isId);
      const said = await this.outside.ofPersons(persons, tx);
      const starts = said.map((id) => ({ type: 'outside_start', id, keepContext: true }) as const);
      return [...(await originsOf(tx, event)), ...starts];
    }
    if (!event.action.startsWith('import.')) return originsOf(tx, event);
    const found = await this.partOfImport(tx, event);
    const isWhole = event.action !== 'import.partly-counted';
    const toldAnew = isWhole ? await this.reports.toldAnew(event.subjectId, tx) : [];
    const all = [...found, ...toldAnew.map((id): EvidenceOrigin => ({ type: 'enrolment', id }))];
    const enrolments = all.filter(({ type }) => type === 'enrolment').map(({ id }) => id);
    const saidThemselves = enrolments.length > 0 ? await this.outside.besides(enrolments, tx) : [];
    return [...all, ...saidThemselves.map((id): EvidenceOrigin => ({ type: 'outside_start', id }))];
  }

  // What comes after this part is an event of its own: it is done once, by whichever worker, and others go between.
  private async partOfImport(
    tx: EntityManager,
    { subjectId, data }: JournalEvent,
  ): Promise<EvidenceOrigin[]> {
    const part = await originsOfImport(tx, subjectId, isId(data.after) ? data.after : undefined);
    if (part.length === PART)
      await this.journal.record(tx, {
        action: 'import.partly-counted',
        subjectId,
        data: { after: part.at(-1)?.id },
      });
    return part;
  }

  // When municipalities merge, what counted for one counts for the other; every coverage may change.
  private async recountAll(tx: EntityManager): Promise<void> {
    const targets = await this.targets.countable(tx);
    await this.contributions.recount(
      tx,
      targets.map(({ id }) => id),
    );
  }
}

/** What an event may have changed the facts of. */
async function originsOf(tx: EntityManager, event: JournalEvent): Promise<EvidenceOrigin[]> {
  const { action, subjectId, data } = event;
  switch (action.split('.', 1)[0] ?? '') {
    case 'register':
      return isId(data.offeringId) ? [{ type: 'offering', id: data.offeringId }] : [];
    case 'offering':
      return [{ type: 'offering', id: subjectId }];
    case 'course':
      return [{ type: 'course', id: subjectId }, ...(await openOfferings(tx, subjectId))];
    case 'completion':
      return isId(data.enrolmentId) ? [{ type: 'enrolment', id: data.enrolmentId }] : [];
    case 'enrolment':
      return [
        { type: 'enrolment', id: subjectId, keepContext: true },
        ...(isId(data.offeringId)
          ? [{ type: 'offering', id: data.offeringId, keepContext: true } as const]
          : []),
      ];
    case 'outside':
      return [{ type: 'outside_start', id: subjectId }];
    case 'act':
      return [{ type: 'act', id: subjectId }];
    case 'proof-file':
      return data.sourceType === 'act' && isId(data.sourceId)
        ? [{ type: 'act', id: data.sourceId }]
        : [];
    case 'person':
      return originsOfPersons(tx, [subjectId, ...Object.values(data).filter(isId)]);
    default:
      throw new Error(`the ledger does not know what to do with ${action}`);
  }
}

// What was held keeps the labels it had; what is still on offer goes by those of today.
async function openOfferings(tx: EntityManager, courseId: string): Promise<EvidenceOrigin[]> {
  const found = await rows<{ id: string }>(
    tx,
    `SELECT id FROM catalogue.offering
      WHERE course_id = $1 AND status IN ('published', 'confirmed', 'running')`,
    [courseId],
  );
  return found.map(({ id }) => ({ type: 'offering', id }));
}

/** The next pieces of what an import made, in the order of their ids. */
async function originsOfImport(
  tx: EntityManager,
  importId: string,
  after: string | undefined,
): Promise<EvidenceOrigin[]> {
  return rows<EvidenceOrigin & Record<string, unknown>>(
    tx,
    `SELECT type, id FROM (
       SELECT 'act' AS type, id FROM acts.act WHERE import_id = $1
        UNION ALL
       SELECT 'enrolment', r.subject_id FROM acts.import i
         JOIN acts.import_row r ON r.import_id = i.id AND r.outcome = 'created'
        WHERE i.id = $1 AND i.kind = $2) AS made
      WHERE $3::uuid IS NULL OR id > $3
      ORDER BY id LIMIT $4`,
    [importId, PARTICIPANTS, after ?? null, PART],
  );
}

// Everything that speaks of these persons or of whom they were merged with, in either direction; and acts with a
// file that one of them confirmed, since nobody confirms what the same person brought.
async function originsOfPersons(
  tx: EntityManager,
  personIds: readonly string[],
): Promise<EvidenceOrigin[]> {
  return rows<EvidenceOrigin & Record<string, unknown>>(
    tx,
    `WITH RECURSIVE family (id) AS (
       SELECT unnest($1::uuid[])
       UNION
       SELECT CASE WHEN p.id = f.id THEN p.merged_into ELSE p.id END
         FROM family f JOIN people.person p ON p.merged_into IS NOT NULL AND f.id IN (p.id, p.merged_into))
     SELECT DISTINCT CASE WHEN e.source_type = 'outside_start' THEN 'outside_start'
         WHEN e.kind = 'participation' THEN 'offering' ELSE 'enrolment' END AS type,
       e.origin_id AS id, true AS "keepContext"
     FROM targets.evidence e
     WHERE e.retracted_at IS NULL AND e.person_pseudonym IN (
         SELECT p.pseudonym FROM family f JOIN people.person p ON p.id = f.id)
     UNION SELECT 'act', confirmed_of, false FROM targets.proof_file
      WHERE source_type = 'act' AND confirmed_by IN (SELECT id FROM family)
     ORDER BY id`,
    [personIds],
  );
}
