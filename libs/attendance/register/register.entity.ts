import {
  Check,
  Column,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';

import { Session } from '@academie/catalogue';
import { Person } from '@academie/people';

import { REGISTER_STATES, type RegisterState } from '../mark/mark-value';

/** Whether the register of a session still takes marks. Without a row it is open. */
@Entity({ schema: 'attendance', name: 'register' })
@Check('register_state_known', `state IN ('${REGISTER_STATES.join("', '")}')`)
@Check('register_closed_says_when', `state <> 'closed' OR closed_at IS NOT NULL`)
@Check('register_reopened_says_why', `state <> 'reopened' OR reopen_reason IS NOT NULL`)
export class Register {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'register_pk' })
  readonly sessionId!: string;

  @ManyToOne(() => Session, { nullable: false })
  @JoinColumn({ name: 'session_id', foreignKeyConstraintName: 'register_session_fk' })
  readonly session?: Relation<Session>;

  @Column('text', { default: 'open' })
  readonly state!: RegisterState;

  @Column('timestamptz', { nullable: true })
  readonly closedAt!: Date | null;

  @Column('uuid', { nullable: true })
  readonly closedBy!: string | null;

  @ManyToOne(() => Person, { nullable: true })
  @JoinColumn({ name: 'closed_by', foreignKeyConstraintName: 'register_closed_by_fk' })
  readonly closer?: Relation<Person>;

  @Column('text', { nullable: true })
  readonly reopenReason!: string | null;

  /** Goes up when it is closed, reopened or corrected. */
  @Column('integer', { default: 1 })
  readonly version!: number;
}
