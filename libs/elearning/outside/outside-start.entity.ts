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

import { Course } from '@academie/catalogue';
import { Person } from '@academie/people';

/**
 * Somebody who went from here to an e-learning on another website. What this person says of it counts until a list
 * of its provider says the same.
 */
@Entity({ schema: 'elearning', name: 'outside_start' })
@Unique('outside_start_once', ['courseId', 'personId'])
@Index('outside_start_person', ['personId'])
@Check('outside_start_in_order', 'finished_at >= started_at')
export class OutsideStart {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'outside_start_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly courseId!: string;

  @ManyToOne(() => Course, { nullable: false })
  @JoinColumn({ name: 'course_id', foreignKeyConstraintName: 'outside_start_course_fk' })
  readonly course?: Relation<Course>;

  @Column('uuid')
  readonly personId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'outside_start_person_fk' })
  readonly person?: Relation<Person>;

  /** The first time. */
  @Column('timestamptz')
  readonly startedAt!: Date;

  /** When this person said that it was done. */
  @Column('timestamptz', { nullable: true })
  readonly finishedAt!: Date | null;
}
