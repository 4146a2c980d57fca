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

import { ContentVersion } from '../content/content-version.entity';

/**
 * Somebody who began the lessons of an enrolment, and the version this person reads. Its row is the one
 * that every command of a learner locks.
 */
@Entity({ schema: 'elearning', name: 'learning' })
@Check('learning_finished_after_begun', 'finished_at >= begun_at')
@Check('learning_score_sane', 'score BETWEEN 0 AND 100')
@Index('learning_version', ['versionId'])
export class Learning {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'learning_pk' })
  readonly enrolmentId!: string;

  @ManyToOne(() => Enrolment, { nullable: false })
  @JoinColumn({ name: 'enrolment_id', foreignKeyConstraintName: 'learning_enrolment_fk' })
  readonly enrolment?: Relation<Enrolment>;

  @Column('uuid')
  versionId!: string;

  @ManyToOne(() => ContentVersion, { nullable: false })
  @JoinColumn({ name: 'version_id', foreignKeyConstraintName: 'learning_version_fk' })
  readonly version?: Relation<ContentVersion>;

  @Column('timestamptz')
  readonly begunAt!: Date;

  /** When all that the course asks was done; once, and never taken back here. */
  @Column('timestamptz', { nullable: true })
  finishedAt!: Date | null;

  /** The best percentage over the tests, on average, when it was finished; null without tests. */
  @Column('integer', { nullable: true })
  score!: number | null;
}

/** A lesson that somebody has done, or a test that somebody passed. */
@Entity({ schema: 'elearning', name: 'lesson_done' })
@Check('lesson_done_score_sane', 'score BETWEEN 0 AND 100')
export class LessonDone {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'lesson_done_pk' })
  readonly enrolmentId!: string;

  @ManyToOne(() => Learning, { nullable: false })
  @JoinColumn({ name: 'enrolment_id', foreignKeyConstraintName: 'lesson_done_learning_fk' })
  readonly learning?: Relation<Learning>;

  /** Of whichever version: the key of a lesson stays. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'lesson_done_pk' })
  readonly lessonKey!: string;

  @Column('timestamptz')
  readonly doneAt!: Date;

  /** Percentage of the attempt that passed; null for a lesson that is no test. */
  @Column('integer', { nullable: true })
  readonly score!: number | null;
}
