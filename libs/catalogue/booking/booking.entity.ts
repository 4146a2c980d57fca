import {
  Check,
  Column,
  Entity,
  Exclusion,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';

import { Room } from '../location/room.entity';
import { Piece } from '../means/means.entity';
import { Session } from '../offering/session.entity';

/**
 * A room or a piece of means that is taken for some time, by a session or by a delivery. The database refuses the
 * second booking of the same at the same time (docs/decisions/0164). Sessions book their room by a trigger.
 */
@Entity({ schema: 'catalogue', name: 'booking' })
@Check('booking_of_one', 'num_nonnulls(room_id, piece_id) = 1')
@Check('booking_for_one', 'num_nonnulls(session_id, delivery_id) = 1')
@Check('booking_takes_time', 'NOT isempty(during)')
@Exclusion('booking_room_once', 'USING gist (room_id WITH =, during WITH &&)', {
  deferrable: 'INITIALLY IMMEDIATE',
})
@Exclusion('booking_piece_once', 'USING gist (piece_id WITH =, during WITH &&)', {
  deferrable: 'INITIALLY IMMEDIATE',
})
@Index('booking_one_room', ['sessionId'], { unique: true, where: 'room_id IS NOT NULL' })
@Index('booking_of_session', ['sessionId'])
@Index('booking_of_delivery', ['deliveryId'], { where: 'delivery_id IS NOT NULL' })
export class Booking {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'booking_pk',
  })
  readonly id!: string;

  @Column('uuid', { nullable: true })
  readonly roomId!: string | null;

  @ManyToOne(() => Room, { nullable: true })
  @JoinColumn({ name: 'room_id', foreignKeyConstraintName: 'booking_room_fk' })
  readonly room?: Relation<Room>;

  @Column('uuid', { nullable: true })
  readonly pieceId!: string | null;

  @ManyToOne(() => Piece, { nullable: true })
  @JoinColumn({ name: 'piece_id', foreignKeyConstraintName: 'booking_piece_fk' })
  readonly piece?: Relation<Piece>;

  @Column('uuid', { nullable: true })
  readonly sessionId!: string | null;

  @ManyToOne(() => Session, { nullable: true, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'session_id', foreignKeyConstraintName: 'booking_session_fk' })
  readonly session?: Relation<Session>;

  /** Id of the delivery that a lib to the right keeps. */
  @Column('uuid', { nullable: true })
  readonly deliveryId!: string | null;

  @Column('tstzrange')
  readonly during!: string;

  /** For whom it is, as those who plan read it: "Haarlem". Empty for a session, which says it itself. */
  @Column('text', { default: '' })
  readonly about!: string;
}
