import {
  Check,
  Column,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
  Unique,
} from 'typeorm';

export const ORGANISATION_KINDS = [
  'municipality',
  'police',
  'prosecution',
  'province',
  'national_service',
  'safety_region',
  'fire_service',
  'care_and_safety_house',
  'youth_work',
  'education',
  'private',
  'provider',
  'nhveilig',
] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

/**
 * A partner. Municipalities merge: the old one keeps its rows and points at its successor, so that
 * reports on years past keep their denominators (domain.md, invariant 14).
 */
@Entity({ schema: 'people', name: 'organisation' })
@Unique('organisation_code_unique', ['code'])
@Unique('organisation_cbs_code_unique', ['cbsCode'])
@Check('organisation_kind_known', `kind IN ('${ORGANISATION_KINDS.join("', '")}')`)
@Check(
  'organisation_municipality_has_cbs_code',
  `kind <> 'municipality' OR (cbs_code ~ '^[0-9]{4}$' AND safety_region IS NOT NULL)`,
)
@Check('organisation_valid_span', 'valid_to IS NULL OR valid_from IS NULL OR valid_from < valid_to')
export class Organisation {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'organisation_pk',
  })
  readonly id!: string;

  /** Stable word, e.g. `alkmaar`. */
  @Column('text')
  readonly code!: string;

  @Column('text')
  name!: string;

  @Column('text')
  shortName!: string;

  @Column('text')
  readonly kind!: OrganisationKind;

  /** Four digits of Statistics Netherlands; municipalities only. */
  @Column('text', { nullable: true })
  readonly cbsCode!: string | null;

  @Column('text', { nullable: true })
  safetyRegion!: string | null;

  @Column('citext', { nullable: true })
  mailDomain!: string | null;

  @Column('date', { nullable: true })
  validFrom!: string | null;

  /** First day on which it no longer exists. */
  @Column('date', { nullable: true })
  validTo!: string | null;

  @Column('uuid', { nullable: true })
  successorId!: string | null;

  @ManyToOne(() => Organisation, { nullable: true })
  @JoinColumn({ name: 'successor_id', foreignKeyConstraintName: 'organisation_successor_fk' })
  readonly successor?: Relation<Organisation>;
}
