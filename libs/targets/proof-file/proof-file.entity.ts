import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';

import { Person } from '@academie/people';
import { StoredFile } from '@academie/platform';

/**
 * A document or picture that shows that something which counts did happen. Its row stays when its bytes are gone:
 * what was looked at, and when, is part of what the number stands on.
 */
@Entity({ schema: 'targets', name: 'proof_file' })
@Check('proof_file_hash_form', `sha256 ~ '^[0-9a-f]{64}$'`)
@Check('proof_file_title_length', 'length(title) BETWEEN 1 AND 150')
@Check(
  'proof_file_confirmed_whole',
  'num_nonnulls(confirmed_by, confirmed_at, confirmed_of) IN (0, 3)',
)
@Check('proof_file_removed_is_gone', 'removed_at IS NULL OR file_id IS NULL')
@Index('proof_file_once', ['sourceType', 'sourceId', 'sha256'], {
  unique: true,
  where: 'removed_at IS NULL',
})
@Index('proof_file_confirmed', ['confirmedOf'], { where: 'confirmed_of IS NOT NULL' })
@Index('proof_file_kept', ['uploadedAt'], { where: 'file_id IS NOT NULL' })
export class ProofFile {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'proof_file_pk',
  })
  readonly id!: string;

  /** As in the evidence: `act`, `offering`. */
  @Column('text')
  readonly sourceType!: string;

  /** Of an act the one that was recorded first, so that a corrected act keeps its files. */
  @Column('uuid')
  readonly sourceId!: string;

  /** Dutch: what it is. Names nobody, since it is shown to auditors. */
  @Column('text')
  readonly title!: string;

  /** Null once its bytes went: it was removed, or its period is over. */
  @Column('uuid', { nullable: true })
  fileId!: string | null;

  @ManyToOne(() => StoredFile, { nullable: true })
  @JoinColumn({ name: 'file_id', foreignKeyConstraintName: 'proof_file_file_fk' })
  readonly file?: Relation<StoredFile>;

  @Column('text')
  readonly sha256!: string;

  /** Bytes. */
  @Column('bigint')
  readonly size!: string;

  @Column('text')
  readonly mediaType!: string;

  /** Whether people can be known from it; whoever confirms it says so again. */
  @Column('boolean')
  hasNames!: boolean;

  @Column('uuid')
  uploadedBy!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'uploaded_by', foreignKeyConstraintName: 'proof_file_uploaded_by_fk' })
  readonly uploader?: Relation<Person>;

  @Column('timestamptz')
  readonly uploadedAt!: Date;

  @Column('uuid', { nullable: true })
  confirmedBy!: string | null;

  @ManyToOne(() => Person, { nullable: true })
  @JoinColumn({ name: 'confirmed_by', foreignKeyConstraintName: 'proof_file_confirmed_by_fk' })
  readonly confirmer?: Relation<Person>;

  @Column('timestamptz', { nullable: true })
  confirmedAt!: Date | null;

  /** What it was found to show: of an act the one as it stood then. A correction asks to look again. */
  @Column('uuid', { nullable: true })
  confirmedOf!: string | null;

  @Column('timestamptz', { nullable: true })
  removedAt!: Date | null;
}
