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

import { Lesson } from '../content/lesson.entity';
import { Learning } from '../learning/learning.entity';

/** A question that was drawn, and in which order its answers stand: places in what the author wrote. */
export interface DrawnQuestion {
  id: string;
  order: number[];
}

/** Somebody takes a test. Each try is a row of its own: a retake takes nothing away. */
@Entity({ schema: 'elearning', name: 'attempt' })
@Unique('attempt_number', ['enrolmentId', 'lessonKey', 'number'])
@Index('attempt_one_open', ['enrolmentId', 'lessonKey'], {
  unique: true,
  where: 'submitted_at IS NULL',
})
@Index('attempt_lesson', ['versionId', 'lessonKey'])
@Index('attempt_to_review', ['submittedAt', 'id'], {
  where: 'submitted_at IS NOT NULL AND passed IS NULL',
})
@Check('attempt_score_sane', 'percent BETWEEN 0 AND 100')
@Check('attempt_scored_when_submitted', 'percent IS NULL OR submitted_at IS NOT NULL')
@Check('attempt_draft_named', `jsonb_typeof(draft) = 'object'`)
@Check('attempt_passed_when_scored', '(passed IS NULL) = (percent IS NULL)')
export class Attempt {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'attempt_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly enrolmentId!: string;

  @ManyToOne(() => Learning, { nullable: false })
  @JoinColumn({ name: 'enrolment_id', foreignKeyConstraintName: 'attempt_learning_fk' })
  readonly learning?: Relation<Learning>;

  @Column('uuid')
  readonly versionId!: string;

  @Column('uuid')
  readonly lessonKey!: string;

  @ManyToOne(() => Lesson, { nullable: false })
  @JoinColumn([
    {
      name: 'version_id',
      referencedColumnName: 'versionId',
      foreignKeyConstraintName: 'attempt_lesson_fk',
    },
    {
      name: 'lesson_key',
      referencedColumnName: 'key',
      foreignKeyConstraintName: 'attempt_lesson_fk',
    },
  ])
  readonly lesson?: Relation<Lesson>;

  /** From 1, of this person in this test. */
  @Column('integer')
  readonly number!: number;

  @Column('jsonb')
  readonly questions!: DrawnQuestion[];

  @Column('timestamptz')
  readonly begunAt!: Date;

  /** Null while it is under way. */
  @Column('timestamptz', { nullable: true })
  submittedAt!: Date | null;

  /** Rounded down, so that nobody reads a pass mark that was not reached; null until all is judged. */
  @Column('integer', { nullable: true })
  percent!: number | null;

  @Column('boolean', { nullable: true })
  passed!: boolean | null;

  /** What was chosen so far, by the names of the fields; null once it is handed in. */
  @Column('jsonb', { nullable: true })
  draft!: Record<string, unknown> | null;
}

/**
 * What somebody answered, in a test or to a question in a lesson. Never changed; of a question in a lesson
 * the latest one is shown.
 */
@Entity({ schema: 'elearning', name: 'answer' })
@Unique('answer_once_in_attempt', ['attemptId', 'questionId'])
@Index('answer_in_lesson', ['enrolmentId', 'lessonKey'], { where: 'attempt_id IS NULL' })
@Index('answer_question', ['questionId'])
@Check('answer_score_sane', 'score BETWEEN 0 AND 1000')
export class Answer {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'answer_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly enrolmentId!: string;

  @ManyToOne(() => Learning, { nullable: false })
  @JoinColumn({ name: 'enrolment_id', foreignKeyConstraintName: 'answer_learning_fk' })
  readonly learning?: Relation<Learning>;

  /** Null for a question in a lesson. */
  @Column('uuid', { nullable: true })
  readonly attemptId!: string | null;

  @ManyToOne(() => Attempt, { nullable: true })
  @JoinColumn({ name: 'attempt_id', foreignKeyConstraintName: 'answer_attempt_fk' })
  readonly attempt?: Relation<Attempt>;

  @Column('uuid')
  readonly versionId!: string;

  @Column('uuid')
  readonly lessonKey!: string;

  /** Id of the block that holds the question. */
  @Column('uuid')
  readonly questionId!: string;

  /** As the type of the question has it; JSON null when nothing was answered, or when it was erased. */
  @Column('jsonb')
  readonly given!: unknown;

  /** Thousandths; null until a person has judged it. */
  @Column('integer', { nullable: true })
  readonly score!: number | null;

  @Column('timestamptz')
  readonly givenAt!: Date;
}
