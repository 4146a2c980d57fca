import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';

/** One thing that happened. Append-only: a trigger refuses change, so it can serve as audit trail. */
@Entity({ schema: 'platform', name: 'journal' })
@Index('journal_subject', ['subjectId', 'id'])
@Index('journal_recorded_at', ['recordedAt'])
export class JournalLine {
  @PrimaryColumn({
    type: 'bigint',
    generated: 'identity',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'journal_pk',
  })
  readonly id!: string;

  @Column('timestamptz')
  readonly recordedAt!: Date;

  @Column('text')
  readonly action!: string;

  @Column('uuid')
  readonly subjectId!: string;

  @Column('uuid', { nullable: true })
  readonly actorId!: string | null;

  @Column('uuid', { nullable: true })
  readonly onBehalfOf!: string | null;

  @Column('text', { nullable: true })
  readonly reason!: string | null;

  @Column('jsonb', { default: {} })
  readonly data!: Record<string, unknown>;

  /** The span of OpenTelemetry that wrote it (`markTrace`). */
  @Column('text', {
    nullable: true,
    default: () => "NULLIF(current_setting('academie.traceparent', true), '')",
  })
  readonly traceparent!: string | null;
}

/** What a consumer has still to do; gone in the transaction that did it. */
@Entity({ schema: 'platform', name: 'journal_pending' })
export class JournalPending {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'journal_pending_pk' })
  readonly consumer!: string;

  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'journal_pending_pk' })
  readonly journalId!: string;

  @ManyToOne(() => JournalLine, { nullable: false })
  @JoinColumn({ name: 'journal_id', foreignKeyConstraintName: 'journal_pending_journal_fk' })
  readonly journal?: Relation<JournalLine>;

  @Column('integer', { default: 0 })
  readonly attempts!: number;

  @Column('timestamptz', { nullable: true })
  readonly notBefore!: Date | null;

  @Column('text', { nullable: true })
  readonly lastError!: string | null;
}
