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

import { Offering } from '../offering/offering.entity';

export const COST_KINDS = ['trainer', 'place', 'catering', 'material', 'travel', 'other'] as const;
export type CostKind = (typeof COST_KINDS)[number];

/** What an offering may cost. Whole cents, here and below; a sum in euros is never a fraction. */
@Entity({ schema: 'catalogue', name: 'offering_budget' })
@Check('offering_budget_span', 'cents BETWEEN 0 AND 100000000')
export class OfferingBudget {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'offering_budget_pk' })
  readonly offeringId!: string;

  @ManyToOne(() => Offering, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'offering_id', foreignKeyConstraintName: 'offering_budget_offering_fk' })
  readonly offering?: Relation<Offering>;

  @Column('integer')
  cents!: number;
}

/** One thing that an offering cost. */
@Entity({ schema: 'catalogue', name: 'offering_cost' })
@Check('offering_cost_kind_known', `kind IN ('${COST_KINDS.join("', '")}')`)
@Check('offering_cost_span', 'cents BETWEEN 1 AND 100000000')
@Check('offering_cost_about_length', 'length(about) <= 200')
@Index('offering_cost_offering', ['offeringId'])
export class OfferingCost {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'offering_cost_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly offeringId!: string;

  @ManyToOne(() => Offering, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'offering_id', foreignKeyConstraintName: 'offering_cost_offering_fk' })
  readonly offering?: Relation<Offering>;

  /** A word of COST_KINDS. */
  @Column('text')
  readonly kind!: string;

  @Column('text', { default: '' })
  readonly about!: string;

  @Column('integer')
  readonly cents!: number;

  @Column('timestamptz')
  readonly addedAt!: Date;
}

/** What all offerings of a year together may cost, as the year plan has it. */
@Entity({ schema: 'catalogue', name: 'year_budget' })
@Check('year_budget_year', 'year BETWEEN 2020 AND 2100')
@Check('year_budget_span', 'cents BETWEEN 0 AND 1000000000')
export class YearBudget {
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'year_budget_pk' })
  readonly year!: number;

  @Column('integer')
  cents!: number;
}
