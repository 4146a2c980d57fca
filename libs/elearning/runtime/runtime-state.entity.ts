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

import { Enrolment } from '@academie/enrolment';

import { Package } from '../package/package.entity';
import type { ScormStanding } from './scorm-status';

/** What a part of a SCORM package keeps of a learner: all of it as it came, and what it means beside it. */
@Entity({ schema: 'elearning', name: 'runtime_state' })
@Index('runtime_state_package', ['packageId'])
@Check('runtime_state_attempts_sane', 'attempts > 0')
@Check('runtime_state_score_sane', 'score BETWEEN 0 AND 100')
@Check(
  'runtime_state_status_known',
  `status IN ('not_attempted', 'incomplete', 'completed', 'passed', 'failed')`,
)
export class RuntimeState {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'runtime_state_pk' })
  readonly enrolmentId!: string;

  @ManyToOne(() => Enrolment, { nullable: false })
  @JoinColumn({ name: 'enrolment_id', foreignKeyConstraintName: 'runtime_state_enrolment_fk' })
  readonly enrolment?: Relation<Enrolment>;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'runtime_state_pk' })
  readonly packageId!: string;

  @ManyToOne(() => Package, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'package_id', foreignKeyConstraintName: 'runtime_state_package_fk' })
  readonly package?: Relation<Package>;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'runtime_state_pk' })
  readonly item!: string;

  /** The data model below `cmi`. */
  @Column('jsonb')
  readonly data!: Record<string, unknown>;

  @Column('text')
  readonly status!: ScormStanding['status'];

  /** Percentage. */
  @Column('integer', { nullable: true })
  readonly score!: number | null;

  /** Seconds of all sessions before the last one. */
  @Column('integer')
  readonly earlierSeconds!: number;

  @Column('integer')
  readonly sessionSeconds!: number;

  /** The page that saved last; a later page has a larger one. */
  @Column('uuid')
  readonly session!: string;

  /** How often that page saved. */
  @Column('integer')
  readonly sequence!: number;

  /** Whether it was ended, and not to go on another time. */
  @Column('boolean')
  readonly ended!: boolean;

  /** How often it was begun, from the beginning and not where somebody stopped. */
  @Column('integer', { default: 1 })
  readonly attempts!: number;

  @Column('timestamptz')
  readonly savedAt!: Date;

  @Column('timestamptz', { nullable: true })
  readonly doneAt!: Date | null;
}
