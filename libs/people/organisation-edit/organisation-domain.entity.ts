import { Check, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';

import { Organisation } from '../directory/organisation.entity';

/**
 * One more mail domain of an organisation, beside its own: several may share one, as municipalities with one
 * office do. Who has an address there makes an account at the organisation.
 */
@Entity({ schema: 'people', name: 'organisation_domain' })
@Check('organisation_domain_form', `domain ~ '^[a-z0-9.-]+[.][a-z0-9-]+$'`)
@Index('organisation_domain_domain', ['domain'])
export class OrganisationDomain {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'organisation_domain_pk' })
  readonly organisationId!: string;

  @ManyToOne(() => Organisation, { nullable: false })
  @JoinColumn({
    name: 'organisation_id',
    foreignKeyConstraintName: 'organisation_domain_organisation_fk',
  })
  readonly organisation?: Relation<Organisation>;

  @PrimaryColumn('citext', { primaryKeyConstraintName: 'organisation_domain_pk' })
  readonly domain!: string;
}
