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

import { StoredFile } from '@academie/platform';

import { Enrolment } from './enrolment.entity';

/** What somebody answered when enrolling, with the question as it was then. */
@Entity({ schema: 'enrolment', name: 'answer' })
@Index('answer_file', ['fileId'], { where: 'file_id IS NOT NULL' })
@Check('answer_length', 'length(answer) BETWEEN 1 AND 500')
export class Answer {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'answer_pk' })
  readonly enrolmentId!: string;

  @ManyToOne(() => Enrolment, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'enrolment_id', foreignKeyConstraintName: 'answer_enrolment_fk' })
  readonly enrolment?: Relation<Enrolment>;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'answer_pk' })
  readonly position!: number;

  @Column('text')
  readonly question!: string;

  /** In words; of a file its name. */
  @Column('text')
  readonly answer!: string;

  @Column('uuid', { nullable: true })
  readonly fileId!: string | null;

  @ManyToOne(() => StoredFile, { nullable: true })
  @JoinColumn({ name: 'file_id', foreignKeyConstraintName: 'answer_file_fk' })
  readonly file?: Relation<StoredFile>;
}
