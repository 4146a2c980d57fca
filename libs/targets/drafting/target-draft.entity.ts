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

import { Plan } from '../plan/plan.entity';
import type { DraftDocument } from './draft-document';

/** `open` and `returned` are with the theme lead, `proposed` is with the administrator; the others are over. */
export const DRAFT_STATES = ['open', 'proposed', 'returned', 'adopted', 'dropped'] as const;
export type DraftState = (typeof DRAFT_STATES)[number];

/** A target that somebody composes, or changes, before it counts. */
@Entity({ schema: 'targets', name: 'target_draft' })
@Index('target_draft_alive', ['planId'], { where: `state IN ('open', 'proposed', 'returned')` })
@Check('target_draft_state_known', `state IN ('${DRAFT_STATES.join("', '")}')`)
@Check('target_draft_proposed_by_somebody', `state <> 'proposed' OR proposed_by IS NOT NULL`)
@Check('target_draft_returned_with_remark', `state <> 'returned' OR remark IS NOT NULL`)
export class TargetDraft {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'target_draft_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly planId!: string;

  @ManyToOne(() => Plan, { nullable: false })
  @JoinColumn({ name: 'plan_id', foreignKeyConstraintName: 'target_draft_plan_fk' })
  readonly plan?: Relation<Plan>;

  /** Of the target that it changes; null for a new one, which gets its code when it is adopted. */
  @Column('text', { nullable: true })
  readonly code!: string | null;

  @Column('text', { default: 'open' })
  state!: DraftState;

  /** What was filled in, also when it is not complete yet. */
  @Column('jsonb')
  document!: DraftDocument;

  /** Of the owners that were filled in: their theme leads work on it together. */
  @Column('uuid', { array: true, default: [] })
  themeIds!: string[];

  @Column('uuid')
  readonly madeBy!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'made_by', foreignKeyConstraintName: 'target_draft_made_by_fk' })
  readonly maker?: Relation<Person>;

  @Column('uuid')
  changedBy!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'changed_by', foreignKeyConstraintName: 'target_draft_changed_by_fk' })
  readonly changer?: Relation<Person>;

  @Column('timestamptz')
  changedAt!: Date;

  @Column('uuid', { nullable: true })
  proposedBy!: string | null;

  @ManyToOne(() => Person, { nullable: true })
  @JoinColumn({ name: 'proposed_by', foreignKeyConstraintName: 'target_draft_proposed_by_fk' })
  readonly proposer?: Relation<Person>;

  /** Dutch: why it was returned. */
  @Column('text', { nullable: true })
  remark!: string | null;

  @Column('integer', { default: 1 })
  version!: number;
}
