import {
  Check,
  Column,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';

import { Enrolment } from './enrolment.entity';

/** What somebody answered when enrolling, with the question as it was then. */
@Entity({ schema: 'enrolment', name: 'answer' })
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

  @Column('text')
  readonly answer!: string;
}
