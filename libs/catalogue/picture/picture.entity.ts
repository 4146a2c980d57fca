import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  OneToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';

import { StoredFile } from '@academie/platform';

import { Course } from '../course/course.entity';

/** The picture of a course, in three widths. */
@Entity({ schema: 'catalogue', name: 'course_picture' })
@Check('course_picture_hash_form', `hash ~ '^[0-9a-f]{64}$'`)
@Check('course_picture_alternative_length', 'length(alternative) BETWEEN 1 AND 200')
@Check('course_picture_size_sane', 'width > 0 AND height > 0')
@Index('course_picture_small', ['smallId'])
@Index('course_picture_medium', ['mediumId'])
@Index('course_picture_large', ['largeId'])
export class CoursePicture {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'course_picture_pk' })
  readonly courseId!: string;

  @OneToOne(() => Course, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'course_id', foreignKeyConstraintName: 'course_picture_course_fk' })
  readonly course?: Relation<Course>;

  /** Of what was uploaded, in hexadecimal digits: part of its address, which so never shows another picture. */
  @Column('text')
  readonly hash!: string;

  /** What can be seen on it, for who does not see it; null when it says nothing that the text does not. */
  @Column('text', { nullable: true })
  readonly alternative!: string | null;

  /** Of the largest, in pixels. */
  @Column('integer')
  readonly width!: number;

  @Column('integer')
  readonly height!: number;

  @Column('uuid')
  readonly smallId!: string;

  @ManyToOne(() => StoredFile, { nullable: false })
  @JoinColumn({ name: 'small_id', foreignKeyConstraintName: 'course_picture_small_fk' })
  readonly small?: Relation<StoredFile>;

  @Column('uuid')
  readonly mediumId!: string;

  @ManyToOne(() => StoredFile, { nullable: false })
  @JoinColumn({ name: 'medium_id', foreignKeyConstraintName: 'course_picture_medium_fk' })
  readonly medium?: Relation<StoredFile>;

  @Column('uuid')
  readonly largeId!: string;

  @ManyToOne(() => StoredFile, { nullable: false })
  @JoinColumn({ name: 'large_id', foreignKeyConstraintName: 'course_picture_large_fk' })
  readonly large?: Relation<StoredFile>;
}
