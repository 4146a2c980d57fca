import {
  Check,
  Entity,
  Column,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';

import { Person } from '@academie/people';

import { Session } from '../offering/session.entity';

/** Somebody who gives one session, when that is not simply the trainers of its offering (session-giver.sql). */
@Entity({ schema: 'catalogue', name: 'session_trainer' })
@Check('session_trainer_not_for_oneself', 'stands_in_for <> person_id')
@Index('session_trainer_person', ['personId'])
@Index('session_trainer_stands_in_for', ['standsInFor'])
export class SessionTrainer {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'session_trainer_pk' })
  readonly sessionId!: string;

  @ManyToOne(() => Session, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'session_id', foreignKeyConstraintName: 'session_trainer_session_fk' })
  readonly session?: Relation<Session>;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'session_trainer_pk' })
  readonly personId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'session_trainer_person_fk' })
  readonly person?: Relation<Person>;

  /** The trainer who cannot come, when it is one. */
  @Column('uuid', { nullable: true })
  readonly standsInFor!: string | null;

  @ManyToOne(() => Person, { nullable: true })
  @JoinColumn({
    name: 'stands_in_for',
    foreignKeyConstraintName: 'session_trainer_stands_in_for_fk',
  })
  readonly replaced?: Relation<Person>;
}
