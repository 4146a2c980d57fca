import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** How fast passwords are tried by one sender, for one account, or both; nothing of it can be read back. */
@Entity({ schema: 'people', name: 'sign_in_pace' })
@Index('sign_in_pace_counted', ['countedAt'])
export class SignInPace {
  /** SHA-256 of what is counted. */
  @PrimaryColumn('bytea', { primaryKeyConstraintName: 'sign_in_pace_pk' })
  readonly key!: Buffer;

  /** Tries that still count; it goes down with time. */
  @Column('double precision')
  level!: number;

  @Column('timestamptz')
  countedAt!: Date;

  /** No try before this moment. */
  @Column('timestamptz')
  nextAt!: Date;

  /** Until then this is a device on which the account signed in before. */
  @Column('timestamptz', { nullable: true })
  knownUntil!: Date | null;
}
