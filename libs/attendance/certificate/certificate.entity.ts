import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
  Unique,
} from 'typeorm';

import { Person } from '@academie/people';

import type { CertificateFacts } from './certificate-facts';
import { CERTIFICATE_STATUSES, type CertificateStatus } from './certificate-status';
import { Completion } from '../outcome/completion.entity';
import { ProgrammeCompletion } from '../outcome/programme-completion.entity';
import { CredentialKey } from '../credential/credential-key.entity';

/**
 * Proof that somebody completed a course or a programme, once per completion. Its facts are frozen and it is never
 * deleted: triggers see to that, no matter who writes.
 */
@Entity({ schema: 'attendance', name: 'certificate' })
@Unique('certificate_once_per_completion', ['completionId'])
@Unique('certificate_code_unique', ['code'])
@Unique('certificate_status_index_unique', ['statusIndex'])
@Check('certificate_status_known', `status IN ('${CERTIFICATE_STATUSES.join("', '")}')`)
@Check('certificate_code_form', `code ~ '^[0-9a-hjkmnp-tv-z]{26}$'`)
@Check(
  'certificate_revoked_says_why',
  `status <> 'revoked' OR (ended_at IS NOT NULL AND reason IS NOT NULL)`,
)
@Check('certificate_superseded_says_by', `status <> 'superseded' OR superseded_by IS NOT NULL`)
@Check('certificate_reason_length', 'length(reason) <= 500')
@Check('certificate_issuer_with_key', '(issuer IS NULL) = (key_id IS NULL)')
@Check(
  'certificate_of_one_completion',
  'num_nonnulls(completion_id, former_completion_id, programme_completion_id) = 1',
)
@Check('certificate_former_superseded', `former_completion_id IS NULL OR status = 'superseded'`)
@Index('certificate_former_completion', ['formerCompletionId'], {
  where: 'former_completion_id IS NOT NULL',
})
@Index('certificate_once_per_programme', ['programmeCompletionId'], {
  unique: true,
  where: `status <> 'superseded'`,
})
@Index('certificate_valid_until', ['validUntil'], { where: `status = 'issued'` })
export class Certificate {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'certificate_pk',
  })
  readonly id!: string;

  /** Null once one with the corrected name took its place. */
  @Column('uuid', { nullable: true })
  readonly completionId!: string | null;

  @ManyToOne(() => Completion, { nullable: true })
  @JoinColumn({ name: 'completion_id', foreignKeyConstraintName: 'certificate_completion_fk' })
  readonly completion?: Relation<Completion>;

  /** Of which completion it was until then. */
  @Column('uuid', { nullable: true })
  readonly formerCompletionId!: string | null;

  @ManyToOne(() => Completion, { nullable: true })
  @JoinColumn({
    name: 'former_completion_id',
    foreignKeyConstraintName: 'certificate_former_completion_fk',
  })
  readonly formerCompletion?: Relation<Completion>;

  /** Of a programme in place of a course; stays when one with the corrected name takes its place. */
  @Column('uuid', { nullable: true })
  readonly programmeCompletionId!: string | null;

  @ManyToOne(() => ProgrammeCompletion, { nullable: true })
  @JoinColumn({
    name: 'programme_completion_id',
    foreignKeyConstraintName: 'certificate_programme_completion_fk',
  })
  readonly programmeCompletion?: Relation<ProgrammeCompletion>;

  /** 128 random bits (certificate-code.ts). */
  @Column('text')
  readonly code!: string;

  @Column('jsonb')
  readonly facts!: CertificateFacts;

  @Column('text', { default: 'issued' })
  readonly status!: CertificateStatus;

  @Column('timestamptz')
  readonly issuedAt!: Date;

  /** The last day on which it counts; null is for good. */
  @Column('date', { nullable: true })
  readonly validUntil!: string | null;

  @Column('timestamptz', { nullable: true })
  readonly endedAt!: Date | null;

  /** Who revoked it by hand; null when the academie did. */
  @Column('uuid', { nullable: true })
  readonly endedBy!: string | null;

  @ManyToOne(() => Person, { nullable: true })
  @JoinColumn({ name: 'ended_by', foreignKeyConstraintName: 'certificate_ended_by_fk' })
  readonly ender?: Relation<Person>;

  @Column('text', { nullable: true })
  readonly reason!: string | null;

  @Column('uuid', { nullable: true })
  readonly supersededBy!: string | null;

  @ManyToOne(() => Certificate, { nullable: true })
  @JoinColumn({ name: 'superseded_by', foreignKeyConstraintName: 'certificate_superseded_by_fk' })
  readonly successor?: Relation<Certificate>;

  /** Its place in the status list of credentials; counts from 1. */
  @Column({ type: 'integer', generated: 'identity', generatedIdentity: 'ALWAYS' })
  readonly statusIndex!: number;

  /** DID of the issuer of the credential, from the first time it was asked for. */
  @Column('text', { nullable: true })
  readonly issuer!: string | null;

  @Column('uuid', { nullable: true })
  readonly keyId!: string | null;

  @ManyToOne(() => CredentialKey, { nullable: true })
  @JoinColumn({ name: 'key_id', foreignKeyConstraintName: 'certificate_key_fk' })
  readonly key?: Relation<CredentialKey>;
}
