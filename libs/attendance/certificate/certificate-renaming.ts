import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock, Journal, type JournalEntry, newId, rows } from '@academie/platform';

import { newCode } from './certificate-code';
import type { OldName } from './certificate.queries';

/** Issues certificates anew when the name of their holder was corrected. */
@Injectable()
export class CertificateRenaming {
  constructor(
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  /**
   * Replaces each by the same with the name its person has now, in the caller's transaction, which holds
   * them. The days stay those of the completion; one that ended meanwhile stays as it is.
   */
  async reissue(tx: EntityManager, found: readonly OldName[]): Promise<void> {
    if (found.length === 0) return;
    const renewed = await rows<{ id: string; next: string }>(
      tx,
      `WITH ended AS (
         UPDATE attendance.certificate k SET status = 'superseded', superseded_by = n.next, ended_at = $2,
                completion_id = NULL, former_completion_id = k.completion_id
           FROM jsonb_to_recordset($1) AS n(last uuid, next uuid, code text, holder text),
                attendance.certificate before
          WHERE k.id = n.last AND before.id = k.id AND k.status IN ('issued', 'suspended')
         RETURNING k.id, before.completion_id, k.facts, k.valid_until, n.next, n.code, n.holder,
                   before.status
       ), renewed AS (
         INSERT INTO attendance.certificate (id, completion_id, code, facts, status, issued_at, valid_until)
         SELECT next, completion_id, code, jsonb_set(facts, '{holder}', to_jsonb(holder)), status, $2,
                valid_until FROM ended
         RETURNING id)
       SELECT ended.id, ended.next FROM ended JOIN renewed ON renewed.id = ended.next`,
      [
        JSON.stringify(
          found.map(({ id, holder }) => ({ last: id, next: newId(), code: newCode(), holder })),
        ),
        this.clock.now(),
      ],
    );
    await this.journal.recordAll(
      tx,
      renewed.flatMap(({ id, next }): JournalEntry[] => {
        const one = found.find((old) => old.id === id);
        const data = {
          enrolmentId: one?.enrolmentId,
          personId: one?.personId,
          courseId: one?.courseId,
        };
        return [
          {
            action: 'certificate.superseded',
            subjectId: id,
            data: { ...data, supersededBy: next },
          },
          { action: 'certificate.issued', subjectId: next, data },
        ];
      }),
    );
  }
}
