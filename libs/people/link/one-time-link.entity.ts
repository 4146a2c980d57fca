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

/** What a link that was mailed lets somebody do. */
export type LinkPurpose = 'password' | 'address' | 'registration' | 'provider';

/** A link that was mailed and works once; of its secret only a hash is kept. */
@Entity({ schema: 'people', name: 'one_time_link' })
@Check(
  'one_time_link_purpose_known',
  `purpose IN ('password', 'address', 'registration', 'provider')`,
)
@Check('one_time_link_of_somebody', `purpose = 'registration' OR person_id IS NOT NULL`)
@Index('one_time_link_address', ['address', 'purpose', 'createdAt'])
@Index('one_time_link_person', ['personId'], { where: 'person_id IS NOT NULL' })
@Index('one_time_link_expires', ['expiresAt'])
export class OneTimeLink {
  @PrimaryColumn('bytea', { primaryKeyConstraintName: 'one_time_link_pk' })
  readonly tokenHash!: Buffer;

  @Column('text')
  readonly purpose!: LinkPurpose;

  /** To which it was mailed: the person who has the link reads the mail of this address. */
  @Column('citext')
  readonly address!: string;

  /** Whose account it is about; null while there is none. */
  @Column('uuid', { nullable: true })
  readonly personId!: string | null;

  @ManyToOne(() => Person, { nullable: true })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'one_time_link_person_fk' })
  readonly person?: Relation<Person>;

  @Column('timestamptz')
  readonly createdAt!: Date;

  @Column('timestamptz')
  readonly expiresAt!: Date;

  @Column('timestamptz', { nullable: true })
  readonly usedAt!: Date | null;
}

/**
 * Somebody asked for a link. The worker answers, so that the page takes as long for an address that is known
 * as for one that is not; then the row goes.
 */
@Entity({ schema: 'people', name: 'link_request' })
@Index('link_request_asked', ['askedAt'])
export class LinkRequest {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'link_request_pk' })
  readonly id!: string;

  @Column('citext')
  readonly address!: string;

  /** Who asked, when that was somebody who is signed in. */
  @Column('uuid', { nullable: true })
  readonly personId!: string | null;

  @Column('timestamptz')
  readonly askedAt!: Date;
}
