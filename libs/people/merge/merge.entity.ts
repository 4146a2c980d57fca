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

import { Person, type PersonStatus } from '../directory/person.entity';

/** Two records that turned out to be of one person; parted again when that was wrong. */
@Entity({ schema: 'people', name: 'person_merge' })
@Check('person_merge_of_two', 'person_id <> into_id')
@Check('person_merge_reason_length', 'length(reason) BETWEEN 1 AND 500')
@Check(
  'person_merge_undo_says_why',
  '(undone_at IS NULL) = (undone_by IS NULL) AND (undone_at IS NULL) = (undo_reason IS NULL)',
)
@Index('person_merge_once', ['personId'], { unique: true, where: 'undone_at IS NULL' })
@Index('person_merge_into', ['intoId'])
export class PersonMerge {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'person_merge_pk',
  })
  readonly id!: string;

  /** The record that ended. */
  @Column('uuid')
  readonly personId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'person_merge_person_fk' })
  readonly person?: Relation<Person>;

  /** The record that goes on. */
  @Column('uuid')
  readonly intoId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'into_id', foreignKeyConstraintName: 'person_merge_into_fk' })
  readonly into?: Relation<Person>;

  @Column('text')
  readonly statusBefore!: PersonStatus;

  @Column('text')
  readonly reason!: string;

  @Column('timestamptz')
  readonly mergedAt!: Date;

  @Column('uuid')
  readonly mergedBy!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'merged_by', foreignKeyConstraintName: 'person_merge_merged_by_fk' })
  readonly merger?: Relation<Person>;

  @Column('timestamptz', { nullable: true })
  undoneAt!: Date | null;

  @Column('uuid', { nullable: true })
  undoneBy!: string | null;

  @ManyToOne(() => Person, { nullable: true })
  @JoinColumn({ name: 'undone_by', foreignKeyConstraintName: 'person_merge_undone_by_fk' })
  readonly undoer?: Relation<Person>;

  @Column('text', { nullable: true })
  undoReason!: string | null;
}

/** A row that went from one record to the other. */
@Entity({ schema: 'people', name: 'person_merge_move' })
@Index('person_merge_move_row', ['rowKey'])
export class PersonMergeMove {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'person_merge_move_pk' })
  readonly mergeId!: string;

  @ManyToOne(() => PersonMerge, { nullable: false })
  @JoinColumn({ name: 'merge_id', foreignKeyConstraintName: 'person_merge_move_merge_fk' })
  readonly merge?: Relation<PersonMerge>;

  /** Table and column, as `enrolment.enrolment.person_id`. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'person_merge_move_pk' })
  readonly part!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'person_merge_move_pk' })
  readonly rowKey!: string;

  /** What else changed of the row. */
  @Column('jsonb', { nullable: true })
  readonly was!: object | null;
}

/** Two records that look alike and are of two people. */
@Entity({ schema: 'people', name: 'person_distinct' })
@Check('person_distinct_in_order', 'person_id < other_id')
export class PersonDistinct {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'person_distinct_pk' })
  readonly personId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'person_distinct_person_fk' })
  readonly person?: Relation<Person>;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'person_distinct_pk' })
  readonly otherId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'other_id', foreignKeyConstraintName: 'person_distinct_other_fk' })
  readonly other?: Relation<Person>;

  @Column('timestamptz')
  readonly saidAt!: Date;

  @Column('uuid')
  readonly saidBy!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'said_by', foreignKeyConstraintName: 'person_distinct_said_by_fk' })
  readonly sayer?: Relation<Person>;
}
