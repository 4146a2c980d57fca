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

/** What somebody must have done to complete a course: every lesson and test, a share of the lessons and every test, or the tests alone. */
export const COMPLETION_RULES = ['all', 'part', 'tests'] as const;
export type ContentRule = (typeof COMPLETION_RULES)[number];

/**
 * The lessons of a course at one moment. A course has at most one draft; once published nothing of a
 * version changes any more (a trigger sees to it), since somebody may be reading it.
 */
@Entity({ schema: 'elearning', name: 'content_version' })
@Unique('content_version_number', ['courseId', 'number'])
@Index('content_version_one_draft', ['courseId'], { unique: true, where: 'published_at IS NULL' })
@Check('content_version_number_sane', 'number > 0')
@Check('content_version_rule_known', `rule IN ('${COMPLETION_RULES.join("', '")}')`)
@Check(
  'content_version_reading_sane',
  `(rule = 'part') = (reading_percent IS NOT NULL) AND reading_percent BETWEEN 1 AND 99`,
)
@Check('content_version_note_length', 'length(change_note) <= 1000')
export class ContentVersion {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'content_version_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly courseId!: string;

  @ManyToOne(() => Course, { nullable: false })
  @JoinColumn({ name: 'course_id', foreignKeyConstraintName: 'content_version_course_fk' })
  readonly course?: Relation<Course>;

  /** From 1, within the course. */
  @Column('integer')
  readonly number!: number;

  @Column('text', { default: 'all' })
  rule!: ContentRule;

  /** How much of the lessons must be read at least, by number; of the rule `part` only. */
  @Column('integer', { nullable: true })
  readingPercent!: number | null;

  /** What is new since the version before, for the person who has begun with that one. */
  @Column('text', { default: '' })
  changeNote!: string;

  @Column('timestamptz')
  readonly createdAt!: Date;

  /** Null while it is a draft. */
  @Column('timestamptz', { nullable: true })
  publishedAt!: Date | null;

  @Column('uuid', { nullable: true })
  publishedBy!: string | null;

  @ManyToOne(() => Person, { nullable: true })
  @JoinColumn({ name: 'published_by', foreignKeyConstraintName: 'content_version_person_fk' })
  readonly publisher?: Relation<Person>;
}
