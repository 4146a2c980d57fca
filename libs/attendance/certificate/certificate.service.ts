import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import {
  Clock,
  CONFIG,
  type Config,
  Database,
  Journal,
  Mail,
  NotFound,
  rows,
  t,
} from '@academie/platform';

import { CertificateEnded, CertificateNotValid, RevocationStands } from './certificate.errors';
import { certificatePdf } from './certificate-pdf';
import { type CertificateRow, MANAGED } from './certificate.queries';
import type { CertificateStatus } from './certificate-status';
import { CredentialKeys } from '../credential/credential-keys';
import { issuerOf } from '../credential/credential-issuer';
import { signCredential } from '../credential/credential-sign';
import { credentialOf } from './certificate-credential';

interface Held {
  status: CertificateStatus;
  /** Somebody revoked it, not the academie. */
  byHand: boolean;
  /** Its completion still stands. */
  completed: boolean;
  personId: string;
  certificateId: string;
  courseId: string;
  courseTitle: string;
  name: string;
  /** None for somebody without an address. */
  email: string | null;
}

/** Hands certificates out, and revokes them. */
@Injectable()
export class CertificateService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly journal: Journal,
    private readonly mail: Mail,
    private readonly keys: CredentialKeys,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The PDF, for the holder. @throws CertificateNotValid when it does not hold (any more) */
  pdf(certificate: CertificateRow): Promise<Buffer> {
    mustHold(certificate);
    return certificatePdf(certificate, `${this.config.publicUrl}/certificaat/${certificate.code}`);
  }

  /**
   * The signed Open Badges 3.0 credential, for the holder. Issuer and key are frozen the first time, so
   * that it is the same text ever after.
   * @throws CertificateNotValid, CredentialsUnavailable
   */
  async credential(certificate: CertificateRow): Promise<Record<string, unknown>> {
    mustHold(certificate);
    const { issuer, keyId } = await this.frozenIssuer(certificate);
    const key = await this.keys.one(keyId);
    return signCredential(
      credentialOf(certificate, issuer, this.config.publicUrl),
      { issuer, publicKey: key.publicKey, seed: this.keys.seedOf(key) },
      certificate.issuedAt,
    );
  }

  /**
   * Takes a mistaken revocation back, with a reason for the journal and the holder: the certificate that
   * people have holds again. Not one that the academie revoked after a correction of the register.
   * @throws NotFound, also for a course of another theme; RevocationStands
   */
  undoRevocation(actor: Actor, id: string, reason: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const held = await this.held(tx, actor, id);
      if (held.status !== 'revoked' || !held.byHand || !held.completed)
        throw new RevocationStands();
      await rows(
        tx,
        `UPDATE attendance.certificate SET status = 'issued', ended_at = NULL, ended_by = NULL, reason = NULL
          WHERE id = $1`,
        [id],
      );
      const line = await this.journal.record(tx, {
        action: 'certificate.restored',
        subjectId: id,
        actorId: actor.id,
        onBehalfOf: held.personId,
        reason,
        data: { personId: held.personId, courseId: held.courseId },
      });
      await this.tell(tx, held, `certificate:${id}:restored:${line}`, 'restored', reason);
    });
  }

  /**
   * Revokes it, with a reason that the holder and the person who checks it read.
   * @throws NotFound, also for a course of another theme; CertificateEnded
   */
  revoke(actor: Actor, id: string, reason: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      const held = await this.held(tx, actor, id);
      if (held.status !== 'issued' && held.status !== 'suspended') throw new CertificateEnded();
      await rows(
        tx,
        `UPDATE attendance.certificate SET status = 'revoked', ended_at = $2, ended_by = $3, reason = $4
          WHERE id = $1`,
        [id, this.clock.now(), actor.id, reason],
      );
      const line = await this.journal.record(tx, {
        action: 'certificate.revoked',
        subjectId: id,
        actorId: actor.id,
        onBehalfOf: held.personId,
        reason,
        data: { personId: held.personId, courseId: held.courseId },
      });
      await this.tell(tx, held, `certificate:${id}:revoked:${line}`, 'revoked', reason);
    });
  }

  private async held(tx: EntityManager, actor: Actor, id: string): Promise<Held> {
    const [held] = await rows<Held>(
      tx,
      `SELECT k.id AS "certificateId", k.status, k.ended_by IS NOT NULL AS "byHand", c.revoked_at IS NULL AS completed,
              p.id AS "personId", coalesce(c.course_id, c.programme_id) AS "courseId", k.facts ->> 'course' AS "courseTitle",
              p.name,
              (SELECT a.address FROM people.primary_address a WHERE a.person_id = p.id) AS email
         FROM attendance.certificate k
         JOIN attendance.certified c
           ON c.id = coalesce(k.completion_id, k.former_completion_id, k.programme_completion_id)
         JOIN people.person_name h ON h.id = c.person_id
         JOIN people.person_name p ON p.id = coalesce(h.merged_into, h.id)
        WHERE k.id = $3 AND ${MANAGED} FOR UPDATE OF k`,
      [actor.ledThemes, actor.isAdministrator, id],
    );
    if (!held) throw new NotFound();
    return held;
  }

  private async tell(
    tx: EntityManager,
    { certificateId, personId, name, email, courseTitle }: Held,
    dedupeKey: string,
    news: 'revoked' | 'restored',
    reason: string,
  ): Promise<void> {
    if (!email) return;
    await this.mail.queue(tx, {
      dedupeKey,
      template: `attendance/certificate/mails/certificate-${news}`,
      recipient: email,
      recipientPersonId: personId,
      subject: t(`attendance.certificate-mail.${news}`, { course: courseTitle }),
      context: { name, courseTitle, reason, certificateId },
    });
  }

  private async frozenIssuer({
    id,
    issuer,
    keyId,
  }: CertificateRow): Promise<{ issuer: string; keyId: string }> {
    if (issuer && keyId) return { issuer, keyId };
    const key = await this.keys.signing();
    const frozen = await this.database.first<{ issuer: string; keyId: string }>(
      `UPDATE attendance.certificate SET issuer = coalesce(issuer, $2), key_id = coalesce(key_id, $3)
        WHERE id = $1 RETURNING issuer, key_id AS "keyId"`,
      [id, issuerOf(this.config.publicUrl, key.publicKey), key.id],
    );
    if (!frozen) throw new NotFound();
    return frozen;
  }
}

// What expired was true once, and may be shown as such; what was taken back may not.
function mustHold({ standing, facts }: CertificateRow): void {
  if ((standing !== 'valid' && standing !== 'expired') || facts.holder === null)
    throw new CertificateNotValid();
}
