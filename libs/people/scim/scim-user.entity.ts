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

/** What the directory of an organisation calls somebody, and what it did here. */
@Entity({ schema: 'people', name: 'scim_user' })
@Unique('scim_user_once', ['organisationId', 'personId'])
@Index('scim_user_person', ['personId'])
@Index('scim_user_name', ['organisationId', 'userName'], {
  unique: true,
  where: 'deleted_at IS NULL',
})
@Index('scim_user_external_id', ['organisationId', 'externalId'], {
  unique: true,
  where: 'deleted_at IS NULL',
})
export class ScimUser {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'scim_user_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly organisationId!: string;

  @ManyToOne(() => Organisation, { nullable: false })
  @JoinColumn({ name: 'organisation_id', foreignKeyConstraintName: 'scim_user_organisation_fk' })
  readonly organisation?: Relation<Organisation>;

  @Column('uuid')
  readonly personId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'scim_user_person_fk' })
  readonly person?: Relation<Person>;

  @Column('text', { nullable: true })
  readonly externalId!: string | null;

  @Column('citext', { nullable: true })
  readonly userName!: string | null;

  @Column('text', { nullable: true })
  readonly department!: string | null;

  @Column('timestamptz')
  readonly changedAt!: Date;

  @Column('integer', { default: 1 })
  readonly version!: number;

  /** The account was blocked because somebody left here; coming back opens it. */
  @Column('boolean', { default: false })
  readonly didBlock!: boolean;

  /** The directory removed it; the person stays, out. */
  @Column('timestamptz', { nullable: true })
  readonly deletedAt!: Date | null;
}
