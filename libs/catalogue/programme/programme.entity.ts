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

import { Course, COURSE_STATUSES, type CourseStatus } from '../course/course.entity';
import { Theme } from '../course/theme.entity';

/** Several courses that belong together; who completes all its steps completes the programme. */
@Entity({ schema: 'catalogue', name: 'programme' })
@Unique('programme_slug_unique', ['slug'])
@Check('programme_slug_form', `slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 100`)
@Check('programme_status_known', `status IN ('${COURSE_STATUSES.join("', '")}')`)
@Check('programme_published_says_when', `status = 'draft' OR published_at IS NOT NULL`)
@Check('programme_title_length', 'length(title) BETWEEN 1 AND 200')
@Check('programme_summary_length', 'length(summary) <= 500')
@Check('programme_description_length', 'length(description) <= 20000')
@Check('programme_signatory', 'length(certificate_signatory) BETWEEN 1 AND 120')
export class Programme {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'programme_pk',
  })
  readonly id!: string;

  /** Its address; never changes once made. */
  @Column('text')
  readonly slug!: string;

  @Column('text')
  title!: string;

  @Column('text')
  summary!: string;

  /** Plain text, as that of a course. */
  @Column('text', { default: '' })
  description!: string;

  /** Codes of Tag. */
  @Column('text', { array: true, default: [] })
  tags!: string[];

  /** Codes of JobFunction it is meant for; empty is everybody. It closes nothing: each date has its own rule. */
  @Column('text', { array: true, default: [] })
  audiences!: string[];

  /** A step comes after the one before it. */
  @Column('boolean', { default: false })
  inOrder!: boolean;

  /** Who stands on its certificate as the one that signs; null is nobody. */
  @Column('text', { nullable: true })
  certificateSignatory!: string | null;

  @Column('text', { default: 'draft' })
  status!: CourseStatus;

  @Column('timestamptz', { nullable: true })
  publishedAt!: Date | null;

  /** When it was last taken out of what is on offer; null while it is there. */
  @Column('timestamptz', { nullable: true })
  archivedAt!: Date | null;

  @Column('timestamptz')
  readonly createdAt!: Date;

  @Column('integer', { default: 1 })
  version!: number;
}

/** A programme belongs to themes, as a course does; who leads one of them manages it. */
@Entity({ schema: 'catalogue', name: 'programme_theme' })
@Index('programme_theme_theme', ['themeId'])
export class ProgrammeTheme {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'programme_theme_pk' })
  readonly programmeId!: string;

  @ManyToOne(() => Programme, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({
    name: 'programme_id',
    foreignKeyConstraintName: 'programme_theme_programme_fk',
  })
  readonly programme?: Relation<Programme>;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'programme_theme_pk' })
  readonly themeId!: string;

  @ManyToOne(() => Theme, { nullable: false })
  @JoinColumn({ name: 'theme_id', foreignKeyConstraintName: 'programme_theme_theme_fk' })
  readonly theme?: Relation<Theme>;
}

/** A step of a programme: one course, or so many of several. */
@Entity({ schema: 'catalogue', name: 'programme_step' })
@Unique('programme_step_position', ['programmeId', 'position'])
@Check('programme_step_choose', 'choose BETWEEN 1 AND 20')
@Check('programme_step_title_length', 'length(title) <= 200')
export class ProgrammeStep {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'programme_step_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly programmeId!: string;

  @ManyToOne(() => Programme, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'programme_id', foreignKeyConstraintName: 'programme_step_programme_fk' })
  readonly programme?: Relation<Programme>;

  /** From 0. */
  @Column('integer')
  readonly position!: number;

  /** Empty is the title of its only course. */
  @Column('text', { default: '' })
  readonly title!: string;

  /** How many of its courses somebody completes. */
  @Column('integer', { default: 1 })
  readonly choose!: number;
}

/** A course of a step; a course is in one step of a programme. */
@Entity({ schema: 'catalogue', name: 'programme_course' })
@Index('programme_course_course', ['courseId'])
@Index('programme_course_step', ['stepId'])
export class ProgrammeCourse {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'programme_course_pk' })
  readonly programmeId!: string;

  @ManyToOne(() => Programme, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({
    name: 'programme_id',
    foreignKeyConstraintName: 'programme_course_programme_fk',
  })
  readonly programme?: Relation<Programme>;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'programme_course_pk' })
  readonly courseId!: string;

  @ManyToOne(() => Course, { nullable: false })
  @JoinColumn({ name: 'course_id', foreignKeyConstraintName: 'programme_course_course_fk' })
  readonly course?: Relation<Course>;

  @Column('uuid')
  readonly stepId!: string;

  @ManyToOne(() => ProgrammeStep, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'step_id', foreignKeyConstraintName: 'programme_course_step_fk' })
  readonly step?: Relation<ProgrammeStep>;

  /** From 0, within its step. */
  @Column('integer')
  readonly position!: number;
}
