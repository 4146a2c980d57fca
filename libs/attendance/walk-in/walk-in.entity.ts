import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';

import { Session } from '@academie/catalogue';
import { Enrolment } from '@academie/enrolment';

/**
 * A device let somebody in. It may send that again days later, when the guest was matched or taken away
 * meanwhile; by its own id it stays the same one for ever.
 */
@Entity({ schema: 'attendance', name: 'walk_in' })
@Index('walk_in_session', ['sessionId'])
@Index('walk_in_enrolment', ['enrolmentId'])
export class WalkIn {
  /** Chosen by the device. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'walk_in_pk' })
  readonly clientId!: string;

  @Column('uuid')
  readonly sessionId!: string;

  @ManyToOne(() => Session, { nullable: false })
  @JoinColumn({ name: 'session_id', foreignKeyConstraintName: 'walk_in_session_fk' })
  readonly session?: Relation<Session>;

  @Column('uuid')
  readonly enrolmentId!: string;

  @ManyToOne(() => Enrolment, { nullable: false })
  @JoinColumn({ name: 'enrolment_id', foreignKeyConstraintName: 'walk_in_enrolment_fk' })
  readonly enrolment?: Relation<Enrolment>;

  @Column('timestamptz')
  readonly recordedAt!: Date;
}
