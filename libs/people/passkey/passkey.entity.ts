import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
  Unique,
} from 'typeorm';

import { Person } from '../directory/person.entity';

/** A passkey of somebody: the public half, and how they call it. */
@Entity({ schema: 'people', name: 'passkey' })
@Unique('passkey_credential_unique', ['credentialId'])
@Index('passkey_person', ['personId'])
export class Passkey {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'passkey_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly personId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'passkey_person_fk' })
  readonly person?: Relation<Person>;

  /** What the authenticator knows it by. */
  @Column('bytea')
  readonly credentialId!: Buffer;

  /** COSE key. */
  @Column('bytea')
  readonly publicKey!: Buffer;

  /** How often it signed, as far as it counts. */
  @Column('bigint')
  readonly counter!: string;

  /** How a browser reaches it: internal, hybrid, usb. */
  @Column('text', { array: true, default: [] })
  readonly transports!: string[];

  @Column('text')
  readonly name!: string;

  @Column('timestamptz')
  readonly madeAt!: Date;

  @Column('timestamptz', { nullable: true })
  readonly lastUsedAt!: Date | null;
}

/** A question that a passkey was asked, for as long as the answer may take. */
@Entity({ schema: 'people', name: 'passkey_challenge' })
@Index('passkey_challenge_person', ['personId'])
@Index('passkey_challenge_expires', ['expiresAt'])
export class PasskeyChallenge {
  /** SHA-256 of the challenge. */
  @PrimaryColumn('bytea', { primaryKeyConstraintName: 'passkey_challenge_pk' })
  readonly challengeHash!: Buffer;

  /** Who was asked; null when nobody had said yet who it is. */
  @Column('uuid', { nullable: true })
  readonly personId!: string | null;

  @ManyToOne(() => Person, { nullable: true })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'passkey_challenge_person_fk' })
  readonly person?: Relation<Person> | null;

  @Column('timestamptz')
  readonly expiresAt!: Date;
}
