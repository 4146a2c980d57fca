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

import { Course } from '@academie/catalogue';
import { Organisation, Person } from '@academie/people';

import { Completion } from '../outcome/completion.entity';
import { DutyExemption } from './duty-exemption.entity';
import { DutyRule } from './duty-rule.entity';

export const DUTY_STATES = ['open', 'completed', 'waived', 'ended'] as const;
export type DutyState = (typeof DUTY_STATES)[number];

/**
 * Somebody has to complete a course: one row for each time. Which rule asks it may change while it is
 * open; of several rules the one that is due first does. Rows of the past stay.
 */
@Entity({ schema: 'attendance', name: 'duty' })
@Check('duty_state_known', `state IN ('open', 'completed', 'waived', 'ended')`)
@Check('duty_closed_says_when', `(state = 'open') = (closed_on IS NULL)`)
@Check(
  'duty_closed_says_how',
  `CASE state WHEN 'completed' THEN completion_id IS NOT NULL AND fulfilled_on IS NOT NULL
     WHEN 'waived' THEN exemption_id IS NOT NULL ELSE num_nonnulls(completion_id, exemption_id, fulfilled_on) = 0 END`,
)
@Index('duty_one_open', ['courseId', 'personId'], { unique: true, where: `state = 'open'` })
@Index('duty_once_per_cycle', ['courseId', 'personId', 'cycle'], { unique: true })
@Index('duty_person', ['personId', 'courseId'])
@Index('duty_due', ['dueOn'], { where: `state = 'open'` })
@Index('duty_organisation', ['organisationId', 'dueOn'], { where: `state = 'open'` })
@Index('duty_closed', ['closedOn'], { where: `state <> 'open'` })
@Index('duty_of_rule', ['ruleId'])
@Index('duty_of_completion', ['completionId'])
@Index('duty_of_exemption', ['exemptionId'])
export class Duty {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'duty_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly courseId!: string;

  @ManyToOne(() => Course, { nullable: false })
  @JoinColumn({ name: 'course_id', foreignKeyConstraintName: 'duty_course_fk' })
  readonly course?: Relation<Course>;

  @Column('uuid')
  readonly personId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'duty_person_fk' })
  readonly person?: Relation<Person>;

  /** The how many-eth time, from 1. */
  @Column('integer')
  readonly cycle!: number;

  @Column('uuid')
  ruleId!: string;

  @ManyToOne(() => DutyRule, { nullable: false })
  @JoinColumn({ name: 'rule_id', foreignKeyConstraintName: 'duty_rule_fk' })
  readonly rule?: Relation<DutyRule>;

  /** Where the person has it; who coordinates that organisation decides about it. */
  @Column('uuid', { nullable: true })
  organisationId!: string | null;

  @ManyToOne(() => Organisation, { nullable: true })
  @JoinColumn({ name: 'organisation_id', foreignKeyConstraintName: 'duty_organisation_fk' })
  readonly organisation?: Relation<Organisation>;

  /** Days in Amsterdam, here and below. */
  @Column('date')
  readonly begunOn!: string;

  /** From that day on it counts; null for any day. */
  @Column('date', { nullable: true })
  countsFrom!: string | null;

  @Column('date')
  dueOn!: string;

  /** Somebody gave more time; `dueOn` is not before it. */
  @Column('date', { nullable: true })
  extendedTo!: string | null;

  /** A word of DUTY_STATES. */
  @Column('text')
  state!: string;

  @Column('date', { nullable: true })
  closedOn!: string | null;

  /** When the person did it, here or elsewhere. */
  @Column('date', { nullable: true })
  fulfilledOn!: string | null;

  @Column('uuid', { nullable: true })
  completionId!: string | null;

  @ManyToOne(() => Completion, { nullable: true })
  @JoinColumn({ name: 'completion_id', foreignKeyConstraintName: 'duty_completion_fk' })
  readonly completion?: Relation<Completion>;

  @Column('uuid', { nullable: true })
  exemptionId!: string | null;

  @ManyToOne(() => DutyExemption, { nullable: true })
  @JoinColumn({ name: 'exemption_id', foreignKeyConstraintName: 'duty_exemption_fk' })
  readonly exemption?: Relation<DutyExemption>;
}
