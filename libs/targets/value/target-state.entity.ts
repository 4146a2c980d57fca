import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';

import { Target } from '../plan/target.entity';

/** How a target stood from a moment on: norm, owners, rule, plan. Added, never changed. */
@Entity({ schema: 'targets', name: 'target_state' })
export class TargetState {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'target_state_pk' })
  readonly targetId!: string;

  @ManyToOne(() => Target, { nullable: false })
  @JoinColumn({ name: 'target_id', foreignKeyConstraintName: 'target_state_target_fk' })
  readonly target?: Relation<Target>;

  @PrimaryColumn('timestamptz', { primaryKeyConstraintName: 'target_state_pk' })
  readonly recordedAt!: Date;

  @Column('boolean')
  readonly withdrawn!: boolean;

  /** Its place in the plan. */
  @Column('integer')
  readonly position!: number;

  /** A row of TARGETS (target-states.ts). */
  @Column('jsonb')
  readonly state!: object;
}
