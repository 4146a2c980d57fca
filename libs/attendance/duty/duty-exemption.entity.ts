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
import { StoredFile } from '@academie/platform';

export const EXEMPTION_KINDS = ['waiver', 'earlier_learning'] as const;
export type ExemptionKind = (typeof EXEMPTION_KINDS)[number];
export const EXEMPTION_STATES = ['asked', 'granted', 'refused', 'withdrawn'] as const;

/**
 * Somebody need not complete a course: for a time (a waiver), or since it was learned elsewhere, with
 * proof. Who has the duty asks for the second; a coordinator decides.
 */
@Entity({ schema: 'attendance', name: 'duty_exemption' })
@Check('duty_exemption_kind_known', `kind IN ('waiver', 'earlier_learning')`)
@Check('duty_exemption_state_known', `state IN ('asked', 'granted', 'refused', 'withdrawn')`)
@Check('duty_exemption_waiver_ends', `(kind = 'waiver') = (until IS NOT NULL)`)
@Check('duty_exemption_learned_on_a_day', `(kind = 'earlier_learning') = (learned_on IS NOT NULL)`)
@Check('duty_exemption_decided', `state NOT IN ('granted', 'refused') OR decided_at IS NOT NULL`)
@Check('duty_exemption_reason_length', 'length(reason) BETWEEN 1 AND 1000')
@Check('duty_exemption_decision_length', 'length(decision) <= 500')
@Index('duty_exemption_one_asked', ['courseId', 'personId'], {
  unique: true,
  where: `state = 'asked'`,
})
@Index('duty_exemption_person', ['personId', 'courseId'])
@Index('duty_exemption_asked', ['organisationId'], { where: `state = 'asked'` })
@Index('duty_exemption_file', ['fileId'])
@Index('duty_exemption_decided_at', ['decidedAt'])
export class DutyExemption {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'duty_exemption_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly courseId!: string;

  @ManyToOne(() => Course, { nullable: false })
  @JoinColumn({ name: 'course_id', foreignKeyConstraintName: 'duty_exemption_course_fk' })
  readonly course?: Relation<Course>;

  @Column('uuid')
  readonly personId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'duty_exemption_person_fk' })
  readonly person?: Relation<Person>;

  /** Whose coordinator decides; null when an administrator does. */
  @Column('uuid', { nullable: true })
  readonly organisationId!: string | null;

  @ManyToOne(() => Organisation, { nullable: true })
  @JoinColumn({
    name: 'organisation_id',
    foreignKeyConstraintName: 'duty_exemption_organisation_fk',
  })
  readonly organisation?: Relation<Organisation>;

  /** A word of EXEMPTION_KINDS. */
  @Column('text')
  readonly kind!: string;

  @Column('text')
  readonly reason!: string;

  /** When it was learned elsewhere; a day in Amsterdam. */
  @Column('date', { nullable: true })
  readonly learnedOn!: string | null;

  /** The last day on which a waiver holds. */
  @Column('date', { nullable: true })
  readonly until!: string | null;

  /** The proof; it goes when it is no longer needed, and what was decided stays. */
  @Column('uuid', { nullable: true })
  fileId!: string | null;

  @ManyToOne(() => StoredFile, { nullable: true, onDelete: 'SET NULL' })
  @JoinColumn({ name: 'file_id', foreignKeyConstraintName: 'duty_exemption_file_fk' })
  readonly file?: Relation<StoredFile>;

  /** A word of EXEMPTION_STATES. */
  @Column('text')
  state!: string;

  @Column('timestamptz')
  readonly askedAt!: Date;

  @Column('timestamptz', { nullable: true })
  decidedAt!: Date | null;

  @Column('uuid', { nullable: true })
  decidedBy!: string | null;

  /** What the coordinator says of it. */
  @Column('text', { default: '' })
  decision!: string;
}
