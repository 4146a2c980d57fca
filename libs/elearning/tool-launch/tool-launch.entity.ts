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
import { Enrolment } from '@academie/enrolment';
import { Person } from '@academie/people';

import { Tool, ToolLink } from '../tool/tool.entity';

/** Somebody who opened a thing in a tool, and how the tool says that it went. */
@Entity({ schema: 'elearning', name: 'tool_use' })
@Unique('tool_use_subject_unique', ['linkId', 'subject'])
@Index('tool_use_enrolment', ['enrolmentId'])
@Check('tool_use_score_sane', 'score BETWEEN 0 AND 100')
export class ToolUse {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'tool_use_pk' })
  readonly linkId!: string;

  @ManyToOne(() => ToolLink, { nullable: false })
  @JoinColumn({ name: 'link_id', foreignKeyConstraintName: 'tool_use_link_fk' })
  readonly link?: Relation<ToolLink>;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'tool_use_pk' })
  readonly enrolmentId!: string;

  @ManyToOne(() => Enrolment, { nullable: false })
  @JoinColumn({ name: 'enrolment_id', foreignKeyConstraintName: 'tool_use_enrolment_fk' })
  readonly enrolment?: Relation<Enrolment>;

  /** What the tool calls this person. */
  @Column('text')
  readonly subject!: string;

  @Column('timestamptz')
  readonly openedAt!: Date;

  /** Of the last score, by the clock of the tool. */
  @Column('timestamptz', { nullable: true })
  readonly scoredAt!: Date | null;

  /** As the tool said it last: `Completed`. */
  @Column('text', { nullable: true })
  readonly activity!: string | null;

  /** As the tool said it last: `FullyGraded`. */
  @Column('text', { nullable: true })
  readonly grading!: string | null;

  /** Percentage of the most points; null while there are none. */
  @Column('integer', { nullable: true })
  readonly score!: number | null;
}

/** An author who chooses what a lesson opens in a tool. */
@Entity({ schema: 'elearning', name: 'tool_choice' })
@Unique('tool_choice_data', ['dataHash'])
@Index('tool_choice_expires', ['expiresAt'])
@Check('tool_choice_title_length', 'length(title) <= 200')
@Check('tool_choice_pass_mark_sane', 'pass_mark BETWEEN 1 AND 100')
export class ToolChoice {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'tool_choice_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly toolId!: string;

  @ManyToOne(() => Tool, { nullable: false })
  @JoinColumn({ name: 'tool_id', foreignKeyConstraintName: 'tool_choice_tool_fk' })
  readonly tool?: Relation<Tool>;

  @Column('uuid')
  readonly courseId!: string;

  @ManyToOne(() => Course, { nullable: false })
  @JoinColumn({ name: 'course_id', foreignKeyConstraintName: 'tool_choice_course_fk' })
  readonly course?: Relation<Course>;

  /** Where the lesson goes, with which title when it is not that of the tool. */
  @Column('uuid')
  readonly moduleKey!: string;

  @Column('text')
  readonly title!: string;

  @Column('integer', { nullable: true })
  readonly passMark!: number | null;

  @Column('uuid')
  readonly personId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'tool_choice_person_fk' })
  readonly person?: Relation<Person>;

  /** SHA-256 of what the tool has to bring back; null until it was sent. */
  @Column('text', { nullable: true })
  readonly dataHash!: string | null;

  /** What was chosen. */
  @Column('jsonb', { nullable: true })
  readonly item!: object | null;

  @Column('timestamptz', { nullable: true })
  readonly answeredAt!: Date | null;

  /** The lesson that came of it. */
  @Column('uuid', { nullable: true })
  readonly lessonKey!: string | null;

  @Column('timestamptz')
  readonly expiresAt!: Date;
}

/** A browser on its way to a tool: with it the tool asks, once, who sits there. */
@Entity({ schema: 'elearning', name: 'tool_launch' })
@Unique('tool_launch_hint', ['hintHash'])
@Index('tool_launch_expires', ['expiresAt'])
@Check('tool_launch_one_purpose', '(link_id IS NULL) <> (choice_id IS NULL)')
@Check('tool_launch_of_enrolment', '(link_id IS NULL) = (enrolment_id IS NULL)')
export class ToolLaunch {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'tool_launch_pk',
  })
  readonly id!: string;

  /** SHA-256 of the hint; the hint itself stands nowhere. */
  @Column('text')
  readonly hintHash!: string;

  @Column('uuid')
  readonly toolId!: string;

  @ManyToOne(() => Tool, { nullable: false })
  @JoinColumn({ name: 'tool_id', foreignKeyConstraintName: 'tool_launch_tool_fk' })
  readonly tool?: Relation<Tool>;

  /** Who opened it. */
  @Column('uuid')
  readonly personId!: string;

  @Column('uuid', { nullable: true })
  readonly linkId!: string | null;

  @ManyToOne(() => ToolLink, { nullable: true })
  @JoinColumn({ name: 'link_id', foreignKeyConstraintName: 'tool_launch_link_fk' })
  readonly link?: Relation<ToolLink>;

  @Column('uuid', { nullable: true })
  readonly enrolmentId!: string | null;

  @ManyToOne(() => Enrolment, { nullable: true })
  @JoinColumn({ name: 'enrolment_id', foreignKeyConstraintName: 'tool_launch_enrolment_fk' })
  readonly enrolment?: Relation<Enrolment>;

  @Column('uuid', { nullable: true })
  readonly lessonKey!: string | null;

  @Column('uuid', { nullable: true })
  readonly choiceId!: string | null;

  @ManyToOne(() => ToolChoice, { nullable: true, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'choice_id', foreignKeyConstraintName: 'tool_launch_choice_fk' })
  readonly choice?: Relation<ToolChoice>;

  /** It opens in a frame within the page of its lesson. */
  @Column('boolean', { default: false })
  readonly inFrame!: boolean;

  @Column('timestamptz')
  readonly expiresAt!: Date;

  @Column('timestamptz', { nullable: true })
  readonly usedAt!: Date | null;
}
