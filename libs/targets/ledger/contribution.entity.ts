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

import { Evidence, type Grade, GRADES } from './evidence.entity';
import { Target } from '../plan/target.entity';

/**
 * The evidence that counts for a target, first per subject (event, person, organisation …). The
 * unique index over what is counted now is what makes "counted once" true.
 */
@Entity({ schema: 'targets', name: 'contribution' })
@Check('contribution_grade_known', `grade IN ('${GRADES.join("', '")}')`)
@Check('contribution_uncounted_after', 'uncounted_at >= counted_at')
@Index('contribution_counted_once', ['targetId', 'measure', 'subjectKey'], {
  unique: true,
  where: 'uncounted_at IS NULL',
})
@Index('contribution_ahead', ['occurredAt'], { where: 'uncounted_at IS NULL' })
@Index('contribution_evidence', ['evidenceId'])
// Counts what a report stands on without reading it.
@Index('contribution_grades', ['targetId', 'grade'], {
  where: "measure = 'value' AND uncounted_at IS NULL",
})
@Index('contribution_listing', ['targetId', 'measure', 'occurredAt', 'id'])
export class Contribution {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'contribution_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly targetId!: string;

  @ManyToOne(() => Target, { nullable: false })
  @JoinColumn({ name: 'target_id', foreignKeyConstraintName: 'contribution_target_fk' })
  readonly target?: Relation<Target>;

  /** `value` is the headline; others stand beside it. */
  @Column('text')
  readonly measure!: string;

  @Column('text')
  readonly subjectKey!: string;

  @Column('uuid')
  readonly evidenceId!: string;

  @ManyToOne(() => Evidence, { nullable: false })
  @JoinColumn({ name: 'evidence_id', foreignKeyConstraintName: 'contribution_evidence_fk' })
  readonly evidence?: Relation<Evidence>;

  @Column('uuid', { nullable: true })
  readonly organisationId!: string | null;

  @ManyToOne(() => Organisation, { nullable: true })
  @JoinColumn({ name: 'organisation_id', foreignKeyConstraintName: 'contribution_organisation_fk' })
  readonly organisation?: Relation<Organisation>;

  @Column('timestamptz')
  readonly occurredAt!: Date;

  /** The day in Amsterdam. */
  @Column('date')
  readonly day!: string;

  @Column('timestamptz')
  readonly countedAt!: Date;

  @Column('timestamptz', { nullable: true })
  readonly uncountedAt!: Date | null;

  @Column('text')
  readonly grade!: Grade;

  @Column('integer', { default: 1 })
  readonly quantity!: number;
}

/** What is counted now per month, so that a dashboard adds up as little after years as after a week. */
@Entity({ schema: 'targets', name: 'rollup' })
@Check('rollup_quantity_not_negative', 'quantity >= 0')
@Check('rollup_month_begins', 'extract(day FROM month) = 1')
@Unique('rollup_key', ['targetId', 'measure', 'month', 'grade'])
export class Rollup {
  @PrimaryColumn({
    type: 'bigint',
    generated: 'identity',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'rollup_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly targetId!: string;

  @ManyToOne(() => Target, { nullable: false })
  @JoinColumn({ name: 'target_id', foreignKeyConstraintName: 'rollup_target_fk' })
  readonly target?: Relation<Target>;

  @Column('text')
  readonly measure!: string;

  /** Its first day in Amsterdam. */
  @Column('date')
  readonly month!: string;

  @Column('text')
  readonly grade!: Grade;

  @Column('integer')
  readonly quantity!: number;
}
