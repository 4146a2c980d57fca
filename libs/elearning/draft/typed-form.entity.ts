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

import { Lesson } from '../content/lesson.entity';

/**
 * What an author typed in the form of a block and did not save yet: the block is new, not finished, or somebody else
 * changed it meanwhile. It is gone once it is saved.
 */
@Entity({ schema: 'elearning', name: 'typed_form' })
@Check('typed_form_place_length', 'length(place) BETWEEN 1 AND 60')
@Check('typed_form_fields_named', `jsonb_typeof(fields) = 'object'`)
@Index('typed_form_of_lesson', ['versionId', 'lessonKey'])
export class TypedForm {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'typed_form_pk' })
  readonly personId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'typed_form_person_fk' })
  readonly person?: Relation<Person>;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'typed_form_pk' })
  readonly versionId!: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'typed_form_pk' })
  readonly lessonKey!: string;

  @ManyToOne(() => Lesson, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn([
    {
      name: 'version_id',
      referencedColumnName: 'versionId',
      foreignKeyConstraintName: 'typed_form_lesson_fk',
    },
    {
      name: 'lesson_key',
      referencedColumnName: 'key',
      foreignKeyConstraintName: 'typed_form_lesson_fk',
    },
  ])
  readonly lesson?: Relation<Lesson>;

  /** Id of the block, or `new:<kind>`. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'typed_form_pk' })
  readonly place!: string;

  /** As the form sent it, by the names of its fields. */
  @Column('jsonb')
  readonly fields!: Record<string, string>;

  /** What its author saw of the block; empty for a new one. */
  @Column('text')
  readonly seen!: string;

  @Column('timestamptz')
  readonly typedAt!: Date;
}
