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

import { Offering } from '../offering/offering.entity';

/** Somebody who was let into a closed offering by name, no matter for whom it is meant. */
@Entity({ schema: 'catalogue', name: 'invited_person' })
@Check('invited_person_reason_length', 'length(reason) BETWEEN 1 AND 500')
@Index('invited_person_person', ['personId'])
export class InvitedPerson {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'invited_person_pk' })
  readonly offeringId!: string;

  @ManyToOne(() => Offering, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'offering_id', foreignKeyConstraintName: 'invited_person_offering_fk' })
  readonly offering?: Relation<Offering>;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'invited_person_pk' })
  readonly personId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'invited_person_person_fk' })
  readonly person?: Relation<Person>;

  @Column('timestamptz')
  readonly invitedAt!: Date;

  /** Null for those who had a place before the offering was closed. */
  @Column('uuid', { nullable: true })
  readonly invitedBy!: string | null;

  @Column('text')
  readonly reason!: string;
}
