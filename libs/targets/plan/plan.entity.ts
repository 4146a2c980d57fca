import {
  Check,
  Column,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
  Unique,
} from 'typeorm';

import type { Plan as PlanDocument, PlanStatus } from './plan';

/** `closed` and `restated` are what becomes of a plan whose period is over. */
export type StoredPlanStatus = PlanStatus | 'closed' | 'restated';

/** The year plan as it was loaded; one for a year, in its latest version. */
@Entity({ schema: 'targets', name: 'plan' })
@Unique('plan_year_unique', ['year'])
@Check('plan_status_known', `status IN ('draft', 'concept', 'adopted', 'closed', 'restated')`)
@Check('plan_span', 'period_from < period_to')
export class Plan {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'plan_pk',
  })
  readonly id!: string;

  @Column('integer')
  readonly year!: number;

  @Column('text')
  title!: string;

  @Column('text')
  version!: string;

  @Column('text')
  status!: StoredPlanStatus;

  @Column('date')
  periodFrom!: string;

  /** First day after the period. */
  @Column('date')
  periodTo!: string;

  /** Dutch; shown with every number of this plan. */
  @Column('text', { nullable: true })
  label!: string | null;

  @Column('uuid', { nullable: true })
  continuedFrom!: string | null;

  @ManyToOne(() => Plan, { nullable: true })
  @JoinColumn({ name: 'continued_from', foreignKeyConstraintName: 'plan_continued_from_fk' })
  readonly earlier?: Relation<Plan>;

  /** What was loaded: the same again changes nothing, a next version is compared with it. */
  @Column('jsonb')
  document!: PlanDocument;

  @Column('timestamptz')
  loadedAt!: Date;
}
