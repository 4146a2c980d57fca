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

import { Person } from '@academie/people';

import type { Block } from '../block/block';
import { Lesson, type TestRules } from '../content/lesson.entity';

/**
 * A lesson of a draft as it was before somebody changed it. What one person changes of one block within a few
 * minutes is one row. It is gone when the draft is published or thrown away.
 */
@Entity({ schema: 'elearning', name: 'lesson_history' })
@Index('lesson_history_of_lesson', ['versionId', 'lessonKey', 'id'])
@Check('lesson_history_blocks_listed', `jsonb_typeof(blocks) = 'array'`)
export class LessonHistory {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'lesson_history_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly versionId!: string;

  @Column('uuid')
  readonly lessonKey!: string;

  @ManyToOne(() => Lesson, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn([
    {
      name: 'version_id',
      referencedColumnName: 'versionId',
      foreignKeyConstraintName: 'lesson_history_lesson_fk',
    },
    {
      name: 'lesson_key',
      referencedColumnName: 'key',
      foreignKeyConstraintName: 'lesson_history_lesson_fk',
    },
  ])
  readonly lesson?: Relation<Lesson>;

  /** Who changed it then. */
  @Column('uuid')
  readonly personId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'lesson_history_person_fk' })
  readonly person?: Relation<Person>;

  /** The block that was changed; null when it was the lesson itself, or the order of its blocks. */
  @Column('uuid', { nullable: true })
  readonly blockId!: string | null;

  /** When the change began. */
  @Column('timestamptz')
  readonly changedAt!: Date;

  @Column('text')
  readonly title!: string;

  @Column('integer', { nullable: true })
  readonly minutes!: number | null;

  @Column('jsonb')
  readonly blocks!: Block[];

  @Column('jsonb', { nullable: true })
  readonly test!: TestRules | null;
}
