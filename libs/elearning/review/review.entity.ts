import {
  Check,
  Column,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';

import { Person } from '@academie/people';

import { Answer } from '../attempt/attempt.entity';

/** What a person thought of an answer that no machine can score. */
@Entity({ schema: 'elearning', name: 'review' })
@Check('review_score_sane', 'score BETWEEN 0 AND 1000')
@Check('review_remark_length', 'length(remark) <= 2000')
export class Review {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'review_pk' })
  readonly answerId!: string;

  @ManyToOne(() => Answer, { nullable: false })
  @JoinColumn({ name: 'answer_id', foreignKeyConstraintName: 'review_answer_fk' })
  readonly answer?: Relation<Answer>;

  /** Thousandths. */
  @Column('integer')
  readonly score!: number;

  /** For whoever answered. */
  @Column('text', { default: '' })
  readonly remark!: string;

  @Column('uuid')
  readonly reviewedBy!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'reviewed_by', foreignKeyConstraintName: 'review_person_fk' })
  readonly reviewer?: Relation<Person>;

  @Column('timestamptz')
  readonly reviewedAt!: Date;
}
