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

import { Location } from '../location/location.entity';
import { Room } from '../location/room.entity';
import { Offering } from './offering.entity';

export type SessionStatus = 'planned' | 'cancelled';

/** One meeting of an offering: a time, and a place or a link. */
@Entity({ schema: 'catalogue', name: 'session' })
@Check('session_span', 'starts_at < ends_at')
@Check('session_status_known', `status IN ('planned', 'cancelled')`)
@Check('session_room_of_location', 'room_id IS NULL OR location_id IS NOT NULL')
@Check('session_zone_known', `zone = 'Europe/Amsterdam'`)
@Index('session_offering', ['offeringId', 'startsAt'])
@Index('session_location', ['locationId'])
@Index('session_starts_at', ['startsAt', 'id'])
export class Session {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'session_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly offeringId!: string;

  @ManyToOne(() => Offering, { nullable: false })
  @JoinColumn({ name: 'offering_id', foreignKeyConstraintName: 'session_offering_fk' })
  readonly offering?: Relation<Offering>;

  @Column('text', { default: '' })
  title!: string;

  @Column('timestamptz')
  startsAt!: Date;

  @Column('timestamptz')
  endsAt!: Date;

  @Column('text', { default: 'Europe/Amsterdam' })
  readonly zone!: string;

  @Column('uuid', { nullable: true })
  locationId!: string | null;

  @ManyToOne(() => Location, { nullable: true })
  @JoinColumn({ name: 'location_id', foreignKeyConstraintName: 'session_location_fk' })
  readonly location?: Relation<Location>;

  /** A room of that location; null is the location as a whole, or that it is not known yet. */
  @Column('uuid', { nullable: true })
  roomId!: string | null;

  @ManyToOne(() => Room, { nullable: true })
  @JoinColumn([
    {
      name: 'room_id',
      referencedColumnName: 'id',
      foreignKeyConstraintName: 'session_room_fk',
    },
    {
      name: 'location_id',
      referencedColumnName: 'locationId',
      foreignKeyConstraintName: 'session_room_fk',
    },
  ])
  readonly room?: Relation<Room>;

  /** Link of the meeting; for those who take part, so never on a public page. */
  @Column('text', { nullable: true })
  onlineUrl!: string | null;

  @Column('text', { default: 'planned' })
  status!: SessionStatus;

  /** RFC 5545 section 3.8.7.4: raised whenever time or place changes. */
  @Column('integer', { default: 0 })
  sequence!: number;
}
