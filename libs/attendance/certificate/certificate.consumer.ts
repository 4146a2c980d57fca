import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import {
  Clock,
  type EventName,
  Installation,
  Journal,
  type JournalEntry,
  type JournalEvent,
  newId,
  OnJournalTogether,
  rows,
  t,
} from '@academie/platform';

import { newCode } from './certificate-code';
import { CertificateRenaming } from './certificate-renaming';
import { type CertificateFacts, FACTS, FACTS_FROM } from './certificate-facts';
import { CertificateQueries } from './certificate.queries';
import {
  type CertificateCase,
  type CertificateStep,
  certificateStep,
} from './certificate-transition';
import type { CertificateStatus } from './certificate-status';

interface Found {
  enrolmentId: string;
  personId: string;
  courseId: string;
  finished: boolean;
  completionId: string | null;
  completedAt: Date | null;
  validMonths: number | null;
  facts: CertificateFacts | null;
  lastId: string | null;
  lastCompletionId: string | null;
  lastStatus: CertificateStatus | null;
  lastFacts: CertificateFacts | null;
  byHand: boolean;
}

const LATER: Partial<Record<CertificateStep, EventName>> = {
  suspend: 'certificate.suspended',
  restore: 'certificate.restored',
  revoke: 'certificate.revoked',
  replace: 'certificate.superseded',
};

/**
 * Keeps certificates in step with completions (docs/decisions/0051): one for each, issued by the worker that
 * works the journal, whose pending row goes in the same transaction. It never looks back at
 * certificates of completions that did not change, so an upgrade issues nothing again.
 */
@Injectable()
export class CertificateConsumer {
  constructor(
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly renaming: CertificateRenaming,
    private readonly queries: CertificateQueries,
    private readonly installation: Installation,
  ) {}

  @OnJournalTogether(
    'attendance.certificates',
    'completion.recorded',
    'completion.revoked',
    'enrolment.finished',
    'enrolment.cancelled',
    'person.erased',
    'person.renamed',
  )
  async handle(tx: EntityManager, events: readonly JournalEvent[]): Promise<void> {
    for (const { action, subjectId } of events) {
      if (action === 'person.erased') await this.forget(tx, subjectId);
      if (action === 'person.renamed') await this.rename(tx, subjectId);
    }
    const enrolments = events
      .filter(({ action }) => !action.startsWith('person.'))
      .map(({ action, subjectId, data }) =>
        action.startsWith('enrolment.') ? subjectId : (data.enrolmentId as string),
      );
    await this.bringUpToDate(tx, [...new Set(enrolments)]);
  }

  /** Issues, suspends, restores or revokes what these enrolments ask for; doing it again changes nothing. */
  async bringUpToDate(tx: EntityManager, enrolmentIds: readonly string[]): Promise<void> {
    if (enrolmentIds.length === 0) return;
    await hold(tx, enrolmentIds);
    const cases = (await find(tx, enrolmentIds)).map((found) => ({
      found,
      step: certificateStep(caseOf(found)),
    }));
    const having = (...steps: CertificateStep[]): Found[] =>
      cases.filter(({ step }) => steps.includes(step)).map(({ found }) => found);

    await this.suspend(tx, having('suspend'));
    await this.restore(tx, having('restore'));
    await this.revoke(tx, having('revoke'));
    await this.issue(tx, having('issue', 'replace'));
    await this.journal.recordAll(
      tx,
      cases.flatMap(({ found, step }) => lineOf(found, step)),
    );
  }

  private async issue(tx: EntityManager, found: readonly Found[]): Promise<void> {
    if (found.length === 0) return;
    const now = this.clock.now();
    const issued = await rows<{ id: string; completionId: string }>(
      tx,
      `INSERT INTO attendance.certificate (id, completion_id, code, facts, issued_at, valid_until)
       SELECT n.id, n.completion_id, n.code, n.facts, $2,
              (c.completed_at AT TIME ZONE 'Europe/Amsterdam' + make_interval(months => n.months))::date
         FROM jsonb_to_recordset($1) AS n(id uuid, completion_id uuid, code text, facts jsonb, months integer)
         JOIN attendance.completion c ON c.id = n.completion_id
       ON CONFLICT (completion_id) DO NOTHING
       RETURNING id, completion_id AS "completionId"`,
      [
        JSON.stringify(
          found.map(({ completionId, facts, validMonths }) => ({
            id: newId(),
            completion_id: completionId,
            code: newCode(),
            facts: { ...facts, academie: this.installation.current.name },
            months: validMonths,
          })),
        ),
        now,
      ],
    );
    const byCompletion = new Map(issued.map(({ id, completionId }) => [completionId, id]));
    const replaced = found.filter(({ lastStatus }) => lastStatus && lastStatus !== 'revoked');
    await rows(
      tx,
      `UPDATE attendance.certificate k SET status = 'superseded', superseded_by = n.next, ended_at = $3
         FROM unnest($1::uuid[], $2::uuid[]) AS n(last, next) WHERE k.id = n.last`,
      [
        replaced.map(({ lastId }) => lastId),
        replaced.map(({ completionId }) => byCompletion.get(completionId ?? '') ?? null),
        now,
      ],
    );
    await this.supersedeEarlier(
      tx,
      issued.map(({ id }) => id),
      now,
    );
    await this.journal.recordAll(
      tx,
      found.flatMap((one): JournalEntry[] => {
        const id = byCompletion.get(one.completionId ?? '');
        return id ? [{ action: 'certificate.issued', subjectId: id, data: dataOf(one) }] : [];
      }),
    );
  }

  // A person who does a course with a validity again gets a new certificate; the one before makes room for
  // it. The last completion wins, also when the older register closes later.
  private async supersedeEarlier(
    tx: EntityManager,
    issuedIds: readonly string[],
    now: Date,
  ): Promise<void> {
    const gone = await rows<{ id: string; next: string }>(
      tx,
      `WITH touched AS (
         SELECT DISTINCT c.person_id, c.course_id FROM attendance.certificate k
           JOIN attendance.completion c ON c.id = k.completion_id
          WHERE k.id = ANY ($1) AND k.valid_until IS NOT NULL
       ), ranked AS (
         SELECT k.id, first_value(k.id) OVER w AS next
           FROM touched t
           JOIN attendance.completion c ON c.person_id = t.person_id AND c.course_id = t.course_id
           JOIN attendance.certificate k ON k.completion_id = c.id
          WHERE k.status = 'issued' AND k.valid_until IS NOT NULL
         WINDOW w AS (PARTITION BY c.person_id, c.course_id ORDER BY c.completed_at DESC, k.id DESC)
       )
       UPDATE attendance.certificate k SET status = 'superseded', superseded_by = r.next, ended_at = $2
         FROM ranked r WHERE r.id = k.id AND r.next <> k.id
       RETURNING k.id, r.next`,
      [issuedIds, now],
    );
    await this.journal.recordAll(
      tx,
      gone.map(({ id, next }) => ({
        action: 'certificate.superseded',
        subjectId: id,
        data: { supersededBy: next },
      })),
    );
  }

  private async suspend(tx: EntityManager, found: readonly Found[]): Promise<void> {
    await rows(tx, `UPDATE attendance.certificate SET status = 'suspended' WHERE id = ANY ($1)`, [
      found.map(({ lastId }) => lastId),
    ]);
  }

  private async restore(tx: EntityManager, found: readonly Found[]): Promise<void> {
    await rows(
      tx,
      `UPDATE attendance.certificate k SET status = 'issued', completion_id = n.completion
         FROM unnest($1::uuid[], $2::uuid[]) AS n(id, completion) WHERE k.id = n.id`,
      [found.map(({ lastId }) => lastId), found.map(({ completionId }) => completionId)],
    );
  }

  private async revoke(tx: EntityManager, found: readonly Found[]): Promise<void> {
    await rows(
      tx,
      `UPDATE attendance.certificate SET status = 'revoked', ended_at = $2, reason = $3
        WHERE id = ANY ($1)`,
      [
        found.map(({ lastId }) => lastId),
        this.clock.now(),
        t('attendance.certificate.completion-gone'),
      ],
    );
  }

  private async rename(tx: EntityManager, personId: string): Promise<void> {
    const found = await this.queries.withOldName(tx, personId);
    await hold(
      tx,
      found.map(({ enrolmentId }) => enrolmentId),
    );
    await this.renaming.reissue(tx, found);
  }

  // The fact that somebody completed it stays, and stays countable; who it was does not.
  private async forget(tx: EntityManager, personId: string): Promise<void> {
    await rows(
      tx,
      `UPDATE attendance.certificate k SET facts = k.facts || '{"holder": null}'
         FROM attendance.completion c
        WHERE c.id IN (k.completion_id, k.former_completion_id) AND c.person_id = $1`,
      [personId],
    );
  }
}

// Two workers may hold events of one enrolment: the second looks after the first has written.
async function hold(tx: EntityManager, enrolmentIds: readonly string[]): Promise<void> {
  await rows(
    tx,
    `SELECT pg_advisory_xact_lock(hashtextextended('certificates:' || offering_id, 0))
       FROM (SELECT DISTINCT offering_id FROM enrolment.enrolment WHERE id = ANY ($1) ORDER BY 1) AS held`,
    [enrolmentIds],
  );
}

const find = (tx: EntityManager, enrolmentIds: readonly string[]): Promise<Found[]> =>
  rows<Found>(
    tx,
    `SELECT e.id AS "enrolmentId", e.person_id AS "personId", k.id AS "courseId",
            e.state NOT IN ('enrolled', 'offered') AS finished,
            c.id AS "completionId", c.completed_at AS "completedAt", k.certificate_valid_months AS "validMonths",
            CASE WHEN c.id IS NOT NULL THEN ${FACTS} END AS facts,
            l.id AS "lastId", l.completion_id AS "lastCompletionId", l.status AS "lastStatus",
            l.facts AS "lastFacts", l.ended_by IS NOT NULL AS "byHand"
       FROM enrolment.enrolment e
       ${FACTS_FROM}
       LEFT JOIN attendance.completion c ON c.enrolment_id = e.id AND c.revoked_at IS NULL
       LEFT JOIN LATERAL (
         SELECT x.* FROM attendance.certificate x
           JOIN attendance.completion y ON y.id = x.completion_id
          WHERE y.enrolment_id = e.id ORDER BY x.issued_at DESC, x.id DESC LIMIT 1) l ON true
      WHERE e.id = ANY ($1) ORDER BY e.id`,
    [enrolmentIds],
  );

const caseOf = (found: Found): CertificateCase => ({
  finished: found.finished,
  completion:
    found.completionId && found.facts ? { id: found.completionId, facts: found.facts } : null,
  last:
    found.lastCompletionId && found.lastStatus && found.lastFacts
      ? {
          completionId: found.lastCompletionId,
          status: found.lastStatus,
          facts: found.lastFacts,
          byHand: found.byHand,
        }
      : null,
});

const dataOf = ({ enrolmentId, personId, courseId }: Found): Record<string, unknown> => ({
  enrolmentId,
  personId,
  courseId,
});

function lineOf(found: Found, step: CertificateStep): JournalEntry[] {
  const action = LATER[step];
  return action && found.lastId ? [{ action, subjectId: found.lastId, data: dataOf(found) }] : [];
}
