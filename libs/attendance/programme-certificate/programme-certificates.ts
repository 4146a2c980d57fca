import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { ProgrammeRule } from '@academie/catalogue';
import { Clock, Installation, Journal, newId, rows, t } from '@academie/platform';

import { newCode } from '../certificate/certificate-code';
import { type CertificateFacts, FACTS, FACTS_FROM } from '../certificate/certificate-facts';
import type { CertificateStatus } from '../certificate/certificate-status';
import { certificateStep } from '../certificate/certificate-transition';
import type { SettledProgramme } from './programme-completions';

interface Last {
  id: string;
  completionId: string;
  status: CertificateStatus;
  facts: CertificateFacts;
  byHand: boolean;
}

type Part = Pick<CertificateFacts, 'holder' | 'course' | 'startedOn' | 'sessions' | 'minutes'>;

/**
 * One certificate for each completion of a programme, beside those of its courses. What happens to it follows the
 * same rule as of a course (certificate-transition.ts).
 */
@Injectable()
export class ProgrammeCertificates {
  constructor(
    private readonly journal: Journal,
    private readonly clock: Clock,
    private readonly installation: Installation,
  ) {}

  /** Issues, suspends, restores or revokes; doing it again changes nothing. The caller holds these people. */
  async bringUpToDate(tx: EntityManager, settled: readonly SettledProgramme[]): Promise<void> {
    for (const one of settled) await this.one(tx, one);
  }

  private async one(
    tx: EntityManager,
    { programme, personId, completion, open }: SettledProgramme,
  ): Promise<void> {
    const last = await this.last(tx, programme.id, personId);
    if (!completion && !last) return;
    const facts = completion && (await this.facts(tx, programme, completion));
    const step = certificateStep({
      finished: !open,
      completion: completion && facts ? { id: completion.id, facts } : null,
      last: last ?? null,
    });
    const data = { personId, programmeId: programme.id };
    const now = this.clock.now();
    switch (step) {
      case 'nothing':
        return;
      case 'suspend':
        await rows(tx, `UPDATE attendance.certificate SET status = 'suspended' WHERE id = $1`, [
          last?.id,
        ]);
        return this.note(tx, 'certificate.suspended', last?.id, data);
      case 'restore':
        await rows(
          tx,
          `UPDATE attendance.certificate SET status = 'issued', programme_completion_id = $2 WHERE id = $1`,
          [last?.id, completion?.id],
        );
        return this.note(tx, 'certificate.restored', last?.id, data);
      case 'revoke':
        await rows(
          tx,
          `UPDATE attendance.certificate SET status = 'revoked', ended_at = $2, reason = $3 WHERE id = $1`,
          [last?.id, now, t('attendance.certificate.completion-gone')],
        );
        return this.note(tx, 'certificate.revoked', last?.id, data);
      case 'issue':
      case 'replace': {
        if (!completion || !facts) return;
        const next = await this.issue(tx, completion.id, facts);
        if (step === 'replace') await this.supersede(tx, last?.id, next);
        return this.note(tx, 'certificate.issued', next, data);
      }
      default:
        return step satisfies never;
    }
  }

  /** The name goes; that somebody completed it stays, and stays countable. */
  async forget(tx: EntityManager, personId: string): Promise<void> {
    await rows(
      tx,
      `UPDATE attendance.certificate k SET facts = k.facts || '{"holder": null}'
         FROM attendance.programme_completion c
        WHERE c.id = k.programme_completion_id AND c.person_id = $1`,
      [personId],
    );
  }

  /** Replaces what holds and bears an old name by the same with the new one. */
  async rename(tx: EntityManager, personId: string): Promise<void> {
    const old = await rows<{
      id: string;
      completionId: string;
      programmeId: string;
      facts: CertificateFacts;
      status: CertificateStatus;
    }>(
      tx,
      `SELECT k.id, c.id AS "completionId", c.programme_id AS "programmeId", k.status,
              jsonb_set(k.facts, '{holder}', to_jsonb(p.name)) AS facts
         FROM attendance.programme_completion c
         JOIN attendance.certificate k ON k.programme_completion_id = c.id AND k.status IN ('issued', 'suspended')
         JOIN people.person_name p ON p.id = c.person_id AND p.status NOT IN ('merged', 'erased')
        WHERE c.person_id = $1 AND k.facts ->> 'holder' <> p.name FOR UPDATE OF k`,
      [personId],
    );
    for (const { id, completionId, programmeId, facts, status } of old) {
      const data = { personId, programmeId };
      const next = newId();
      await this.swap(tx, id, { id: next, completionId, facts, status });
      await this.note(tx, 'certificate.superseded', id, { ...data, supersededBy: next });
      await this.note(tx, 'certificate.issued', next, data);
    }
  }

  // The row that takes its place has to be there before it can be named, and there is one for a completion.
  private async swap(
    tx: EntityManager,
    oldId: string,
    next: { id: string; completionId: string; facts: CertificateFacts; status: CertificateStatus },
  ): Promise<void> {
    await rows(
      tx,
      `WITH ended AS (
         UPDATE attendance.certificate SET status = 'superseded', superseded_by = $2::uuid, ended_at = $6::timestamptz WHERE id = $1
         RETURNING id)
       INSERT INTO attendance.certificate (id, programme_completion_id, code, facts, status, issued_at)
       SELECT $2::uuid, $3::uuid, $4::text, $5::jsonb, $7::text, $6::timestamptz FROM ended`,
      [oldId, next.id, next.completionId, newCode(), next.facts, this.clock.now(), next.status],
    );
  }

  private async issue(
    tx: EntityManager,
    completionId: string,
    facts: CertificateFacts,
  ): Promise<string> {
    const id = newId();
    await rows(
      tx,
      `INSERT INTO attendance.certificate (id, programme_completion_id, code, facts, issued_at)
       VALUES ($1, $2, $3, $4, $5)`,
      [
        ...[id, completionId, newCode()],
        ...[{ ...facts, academie: this.installation.current.name }, this.clock.now()],
      ],
    );
    return id;
  }

  private async supersede(tx: EntityManager, id: string | undefined, next: string): Promise<void> {
    await rows(
      tx,
      `UPDATE attendance.certificate SET status = 'superseded', superseded_by = $2, ended_at = $3 WHERE id = $1`,
      [id, next, this.clock.now()],
    );
  }

  private async note(
    tx: EntityManager,
    action:
      | 'certificate.issued'
      | 'certificate.suspended'
      | 'certificate.restored'
      | 'certificate.revoked'
      | 'certificate.superseded',
    subjectId: string | undefined,
    data: Record<string, unknown>,
  ): Promise<void> {
    if (subjectId) await this.journal.record(tx, { action, subjectId, data });
  }

  private async last(
    tx: EntityManager,
    programmeId: string,
    personId: string,
  ): Promise<Last | undefined> {
    const [found] = await rows<Last>(
      tx,
      `SELECT k.id, c.id AS "completionId", k.status, k.facts, k.ended_by IS NOT NULL AS "byHand"
         FROM attendance.programme_completion c
         JOIN attendance.certificate k ON k.programme_completion_id = c.id
        WHERE c.programme_id = $1 AND c.person_id = $2
        ORDER BY k.issued_at DESC, k.id DESC LIMIT 1`,
      [programmeId, personId],
    );
    return found;
  }

  private async facts(
    tx: EntityManager,
    programme: ProgrammeRule,
    completion: { id: string; enrolmentIds: string[] },
  ): Promise<CertificateFacts> {
    const parts = await rows<{ facts: Part }>(
      tx,
      `SELECT ${FACTS} AS facts FROM enrolment.held_place e ${FACTS_FROM}
         LEFT JOIN attendance.completion c ON c.enrolment_id = e.id AND c.revoked_at IS NULL
        WHERE e.id = ANY ($1) ORDER BY o.starts_at NULLS FIRST, e.id`,
      [completion.enrolmentIds],
    );
    const [found] = await rows<{ completedOn: string }>(
      tx,
      `SELECT to_char(completed_at AT TIME ZONE 'Europe/Amsterdam', 'YYYY-MM-DD') AS "completedOn"
         FROM attendance.programme_completion WHERE id = $1`,
      [completion.id],
    );
    const days = parts.flatMap(({ facts }) => facts.startedOn ?? []).sort();
    const minutes = parts.flatMap(({ facts }) => facts.minutes ?? []);
    return {
      ...{ holder: parts[0]?.facts.holder ?? null, course: programme.title, kind: 'programme' },
      ...{ summary: programme.summary, startedOn: days[0] ?? null },
      completedOn: found?.completedOn ?? '',
      sessions: parts.reduce((sum, { facts }) => sum + facts.sessions, 0),
      minutes: minutes.length > 0 ? minutes.reduce((sum, one) => sum + one, 0) : null,
      ...{ minAttendancePercent: 100, provider: null, signatory: programme.signatory },
      parts: parts.map(({ facts }) => facts.course),
    };
  }
}
