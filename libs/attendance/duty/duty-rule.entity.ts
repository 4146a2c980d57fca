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

export const REPEATS = ['none', 'yearly', 'months'] as const;
export type Repeats = (typeof REPEATS)[number];
/** A change is a row of its own until somebody confirmed it; then its terms go over to the rule. */
export const DUTY_RULE_STATES = ['draft', 'active', 'ended'] as const;

/** Who must complete a course, within how many days, and how often again. */
@Entity({ schema: 'attendance', name: 'duty_rule' })
@Check('duty_rule_state_known', `state IN ('draft', 'active', 'ended')`)
@Check('duty_rule_repeats_known', `repeats IN ('none', 'yearly', 'months')`)
@Check('duty_rule_within_span', 'within_days BETWEEN 1 AND 730')
@Check('duty_rule_month_span', 'in_month BETWEEN 1 AND 12')
@Check(
  'duty_rule_months_span',
  `(repeats = 'months') = (every_months IS NOT NULL) AND every_months BETWEEN 1 AND 120`,
)
@Check('duty_rule_why_length', 'length(why) <= 300')
@Check('duty_rule_change_is_draft', `replaces_id IS NULL OR state = 'draft'`)
@Check('duty_rule_ended_says_when', `(state = 'ended') = (ended_at IS NOT NULL)`)
@Index('duty_rule_course', ['courseId'])
@Index('duty_rule_one_change', ['replacesId'], { unique: true, where: 'replaces_id IS NOT NULL' })
export class DutyRule {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'duty_rule_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly courseId!: string;

  @ManyToOne(() => Course, { nullable: false })
  @JoinColumn({ name: 'course_id', foreignKeyConstraintName: 'duty_rule_course_fk' })
  readonly course?: Relation<Course>;

  /** Days after the duty began until it has to be done the first time. */
  @Column('integer')
  withinDays!: number;

  /** A word of REPEATS. */
  @Column('text')
  repeats!: string;

  /** Month of each year, 1 to 12, in which it is done again. */
  @Column('integer', { default: 1 })
  inMonth!: number;

  @Column('integer', { nullable: true })
  everyMonths!: number | null;

  @Column('text', { array: true, default: '{}' })
  functions!: string[];

  @Column('uuid', { array: true, default: '{}' })
  organisationIds!: string[];

  @Column('text', { array: true, default: '{}' })
  organisationKinds!: string[];

  @Column('uuid', { array: true, default: '{}' })
  groupIds!: string[];

  /** A sentence for those who have the duty: on what ground. */
  @Column('text', { default: '' })
  why!: string;

  /** Day in Amsterdam on which these terms were set; nothing is due sooner than the first term after it. */
  @Column('date')
  termsFrom!: string;

  /** A word of DUTY_RULE_STATES. */
  @Column('text')
  state!: string;

  @Column('uuid', { nullable: true })
  readonly replacesId!: string | null;

  @ManyToOne(() => DutyRule, { nullable: true, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'replaces_id', foreignKeyConstraintName: 'duty_rule_replaces_fk' })
  readonly replaces?: Relation<DutyRule> | null;

  @Column('timestamptz')
  readonly madeAt!: Date;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;
}
