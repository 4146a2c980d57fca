import {
  Check,
  Column,
  Entity,
  Generated,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
  Unique,
} from 'typeorm';

export type PersonStatus = 'active' | 'invited' | 'guest' | 'merged' | 'erased';

/** A natural person. An e-mail address is not a person: somebody may have several, and change them. */
@Entity({ schema: 'people', name: 'person' })
@Unique('person_pseudonym_unique', ['pseudonym'])
@Check('person_status_known', `status IN ('active', 'invited', 'guest', 'merged', 'erased')`)
@Check('person_merged_says_where', `(status = 'merged') = (merged_into IS NOT NULL)`)
@Check('person_blocked_says_why', '(blocked_at IS NULL) = (blocked_reason IS NULL)')
@Index('person_name_search', { synchronize: false })
@Index('person_merged_into', ['mergedInto'], { where: 'merged_into IS NOT NULL' })
@Index('person_by_name', ['familyName', 'givenName', 'id'])
@Index('person_by_sort_name', ['sortName', 'id'])
@Index('person_guest_since', ['createdAt'], { where: `status = 'guest'` })
@Index('person_by_search_name', { synchronize: false })
export class Person {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'person_pk',
  })
  readonly id!: string;

  @Column('text')
  givenName!: string;

  /** With its prefix: "van der Berg". */
  @Column('text')
  familyName!: string;

  /** By what people look the person up, "berg" for "van der Berg"; people.keep_names writes it. */
  @Column({ type: 'text', default: '', collation: 'C', insert: false, update: false })
  readonly sortName!: string;

  /** What people.name_patterns is compared with; people.keep_names writes it. */
  @Column({ type: 'text', default: '', insert: false, update: false })
  readonly searchName!: string;

  @Column('text', { default: 'active' })
  status!: PersonStatus;

  /** What evidence knows the person by. */
  @Column('uuid')
  @Generated('uuid')
  readonly pseudonym!: string;

  @Column('uuid', { nullable: true })
  mergedInto!: string | null;

  @ManyToOne(() => Person, { nullable: true })
  @JoinColumn({ name: 'merged_into', foreignKeyConstraintName: 'person_merged_into_fk' })
  readonly merged?: Relation<Person>;

  @Column('timestamptz')
  readonly createdAt!: Date;

  /** Since then the person cannot sign in, nor can programs of theirs; null while they can. */
  @Column('timestamptz', { nullable: true })
  readonly blockedAt!: Date | null;

  @Column('text', { nullable: true })
  readonly blockedReason!: string | null;
}

/** Mail and sign-in address; any number a person, one of them primary. */
@Entity({ schema: 'people', name: 'email_address' })
@Check(
  'email_address_form',
  `address ~ '^[^@[:space:]]+@[^@[:space:]]+$' AND length(address) <= 254`,
)
@Index('email_address_one_primary', ['personId'], { unique: true, where: 'is_primary' })
@Index('email_address_person', ['personId'])
export class EmailAddress {
  @PrimaryColumn('citext', { primaryKeyConstraintName: 'email_address_pk' })
  readonly address!: string;

  @Column('uuid')
  readonly personId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'email_address_person_fk' })
  readonly person?: Relation<Person>;

  @Column('boolean', { default: false })
  isPrimary!: boolean;

  @Column('timestamptz', { nullable: true })
  verifiedAt!: Date | null;
}

/** Argon2id hash; a person without a row cannot sign in with a password. */
@Entity({ schema: 'people', name: 'password' })
export class Password {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'password_pk' })
  readonly personId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'password_person_fk' })
  readonly person?: Relation<Person>;

  @Column('text')
  hash!: string;

  @Column('timestamptz')
  changedAt!: Date;
}
