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
import { Enrolment } from '@academie/enrolment';
import { Organisation, Person } from '@academie/people';

/**
 * Somebody completed a course. Taken back when the register is reopened, with a date and not by
 * deleting, since a certificate may already speak of it.
 */
@Entity({ schema: 'attendance', name: 'completion' })
@Check('completion_not_ahead', 'completed_at <= recorded_at')
@Index('completion_once', ['enrolmentId'], { unique: true, where: 'revoked_at IS NULL' })
@Index('completion_enrolment', ['enrolmentId'])
@Index('completion_person', { synchronize: false })
@Index('completion_course', ['courseId', 'completedAt'])
export class Completion {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'completion_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly enrolmentId!: string;

  @ManyToOne(() => Enrolment, { nullable: false })
  @JoinColumn({ name: 'enrolment_id', foreignKeyConstraintName: 'completion_enrolment_fk' })
  readonly enrolment?: Relation<Enrolment>;

  @Column('uuid')
  readonly personId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'completion_person_fk' })
  readonly person?: Relation<Person>;

  @Column('uuid')
  readonly courseId!: string;

  @ManyToOne(() => Course, { nullable: false })
  @JoinColumn({ name: 'course_id', foreignKeyConstraintName: 'completion_course_fk' })
  readonly course?: Relation<Course>;

  /** Where the person worked at the moment of enrolling; null for somebody without an organisation. */
  @Column('uuid', { nullable: true })
  readonly organisationId!: string | null;

  @ManyToOne(() => Organisation, { nullable: true })
  @JoinColumn({ name: 'organisation_id', foreignKeyConstraintName: 'completion_organisation_fk' })
  readonly organisation?: Relation<Organisation>;

  /** End of the last session, or when an e-learning was finished. */
  @Column('timestamptz')
  readonly completedAt!: Date;

  @Column('timestamptz')
  readonly recordedAt!: Date;

  @Column('timestamptz', { nullable: true })
  readonly revokedAt!: Date | null;
}
