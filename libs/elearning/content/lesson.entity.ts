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

import type { Block } from '../block/block';
import { Package } from '../package/package.entity';
import { ToolLink } from '../tool/tool.entity';
import { ContentVersion } from './content-version.entity';

/** How a test is taken. A lesson with these is a test: its questions are the bank that is drawn from. */
export interface TestRules {
  /** Percentage to pass. */
  passMark: number;
  /** How many questions are drawn; null is all of them. */
  draw: number | null;
  /** How often somebody may try; null is as often as one likes. */
  attempts: number | null;
  /** How long somebody waits before trying again, in minutes. */
  coolingMinutes: number;
  /** Whether questions and answers stand in another order each time. */
  shuffle: boolean;
}

/** A part of a course with a title of its own. Its key stays the same in later versions. */
@Entity({ schema: 'elearning', name: 'module' })
@Check('module_title_length', 'length(title) BETWEEN 1 AND 200')
export class LessonModule {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'module_pk' })
  readonly versionId!: string;

  @ManyToOne(() => ContentVersion, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'version_id', foreignKeyConstraintName: 'module_version_fk' })
  readonly version?: Relation<ContentVersion>;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'module_pk' })
  readonly key!: string;

  @Column('integer')
  position!: number;

  @Column('text')
  title!: string;
}

/**
 * A page to read, or a test. Its blocks stand in it, because they are read, changed and published
 * together (docs/decisions/0110). Its key stays the same in later versions, so progress stays too.
 */
@Entity({ schema: 'elearning', name: 'lesson' })
@Check('lesson_title_length', 'length(title) BETWEEN 1 AND 200')
@Check('lesson_minutes_sane', 'minutes BETWEEN 1 AND 600')
@Check('lesson_blocks_listed', `jsonb_typeof(blocks) = 'array'`)
@Check('lesson_test_rules', `test IS NULL OR (test ->> 'passMark')::int BETWEEN 1 AND 100`)
@Index('lesson_of_module', ['versionId', 'moduleKey'])
@Index('lesson_of_package', ['packageId'], { where: 'package_id IS NOT NULL' })
@Index('lesson_of_tool_link', ['toolLinkId'], { where: 'tool_link_id IS NOT NULL' })
@Check('lesson_tool_alone', 'tool_link_id IS NULL OR (test IS NULL AND package_id IS NULL)')
@Check('lesson_package_no_test', 'package_id IS NULL OR test IS NULL')
export class Lesson {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'lesson_pk' })
  readonly versionId!: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'lesson_pk' })
  readonly key!: string;

  @Column('uuid')
  moduleKey!: string;

  @ManyToOne(() => LessonModule, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn([
    {
      name: 'version_id',
      referencedColumnName: 'versionId',
      foreignKeyConstraintName: 'lesson_module_fk',
    },
    {
      name: 'module_key',
      referencedColumnName: 'key',
      foreignKeyConstraintName: 'lesson_module_fk',
    },
  ])
  readonly module?: Relation<LessonModule>;

  @Column('integer')
  position!: number;

  @Column('text')
  title!: string;

  /** How long it takes; null when nobody said. */
  @Column('integer', { nullable: true })
  minutes!: number | null;

  @Column('jsonb')
  blocks!: Block[];

  /** Null for a lesson that is no test. */
  @Column('jsonb', { nullable: true })
  test!: TestRules | null;

  /** A package that was made elsewhere; its blocks then stand above it. Null for a lesson written here. */
  @Column('uuid', { nullable: true })
  packageId!: string | null;

  @ManyToOne(() => Package, { nullable: true })
  @JoinColumn({ name: 'package_id', foreignKeyConstraintName: 'lesson_package_fk' })
  readonly package?: Relation<Package>;

  /** What it opens in a program of somebody else; its blocks then stand above it. Null for all other lessons. */
  @Column('uuid', { nullable: true })
  toolLinkId!: string | null;

  @ManyToOne(() => ToolLink, { nullable: true })
  @JoinColumn({ name: 'tool_link_id', foreignKeyConstraintName: 'lesson_tool_link_fk' })
  readonly toolLink?: Relation<ToolLink>;

  /** Goes up with each change, so that who saves over another's change is told. */
  @Column('integer', { default: 1 })
  revision!: number;
}
