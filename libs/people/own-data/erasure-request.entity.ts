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

import { Person } from '../directory/person.entity';

/** Somebody asks to be erased (GDPR, article 17). An administrator erases, or answers why not. */
@Entity({ schema: 'people', name: 'erasure_request' })
@Check('erasure_request_reason_length', 'length(reason) <= 1000')
@Check('erasure_request_answer_length', 'length(answer) BETWEEN 1 AND 1000')
@Check('erasure_request_says_why', '(closed_at IS NULL) = (answer IS NULL)')
@Index('erasure_request_open_once', ['personId'], { unique: true, where: 'closed_at IS NULL' })
export class ErasureRequest {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'erasure_request_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly personId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'erasure_request_person_fk' })
  readonly person?: Relation<Person>;

  /** What the person adds; nobody has to give a reason. */
  @Column('text', { default: '' })
  readonly reason!: string;

  @Column('timestamptz')
  readonly askedAt!: Date;

  @Column('timestamptz', { nullable: true })
  readonly closedAt!: Date | null;

  /** Why nothing was erased, in words that the person reads. */
  @Column('text', { nullable: true })
  readonly answer!: string | null;
}
