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

import { Organisation } from '@academie/people';

/** How far evidence is trusted: own register, named import, a number that was reported (R6). */
export const GRADES = ['A', 'B', 'C'] as const;
export type Grade = (typeof GRADES)[number];

/** What rules select on, frozen. Few rows, so a rule picks contexts and evidence by their number. */
@Entity({ schema: 'targets', name: 'context' })
@Unique('context_once', ['hash'])
export class Context {
  @PrimaryColumn({
    type: 'integer',
    generated: 'identity',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'context_pk',
  })
  readonly id!: number;

  @Column('jsonb')
  readonly facts!: object;

  /** SHA-256 of the facts with their keys in order. */
  @Column('bytea')
  readonly hash!: Buffer;
}

/**
 * Something that happened, whatever target it may count for. Derived from what the other libs keep;
 * never edited: a correction retracts it and adds another, so any moment can be looked at again.
 */
@Entity({ schema: 'targets', name: 'evidence' })
@Check('evidence_grade_known', `grade IN ('${GRADES.join("', '")}')`)
@Check('evidence_quantity_positive', 'quantity > 0')
@Check('evidence_span', 'until_at > occurred_at')
@Check('evidence_retracted_after', 'retracted_at >= recorded_at')
@Index('evidence_one_live_per_source', ['kind', 'sourceType', 'sourceId', 'organisationId'], {
  unique: true,
  where: 'retracted_at IS NULL',
})
@Index('evidence_origin', ['originId'])
@Index('evidence_source', ['sourceId'])
@Index('evidence_context', ['contextId', 'kind', 'organisationId', 'occurredAt'], {
  where: 'retracted_at IS NULL',
})
// Its expression is in the migration: what an act that corrects another keeps of the one recorded first.
@Index('evidence_corrected', { synchronize: false })
@Index('evidence_event_before', ['sourceId', 'recordedAt', 'id'], {
  where: "kind = 'held_event' AND retracted_at IS NOT NULL",
})
@Index('evidence_person', ['personPseudonym'], { where: 'person_pseudonym IS NOT NULL' })
export class Evidence {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'evidence_pk',
  })
  readonly id!: string;

  @Column('text')
  readonly kind!: string;

  @Column('text')
  readonly sourceType!: string;

  @Column('uuid')
  readonly sourceId!: string;

  /** What is derived as a whole when something happens to it: the offering of an enrolment. */
  @Column('uuid')
  readonly originId!: string;

  /** Journal line that led to it; as text, because bigint does not fit a number. */
  @Column('bigint', { nullable: true })
  readonly journalId!: string | null;

  @Column('timestamptz')
  readonly occurredAt!: Date;

  /** For what lasts, such as being open for enrolment; null while it lasts. */
  @Column('timestamptz', { nullable: true })
  readonly untilAt!: Date | null;

  @Column('timestamptz')
  readonly recordedAt!: Date;

  @Column('timestamptz', { nullable: true })
  readonly retractedAt!: Date | null;

  @Column('uuid', { nullable: true })
  readonly recordedBy!: string | null;

  @Column('uuid', { nullable: true })
  readonly personPseudonym!: string | null;

  @Column('uuid', { nullable: true })
  readonly organisationId!: string | null;

  @ManyToOne(() => Organisation, { nullable: true })
  @JoinColumn({ name: 'organisation_id', foreignKeyConstraintName: 'evidence_organisation_fk' })
  readonly organisation?: Relation<Organisation>;

  @Column('text', { array: true, default: [] })
  readonly functionCodes!: string[];

  @Column('text')
  readonly grade!: Grade;

  @Column('integer', { default: 1 })
  readonly quantity!: number;

  @Column('integer')
  readonly contextId!: number;

  @ManyToOne(() => Context, { nullable: false })
  @JoinColumn({ name: 'context_id', foreignKeyConstraintName: 'evidence_context_fk' })
  readonly context?: Relation<Context>;

  /** Numbers of this one: people present, minutes, headcount. */
  @Column('jsonb', { default: {} })
  readonly facts!: object;
}
