import {
  Check,
  Column,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
  Unique,
} from 'typeorm';

import { Location } from './location.entity';

/** A room of a location, and for how many people it is. */
@Entity({ schema: 'catalogue', name: 'room' })
@Check('room_capacity_known', 'capacity BETWEEN 1 AND 100000')
@Unique('room_name_unique', ['locationId', 'name'])
// A session names its room with the location that the room is of, and the database compares them.
@Unique('room_of_location', ['id', 'locationId'])
export class Room {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'room_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly locationId!: string;

  @ManyToOne(() => Location, { nullable: false })
  @JoinColumn({ name: 'location_id', foreignKeyConstraintName: 'room_location_fk' })
  readonly location?: Relation<Location>;

  @Column('text')
  name!: string;

  @Column('integer')
  capacity!: number;

  @Column('timestamptz', { nullable: true })
  archivedAt!: Date | null;
}
