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

/** An app that shows codes (TOTP): one in use, and one that is being set up, at most. */
@Entity({ schema: 'people', name: 'totp' })
@Index('totp_one_in_use', ['personId'], { unique: true, where: 'confirmed_at IS NOT NULL' })
@Index('totp_one_being_set_up', ['personId'], { unique: true, where: 'confirmed_at IS NULL' })
export class TotpSecret {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'totp_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly personId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'totp_person_fk' })
  readonly person?: Relation<Person>;

  @Column('bytea')
  readonly secret!: Buffer;

  /** Whether the secret can be read with CREDENTIAL_SECRET only. */
  @Column('boolean')
  readonly isSealed!: boolean;

  /** The last half minute of which a code was taken: none is taken twice. */
  @Column('bigint', { nullable: true })
  readonly lastStep!: string | null;

  @Column('timestamptz')
  readonly madeAt!: Date;

  /** When a first right code showed that the app has it. */
  @Column('timestamptz', { nullable: true })
  readonly confirmedAt!: Date | null;
}

/** A code on paper for who has lost the phone; only a hash of it is kept. */
@Entity({ schema: 'people', name: 'recovery_code' })
@Index('recovery_code_person', ['personId'])
export class RecoveryCode {
  @PrimaryColumn('bytea', { primaryKeyConstraintName: 'recovery_code_pk' })
  readonly codeHash!: Buffer;

  @Column('uuid')
  readonly personId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'recovery_code_person_fk' })
  readonly person?: Relation<Person>;

  @Column('timestamptz')
  readonly madeAt!: Date;

  @Column('timestamptz', { nullable: true })
  readonly usedAt!: Date | null;
}
