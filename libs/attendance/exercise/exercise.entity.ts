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

import { Session } from '@academie/catalogue';
import { Person } from '@academie/people';

export const RATINGS = ['as_planned', 'otherwise', 'not_done'] as const;
export type Rating = (typeof RATINGS)[number];

const ID = { default: () => 'platform.uuid_v7()' };

/** One step of the script of an exercise. */
@Entity({ schema: 'attendance', name: 'exercise_step' })
@Check('exercise_step_minute_span', 'minute BETWEEN 0 AND 1440')
@Check(
  'exercise_step_length',
  'length(role) <= 100 AND length(action) BETWEEN 1 AND 500 AND length(expected) <= 500',
)
@Index('exercise_step_session', ['sessionId'])
export class ExerciseStep {
  @PrimaryColumn('uuid', { ...ID, primaryKeyConstraintName: 'exercise_step_pk' })
  readonly id!: string;

  @Column('uuid')
  readonly sessionId!: string;

  @ManyToOne(() => Session, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'session_id', foreignKeyConstraintName: 'exercise_step_session_fk' })
  readonly session?: Relation<Session>;

  /** Minutes after the session begins: the script moves with it. */
  @Column('integer')
  readonly minute!: number;

  /** Who acts: a part in the exercise, never a name. */
  @Column('text', { default: '' })
  readonly role!: string;

  @Column('text')
  readonly action!: string;

  /** What should be seen then. */
  @Column('text', { default: '' })
  readonly expected!: string;
}

/** Somebody who watches an exercise and notes what is seen. */
@Entity({ schema: 'attendance', name: 'exercise_observer' })
@Index('exercise_observer_person', ['personId'])
export class ExerciseObserver {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'exercise_observer_pk' })
  readonly sessionId!: string;

  @ManyToOne(() => Session, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'session_id', foreignKeyConstraintName: 'exercise_observer_session_fk' })
  readonly session?: Relation<Session>;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'exercise_observer_pk' })
  readonly personId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'exercise_observer_person_fk' })
  readonly person?: Relation<Person>;
}

/** What one observer saw of one step; saved again it replaces what was noted. */
@Entity({ schema: 'attendance', name: 'exercise_observation' })
@Unique('exercise_observation_once', ['stepId', 'authorId'])
@Check('exercise_observation_rating_known', `rating IN ('${RATINGS.join("', '")}')`)
@Check('exercise_observation_length', 'length(body) <= 1000')
@Index('exercise_observation_author', ['authorId'])
@Index('exercise_observation_noted_at', ['notedAt'])
export class ExerciseObservation {
  @PrimaryColumn('uuid', { ...ID, primaryKeyConstraintName: 'exercise_observation_pk' })
  readonly id!: string;

  @Column('uuid')
  readonly stepId!: string;

  @ManyToOne(() => ExerciseStep, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'step_id', foreignKeyConstraintName: 'exercise_observation_step_fk' })
  readonly step?: Relation<ExerciseStep>;

  @Column('uuid')
  readonly authorId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'author_id', foreignKeyConstraintName: 'exercise_observation_author_fk' })
  readonly author?: Relation<Person>;

  /** A word of RATINGS. */
  @Column('text')
  readonly rating!: string;

  @Column('text', { default: '' })
  readonly body!: string;

  @Column('timestamptz')
  readonly notedAt!: Date;
}

/** What has to be done better, by whom and until when. */
@Entity({ schema: 'attendance', name: 'exercise_lesson' })
@Check('exercise_lesson_length', 'length(body) BETWEEN 1 AND 1000')
@Index('exercise_lesson_session', ['sessionId'])
@Index('exercise_lesson_owner', ['ownerId'])
@Index('exercise_lesson_written_at', ['writtenAt'])
export class ExerciseLesson {
  @PrimaryColumn('uuid', { ...ID, primaryKeyConstraintName: 'exercise_lesson_pk' })
  readonly id!: string;

  @Column('uuid')
  readonly sessionId!: string;

  @ManyToOne(() => Session, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'session_id', foreignKeyConstraintName: 'exercise_lesson_session_fk' })
  readonly session?: Relation<Session>;

  @Column('text')
  readonly body!: string;

  @Column('uuid')
  readonly ownerId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'owner_id', foreignKeyConstraintName: 'exercise_lesson_owner_fk' })
  readonly owner?: Relation<Person>;

  @Column('date')
  readonly dueOn!: string;

  @Column('timestamptz')
  readonly writtenAt!: Date;

  @Column('timestamptz', { nullable: true })
  readonly doneAt!: Date | null;
}
