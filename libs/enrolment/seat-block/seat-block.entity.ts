import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
  Unique,
} from 'typeorm';

import { Offering } from '@academie/catalogue';
import { Organisation, Person } from '@academie/people';

/**
 * Seats held for the people of one organisation until a moment. They count as taken: a trigger keeps
 * `seats_taken` of the offering, so nobody else gets them and the capacity is never passed.
 */
@Entity({ schema: 'enrolment', name: 'seat_block' })
@Unique('seat_block_token_unique', ['token'])
@Check('seat_block_seats_sane', 'seats BETWEEN 1 AND 1000')
@Check('seat_block_never_overclaimed', 'claimed BETWEEN 0 AND seats')
@Index('seat_block_one_open', ['offeringId', 'organisationId'], {
  unique: true,
  where: 'released_at IS NULL',
})
@Index('seat_block_to_release', ['releaseAt'], { where: 'released_at IS NULL' })
export class SeatBlock {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'seat_block_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly offeringId!: string;

  @ManyToOne(() => Offering, { nullable: false })
  @JoinColumn({ name: 'offering_id', foreignKeyConstraintName: 'seat_block_offering_fk' })
  readonly offering?: Relation<Offering>;

  @Column('uuid')
  readonly organisationId!: string;

  @ManyToOne(() => Organisation, { nullable: false })
  @JoinColumn({ name: 'organisation_id', foreignKeyConstraintName: 'seat_block_organisation_fk' })
  readonly organisation?: Relation<Organisation>;

  @Column('integer')
  readonly seats!: number;

  /** How many of them somebody took. */
  @Column('integer', { default: 0 })
  readonly claimed!: number;

  @Column('timestamptz')
  readonly releaseAt!: Date;

  /** Since then the rest is for everybody. */
  @Column('timestamptz', { nullable: true })
  readonly releasedAt!: Date | null;

  /** Part of the link colleagues are sent. Not a key: only somebody of the organisation can use it. */
  @Column('text')
  readonly token!: string;

  @Column('timestamptz')
  readonly createdAt!: Date;

  @Column('uuid')
  readonly createdBy!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'created_by', foreignKeyConstraintName: 'seat_block_created_by_fk' })
  readonly creator?: Relation<Person>;
}
