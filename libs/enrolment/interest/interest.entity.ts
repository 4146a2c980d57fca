import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';

import { Course } from '@academie/catalogue';
import { Person } from '@academie/people';

/** Somebody wants to know when the course is given; gone once they have been told. */
@Entity({ schema: 'enrolment', name: 'interest' })
@Index('interest_person', ['personId'])
export class Interest {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'interest_pk' })
  readonly courseId!: string;

  @ManyToOne(() => Course, { nullable: false })
  @JoinColumn({ name: 'course_id', foreignKeyConstraintName: 'interest_course_fk' })
  readonly course?: Relation<Course>;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'interest_pk' })
  readonly personId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'interest_person_fk' })
  readonly person?: Relation<Person>;

  @Column('timestamptz')
  readonly expressedAt!: Date;
}
