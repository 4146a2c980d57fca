import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';

import { Person } from '../directory/person.entity';

/** A browser in which a password was right, and that still has to show a second factor. It is no session. */
@Entity({ schema: 'people', name: 'sign_in_step' })
@Index('sign_in_step_person', ['personId'])
@Index('sign_in_step_expires', ['expiresAt'])
export class SignInStep {
  /** SHA-256 of what the browser has in a cookie. */
  @PrimaryColumn('bytea', { primaryKeyConstraintName: 'sign_in_step_pk' })
  readonly tokenHash!: Buffer;

  @Column('uuid')
  readonly personId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'sign_in_step_person_fk' })
  readonly person?: Relation<Person>;

  /** Whether the session that follows stays. */
  @Column('boolean')
  readonly stays!: boolean;

  /** Whether the account signed in before with this browser. */
  @Column('boolean')
  readonly isKnownDevice!: boolean;

  /** Wrong codes so far. */
  @Column('integer', { default: 0 })
  readonly tries!: number;

  @Column('timestamptz')
  readonly expiresAt!: Date;
}
