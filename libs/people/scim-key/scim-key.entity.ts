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

import { Organisation } from '../directory/organisation.entity';
import { Person } from '../directory/person.entity';

/** With it the directory of an organisation keeps its people here; of the key itself only a hash is kept. */
@Entity({ schema: 'people', name: 'scim_key' })
@Unique('scim_key_hash_unique', ['keyHash'])
@Index('scim_key_made_by', ['madeBy'])
export class ScimKey {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'scim_key_pk',
  })
  readonly id!: string;

  @Column('text')
  readonly name!: string;

  @Column('bytea')
  readonly keyHash!: Buffer;

  @Column('boolean')
  readonly mayWrite!: boolean;

  /** Who answers for it. */
  @Column('uuid')
  readonly madeBy!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'made_by', foreignKeyConstraintName: 'scim_key_made_by_fk' })
  readonly maker?: Relation<Person>;

  @Column('timestamptz')
  readonly madeAt!: Date;

  @Column('timestamptz')
  readonly expiresAt!: Date;

  /** To the minute. */
  @Column('timestamptz', { nullable: true })
  readonly lastUsedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  readonly revokedAt!: Date | null;
}

/** Whose people a key is for. */
@Entity({ schema: 'people', name: 'scim_key_organisation' })
export class ScimKeyOrganisation {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'scim_key_organisation_pk' })
  readonly keyId!: string;

  @ManyToOne(() => ScimKey, { nullable: false })
  @JoinColumn({ name: 'key_id', foreignKeyConstraintName: 'scim_key_organisation_key_fk' })
  readonly key?: Relation<ScimKey>;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'scim_key_organisation_pk' })
  readonly organisationId!: string;

  @ManyToOne(() => Organisation, { nullable: false })
  @JoinColumn({
    name: 'organisation_id',
    foreignKeyConstraintName: 'scim_key_organisation_organisation_fk',
  })
  readonly organisation?: Relation<Organisation>;
}
