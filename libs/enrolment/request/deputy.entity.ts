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

/** Somebody decides on requests in place of another, on these days. */
@Entity({ schema: 'enrolment', name: 'deputy' })
@Check('deputy_is_another', 'person_id <> deputy_id')
@Check('deputy_span', 'valid_from <= valid_until')
@Index('deputy_person', ['personId'])
@Index('deputy_deputy', ['deputyId'])
export class Deputy {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'deputy_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly personId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'deputy_person_fk' })
  readonly person?: Relation<Person>;

  @Column('uuid')
  readonly deputyId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'deputy_id', foreignKeyConstraintName: 'deputy_deputy_fk' })
  readonly deputy?: Relation<Person>;

  @Column('date')
  readonly validFrom!: string;

  /** The last day, itself included. */
  @Column('date')
  readonly validUntil!: string;

  @Column('timestamptz')
  readonly appointedAt!: Date;
}
