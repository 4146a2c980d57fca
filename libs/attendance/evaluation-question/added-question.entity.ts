import {
  Check,
  Column,
  Entity,
  Generated,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';

import { Course, Offering } from '@academie/catalogue';

/** What can be asked besides the fixed statements: as when enrolling, but no file, which would say whose it is. */
export const ADDED_KINDS = ['text', 'choice', 'several', 'yes_no', 'number'] as const;
export type AddedKind = (typeof ADDED_KINDS)[number];

/** A question that an organiser adds to the evaluation of a course, or of one offering of it. */
@Entity({ schema: 'attendance', name: 'added_question' })
@Check('added_question_kind_known', `kind IN ('${ADDED_KINDS.join("', '")}')`)
@Check('added_question_length', 'length(text) BETWEEN 1 AND 200')
@Index('added_question_course', ['courseId'])
@Index('added_question_offering', ['offeringId'])
export class AddedQuestion {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'added_question_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly courseId!: string;

  @ManyToOne(() => Course, { nullable: false })
  @JoinColumn({ name: 'course_id', foreignKeyConstraintName: 'added_question_course_fk' })
  readonly course?: Relation<Course>;

  /** Null: of every offering of the course. */
  @Column('uuid', { nullable: true })
  readonly offeringId!: string | null;

  @ManyToOne(() => Offering)
  @JoinColumn({ name: 'offering_id', foreignKeyConstraintName: 'added_question_offering_fk' })
  readonly offering?: Relation<Offering>;

  /** Its words, kind and options never change: all answers are to the same question. */
  @Column('text')
  readonly text!: string;

  /** A word of ADDED_KINDS. */
  @Column('text')
  readonly kind!: string;

  @Column('text', { array: true, default: () => `'{}'` })
  readonly options!: string[];

  @Column('boolean')
  readonly required!: boolean;

  /** No longer asked from then on; what was answered stays. */
  @Column('timestamptz', { nullable: true })
  readonly endedAt!: Date | null;
}

/** What somebody answered; nothing leads to who that was, nor to the other answers of that person. */
@Entity({ schema: 'attendance', name: 'added_answer' })
@Check('added_answer_length', 'length(answer) BETWEEN 1 AND 3000')
@Index('added_answer_offering', ['offeringId'])
@Index('added_answer_question', ['questionId'])
export class AddedAnswer {
  /** Random, since a number or a time would tell the order of answers. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'added_answer_pk' })
  @Generated('uuid')
  readonly id!: string;

  @Column('uuid')
  readonly offeringId!: string;

  @ManyToOne(() => Offering, { nullable: false })
  @JoinColumn({ name: 'offering_id', foreignKeyConstraintName: 'added_answer_offering_fk' })
  readonly offering?: Relation<Offering>;

  @Column('uuid')
  readonly questionId!: string;

  @ManyToOne(() => AddedQuestion, { nullable: false })
  @JoinColumn({ name: 'question_id', foreignKeyConstraintName: 'added_answer_question_fk' })
  readonly question?: Relation<AddedQuestion>;

  @Column('text')
  readonly answer!: string;

  /** Counts and is read, with the rest of what was answered in the same five. */
  @Column('boolean', { default: false })
  readonly released!: boolean;
}
