import {
  Check,
  Column,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';

import { Person } from '@academie/people';

import { type Plan as PlanDocument, type PlanStatus, PLAN_STATUSES } from '../plan/plan';
import { Plan } from '../plan/plan.entity';

/** A version of a plan as it was loaded; never changed. */
@Entity({ schema: 'targets', name: 'plan_version' })
@Check('plan_version_number_positive', 'number > 0')
@Check('plan_version_status_known', `status IN ('${PLAN_STATUSES.join("', '")}')`)
export class PlanVersion {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'plan_version_pk' })
  readonly planId!: string;

  @ManyToOne(() => Plan, { nullable: false })
  @JoinColumn({ name: 'plan_id', foreignKeyConstraintName: 'plan_version_plan_fk' })
  readonly plan?: Relation<Plan>;

  /** 1 is the first of its year. */
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'plan_version_pk' })
  readonly number!: number;

  /** As the plan itself says. */
  @Column('text')
  readonly version!: string;

  @Column('text')
  readonly status!: PlanStatus;

  @Column('jsonb')
  readonly document!: PlanDocument;

  /** The file as it was, with its remarks; null for what did not come from a file. */
  @Column('text', { nullable: true })
  readonly sourceText!: string | null;

  /** Dutch: why, where a norm became another one. */
  @Column('text', { nullable: true })
  readonly reason!: string | null;

  @Column('timestamptz')
  readonly loadedAt!: Date;

  /** Null for the academie itself, when it started or was updated. */
  @Column('uuid', { nullable: true })
  readonly loadedBy!: string | null;

  @ManyToOne(() => Person, { nullable: true })
  @JoinColumn({ name: 'loaded_by', foreignKeyConstraintName: 'plan_version_loaded_by_fk' })
  readonly loader?: Relation<Person>;
}
