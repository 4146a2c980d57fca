import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';

import { Course } from '../course/course.entity';

/** What one press made of a series; a second press of the same form finds it here, and makes nothing. */
@Entity({ schema: 'catalogue', name: 'offering_series' })
@Index('offering_series_course', ['courseId'])
export class OfferingSeries {
  /** Chosen when the form was shown. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'offering_series_pk' })
  readonly id!: string;

  @Column('uuid')
  readonly courseId!: string;

  @ManyToOne(() => Course, { nullable: false })
  @JoinColumn({ name: 'course_id', foreignKeyConstraintName: 'offering_series_course_fk' })
  readonly course?: Relation<Course>;

  @Column('integer')
  readonly made!: number;

  @Column('timestamptz')
  readonly madeAt!: Date;

  /** The dates it made; empty for a series of before this was kept. */
  @Column('uuid', { array: true, default: () => "'{}'" })
  readonly offeringIds!: string[];

  /** When all of them were taken back. */
  @Column('timestamptz', { nullable: true })
  readonly undoneAt!: Date | null;
}
