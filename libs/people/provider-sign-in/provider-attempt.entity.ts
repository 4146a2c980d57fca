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

import { Person } from '../directory/person.entity';
import { Provider } from '../provider/provider.entity';
import type { ProviderIdentity } from './identity';

/** For what somebody goes to a service: to sign in, to link an account, or to see what it sends. */
export type AttemptPurpose = 'sign-in' | 'link' | 'trial';

/** Somebody who was sent to a service and is not back yet. Good for one time, in the browser it began in. */
@Entity({ schema: 'people', name: 'provider_attempt' })
@Check('provider_attempt_purpose_known', `purpose IN ('sign-in', 'link', 'trial')`)
@Check('provider_attempt_of_somebody', `(purpose = 'sign-in') = (person_id IS NULL)`)
@Index('provider_attempt_expires', ['expiresAt'])
@Index('provider_attempt_person', ['personId'], { where: 'person_id IS NOT NULL' })
export class ProviderAttempt {
  @PrimaryColumn('bytea', { primaryKeyConstraintName: 'provider_attempt_pk' })
  readonly stateHash!: Buffer;

  /** Of the secret in a cookie of the browser. */
  @Column('bytea')
  readonly browserHash!: Buffer;

  @Column('uuid')
  readonly providerId!: string;

  @ManyToOne(() => Provider, { nullable: false })
  @JoinColumn({ name: 'provider_id', foreignKeyConstraintName: 'provider_attempt_provider_fk' })
  readonly provider?: Relation<Provider>;

  @Column('text')
  readonly purpose!: AttemptPurpose;

  /** Who is signed in and links or tries; null of who is still to sign in. */
  @Column('uuid', { nullable: true })
  readonly personId!: string | null;

  @ManyToOne(() => Person, { nullable: true })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'provider_attempt_person_fk' })
  readonly person?: Relation<Person>;

  @Column('text')
  readonly nonce!: string;

  @Column('text')
  readonly codeVerifier!: string;

  /** Page of ours to go on to. */
  @Column('text')
  readonly next!: string;

  @Column('timestamptz')
  readonly expiresAt!: Date;
}

/** Somebody a service vouches for, who is not linked with an account yet: one is made, or proved to be theirs. */
@Entity({ schema: 'people', name: 'provider_arrival' })
@Index('provider_arrival_expires', ['expiresAt'])
@Index('provider_arrival_person', ['personId'], { where: 'person_id IS NOT NULL' })
export class ProviderArrival {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'provider_arrival_pk' })
  readonly id!: string;

  @Column('bytea')
  readonly browserHash!: Buffer;

  @Column('uuid')
  readonly providerId!: string;

  @ManyToOne(() => Provider, { nullable: false })
  @JoinColumn({ name: 'provider_id', foreignKeyConstraintName: 'provider_arrival_provider_fk' })
  readonly provider?: Relation<Provider>;

  /** Whose account has the address; null when nobody's has. */
  @Column('uuid', { nullable: true })
  readonly personId!: string | null;

  @ManyToOne(() => Person, { nullable: true })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'provider_arrival_person_fk' })
  readonly person?: Relation<Person>;

  @Column('jsonb')
  readonly identity!: ProviderIdentity;

  @Column('text')
  readonly next!: string;

  @Column('timestamptz')
  readonly expiresAt!: Date;
}
