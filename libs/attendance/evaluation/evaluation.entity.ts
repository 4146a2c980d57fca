import {
  Check,
  Column,
  Entity,
  Generated,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';

import { Offering } from '@academie/catalogue';
import { Person } from '@academie/people';

/** Somebody answered; not when and not what. */
@Entity({ schema: 'attendance', name: 'evaluation_turn' })
export class EvaluationTurn {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'evaluation_turn_pk' })
  readonly offeringId!: string;

  @ManyToOne(() => Offering, { nullable: false })
  @JoinColumn({ name: 'offering_id', foreignKeyConstraintName: 'evaluation_turn_offering_fk' })
  readonly offering?: Relation<Offering>;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'evaluation_turn_pk' })
  readonly personId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'evaluation_turn_person_fk' })
  readonly person?: Relation<Person>;
}

/** What somebody who was there thought of it; nothing leads back to who that was. */
@Entity({ schema: 'attendance', name: 'evaluation_answer' })
@Check(
  'evaluation_answer_scores',
  'overall BETWEEN 1 AND 5 AND content BETWEEN 1 AND 5 AND usefulness BETWEEN 1 AND 5 ' +
    'AND trainer BETWEEN 1 AND 5 AND organisation BETWEEN 1 AND 5',
)
@Check('evaluation_answer_length', 'length(learned) <= 1000 AND length(better) <= 1000')
@Index('evaluation_answer_offering', ['offeringId'])
export class EvaluationAnswer {
  /** Random, since a number or a time would tell the order of answers. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'evaluation_answer_pk' })
  @Generated('uuid')
  readonly id!: string;

  @Column('uuid')
  readonly offeringId!: string;

  @ManyToOne(() => Offering, { nullable: false })
  @JoinColumn({ name: 'offering_id', foreignKeyConstraintName: 'evaluation_answer_offering_fk' })
  readonly offering?: Relation<Offering>;

  @Column('smallint')
  readonly overall!: number;

  @Column('smallint')
  readonly content!: number;

  @Column('smallint')
  readonly usefulness!: number;

  @Column('smallint')
  readonly trainer!: number;

  @Column('smallint')
  readonly organisation!: number;

  @Column('text', { default: '' })
  readonly learned!: string;

  @Column('text', { default: '' })
  readonly better!: string;

  /** Counts and is read: with four others at least, so that nobody can tell it from the rest. */
  @Column('boolean', { default: false })
  readonly released!: boolean;
}
