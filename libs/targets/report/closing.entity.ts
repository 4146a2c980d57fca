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

import { Plan } from '../plan/plan.entity';
import { Target } from '../plan/target.entity';

/** An enrolment that was known when the baseline was frozen, of before the period. */
@Entity({ schema: 'targets', name: 'baseline_member' })
export class BaselineMember {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'baseline_member_pk' })
  readonly targetId!: string;

  @ManyToOne(() => Target, { nullable: false })
  @JoinColumn({ name: 'target_id', foreignKeyConstraintName: 'baseline_member_target_fk' })
  readonly target?: Relation<Target>;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'baseline_member_pk' })
  readonly sourceId!: string;
}

/** A year that was closed, or restated after that; never changed. */
@Entity({ schema: 'targets', name: 'closing' })
@Unique('closing_edition_once', ['planId', 'edition'])
@Check('closing_restated_says_why', 'edition = 1 OR reason IS NOT NULL')
export class Closing {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'closing_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly planId!: string;

  @ManyToOne(() => Plan, { nullable: false })
  @JoinColumn({ name: 'plan_id', foreignKeyConstraintName: 'closing_plan_fk' })
  readonly plan?: Relation<Plan>;

  /** 1 is the closing itself. */
  @Column('integer')
  readonly edition!: number;

  /** Dutch: why the numbers are not what they were. */
  @Column('text', { nullable: true })
  readonly reason!: string | null;

  @Column('timestamptz')
  readonly closedAt!: Date;

  @Column('uuid')
  readonly closedBy!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'closed_by', foreignKeyConstraintName: 'closing_closed_by_fk' })
  readonly closer?: Relation<Person>;
}

/** What was shown of a target when its year was closed. */
@Entity({ schema: 'targets', name: 'snapshot' })
export class Snapshot {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'snapshot_pk' })
  readonly closingId!: string;

  @ManyToOne(() => Closing, { nullable: false })
  @JoinColumn({ name: 'closing_id', foreignKeyConstraintName: 'snapshot_closing_fk' })
  readonly closing?: Relation<Closing>;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'snapshot_pk' })
  readonly targetId!: string;

  @ManyToOne(() => Target, { nullable: false })
  @JoinColumn({ name: 'target_id', foreignKeyConstraintName: 'snapshot_target_fk' })
  readonly target?: Relation<Target>;

  @Column('jsonb')
  readonly shown!: object;
}

/** An address with which people without an account read the report of a year. */
@Entity({ schema: 'targets', name: 'share_link' })
@Unique('share_link_token_once', ['tokenHash'])
@Index('share_link_plan', ['planId'])
export class ShareLink {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'share_link_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly planId!: string;

  @ManyToOne(() => Plan, { nullable: false })
  @JoinColumn({ name: 'plan_id', foreignKeyConstraintName: 'share_link_plan_fk' })
  readonly plan?: Relation<Plan>;

  /** SHA-256 of the token in the address. */
  @Column('bytea')
  readonly tokenHash!: Buffer;

  /** Dutch: for whom it is. */
  @Column('text')
  readonly label!: string;

  @Column('timestamptz')
  readonly createdAt!: Date;

  @Column('uuid')
  readonly createdBy!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'created_by', foreignKeyConstraintName: 'share_link_created_by_fk' })
  readonly creator?: Relation<Person>;

  @Column('timestamptz')
  readonly expiresAt!: Date;

  @Column('timestamptz', { nullable: true })
  revokedAt!: Date | null;
}
