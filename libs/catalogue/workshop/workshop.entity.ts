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

import { Offering } from '../offering/offering.entity';

/** One of several workshops that are given at the same time within one offering; a participant goes to one of a round. */
@Entity({ schema: 'catalogue', name: 'workshop' })
@Check('workshop_round', 'round BETWEEN 1 AND 6')
@Check('workshop_seats', 'seats BETWEEN 1 AND 10000')
@Check('workshop_title_length', 'length(title) BETWEEN 1 AND 200')
@Check('workshop_place_length', 'length(place) <= 200')
@Index('workshop_offering', ['offeringId', 'round'])
export class Workshop {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'workshop_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly offeringId!: string;

  @ManyToOne(() => Offering, { nullable: false })
  @JoinColumn({ name: 'offering_id', foreignKeyConstraintName: 'workshop_offering_fk' })
  readonly offering?: Relation<Offering>;

  /** From 1; those of one round are at the same time. */
  @Column('integer')
  readonly round!: number;

  @Column('text')
  readonly title!: string;

  /** Which room, in words. */
  @Column('text', { default: '' })
  readonly place!: string;

  @Column('integer')
  readonly seats!: number;

  @Column('integer')
  readonly position!: number;
}
