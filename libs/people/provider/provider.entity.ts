import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
  Unique,
} from 'typeorm';

import { JobFunction } from '../directory/membership.entity';
import { Organisation } from '../directory/organisation.entity';

/** A sign-in service of one or more organisations (OpenID Connect): Entra ID, SURFconext, any. */
@Entity({ schema: 'people', name: 'provider' })
@Unique('provider_slug_unique', ['slug'])
@Check('provider_slug_form', `slug ~ '^[a-z0-9-]{1,60}$'`)
export class Provider {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'provider_pk',
  })
  readonly id!: string;

  /** In the address to which the service sends people back, which it knows; so it never changes. */
  @Column('text')
  readonly slug!: string;

  /** As the button says it: "Gemeente Haarlem". */
  @Column('text')
  readonly name!: string;

  /** Address of the service, as its tokens say it. */
  @Column('text')
  readonly issuer!: string;

  @Column('text')
  readonly clientId!: string;

  /** Null for a client that has none; PKCE protects that one alone. */
  @Column('bytea', { nullable: true })
  readonly secret!: Buffer | null;

  @Column('boolean', { default: false })
  readonly isSealed!: boolean;

  @Column('text', { default: 'openid profile email' })
  readonly scope!: string;

  /** Its addresses count as verified although it does not say so: it hands them out itself (Entra ID). */
  @Column('boolean', { default: false })
  readonly trustsAddresses!: boolean;

  /** Who signs out here is signed out there too. */
  @Column('boolean', { default: true })
  readonly endsSession!: boolean;

  @Column('timestamptz')
  readonly madeAt!: Date;

  /** Since then nobody signs in with it. */
  @Column('timestamptz', { nullable: true })
  readonly endedAt!: Date | null;
}

/** Whose people a service may speak for: of an address elsewhere it proves nothing. */
@Entity({ schema: 'people', name: 'provider_organisation' })
@Index('provider_organisation_organisation', ['organisationId'])
export class ProviderOrganisation {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'provider_organisation_pk' })
  readonly providerId!: string;

  @ManyToOne(() => Provider, { nullable: false })
  @JoinColumn({
    name: 'provider_id',
    foreignKeyConstraintName: 'provider_organisation_provider_fk',
  })
  readonly provider?: Relation<Provider>;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'provider_organisation_pk' })
  readonly organisationId!: string;

  @ManyToOne(() => Organisation, { nullable: false })
  @JoinColumn({
    name: 'organisation_id',
    foreignKeyConstraintName: 'provider_organisation_organisation_fk',
  })
  readonly organisation?: Relation<Organisation>;
}

/** What a claim means: who has this value works there, or does that. */
@Entity({ schema: 'people', name: 'provider_rule' })
@Check('provider_rule_says_one', '(organisation_id IS NULL) <> (function_code IS NULL)')
@Index('provider_rule_provider', ['providerId'])
export class ProviderRule {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'provider_rule_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly providerId!: string;

  @ManyToOne(() => Provider, { nullable: false })
  @JoinColumn({ name: 'provider_id', foreignKeyConstraintName: 'provider_rule_provider_fk' })
  readonly provider?: Relation<Provider>;

  /** Its name in the token: `department`. */
  @Column('text')
  readonly claim!: string;

  /** Equal to the claim, or one of the list that the claim is. */
  @Column('text')
  readonly value!: string;

  @Column('uuid', { nullable: true })
  readonly organisationId!: string | null;

  @ManyToOne(() => Organisation, { nullable: true })
  @JoinColumn({
    name: 'organisation_id',
    foreignKeyConstraintName: 'provider_rule_organisation_fk',
  })
  readonly organisation?: Relation<Organisation>;

  @Column('text', { nullable: true })
  readonly functionCode!: string | null;

  @ManyToOne(() => JobFunction, { nullable: true })
  @JoinColumn({ name: 'function_code', foreignKeyConstraintName: 'provider_rule_function_fk' })
  readonly function?: Relation<JobFunction>;
}
