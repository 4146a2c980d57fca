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

import { Theme } from '@academie/catalogue';
import { Person } from '@academie/people';

import type { Measure, Operator, Reading } from './plan';
import type { Unit } from '../rule/unit';
import { Plan } from './plan.entity';
import type { Rule } from '../rule/rule';

export type NormSource = 'plan' | 'default' | 'set';

/** Who took part before the period, as a number that never changes once it is recorded. */
export interface Baseline {
  /** Persons who took part before the period. */
  persons: number;
  /** Of those, in the year before: what net growth is measured from. */
  yearBefore?: number | undefined;
  /** Dutch: who says so. */
  source: string;
  /** Until and including which day they took part; left out in what came before it was asked. */
  asOf?: string | undefined;
  recordedAt: string;
  /** Null: came with the product. */
  recordedBy: string | null;
}

/** A promise of the plan: one sentence, one rule, one value, however many themes own it. */
@Entity({ schema: 'targets', name: 'target' })
@Unique('target_code_once', ['planId', 'code'])
@Check('target_operator_known', `operator IN ('at_least', 'exactly', 'all')`)
@Check('target_norm_positive', 'norm > 0 AND plan_norm > 0')
@Check('target_norm_source_known', `norm_source IN ('plan', 'default', 'set')`)
@Check('target_norm_set_says_by', `(norm_source = 'set') = (norm_set_by IS NOT NULL)`)
@Check('target_span', 'period_from < period_to')
export class Target {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'target_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly planId!: string;

  @ManyToOne(() => Plan, { nullable: false })
  @JoinColumn({ name: 'plan_id', foreignKeyConstraintName: 'target_plan_fk' })
  readonly plan?: Relation<Plan>;

  /** The same in the next plan: T26. */
  @Column('text')
  readonly code!: string;

  @Column('text')
  title!: string;

  @Column('text')
  sentence!: string;

  /** Lines of the plan's text. */
  @Column('integer', { array: true })
  sourceLines!: number[];

  /** Pages of the plan. */
  @Column('integer', { array: true, default: [] })
  sourcePages!: number[];

  /** Countable, but no training, learning or coverage: listed apart. */
  @Column('boolean', { default: false })
  isOther!: boolean;

  @Column('text')
  unit!: Unit;

  @Column('text')
  operator!: Operator;

  /** What it is measured against; `normSource` says whose number it is. */
  @Column('integer')
  norm!: number;

  @Column('text')
  normSource!: NormSource;

  /** The plan's own number; null where it names none. */
  @Column('integer', { nullable: true })
  planNorm!: number | null;

  @Column('uuid', { nullable: true })
  normSetBy!: string | null;

  @ManyToOne(() => Person, { nullable: true })
  @JoinColumn({ name: 'norm_set_by', foreignKeyConstraintName: 'target_norm_set_by_fk' })
  readonly normSetter?: Relation<Person>;

  @Column('timestamptz', { nullable: true })
  normSetAt!: Date | null;

  @Column('date')
  periodFrom!: string;

  /** First day after the period. */
  @Column('date')
  periodTo!: string;

  @Column('jsonb')
  rule!: Rule;

  @Column('jsonb', { default: [] })
  measures!: Measure[];

  @Column('jsonb', { default: [] })
  readings!: Reading[];

  @Column('jsonb', { nullable: true })
  baseline!: Baseline | null;

  @Column('text', { nullable: true })
  openQuestion!: string | null;

  @Column('text', { nullable: true })
  yearSpecific!: string | null;

  @Column('text', { nullable: true })
  toCheck!: string | null;

  @Column('integer')
  position!: number;

  /** A later version of the plan no longer has it; what was counted stays. */
  @Column('boolean', { default: false })
  withdrawn!: boolean;

  @Column('integer', { default: 1 })
  version!: number;
}

/** A theme the target is shown under. More than one: shared, and counted once. */
@Entity({ schema: 'targets', name: 'target_owner' })
@Index('target_owner_theme', ['themeId'])
export class TargetOwner {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'target_owner_pk' })
  readonly targetId!: string;

  @ManyToOne(() => Target, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'target_id', foreignKeyConstraintName: 'target_owner_target_fk' })
  readonly target?: Relation<Target>;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'target_owner_pk' })
  readonly themeId!: string;

  @ManyToOne(() => Theme, { nullable: false })
  @JoinColumn({ name: 'theme_id', foreignKeyConstraintName: 'target_owner_theme_fk' })
  readonly theme?: Relation<Theme>;
}
