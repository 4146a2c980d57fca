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

import { Organisation, Person } from '@academie/people';

import { Import } from './import.entity';

/** How far a count can be trusted: own register, a named import, a bare total (targets.md, R6). */
export type ActGrade = 'A' | 'B' | 'C';

/**
 * Something countable that is no training: a control, a delivered menu item, a publication. It is
 * never changed: a correction retracts it and records another, so that every past count can be told.
 * All fields are chosen from the lists of its kind; there is no room for people or cases.
 */
@Entity({ schema: 'acts', name: 'act' })
@Check('act_quantity_sane', 'quantity BETWEEN 1 AND 10000')
@Check('act_headcount_sane', 'headcount BETWEEN 1 AND 100000')
@Check('act_grade_known', `grade IN ('A', 'B', 'C')`)
@Check('act_reference_form', `reference ~ '^[A-Za-z0-9._/-]{1,40}$'`)
@Check('act_external_id_form', `external_id ~ '^[A-Za-z0-9._:/-]{1,100}$'`)
@Check('act_document_whole', '(document_title IS NULL) = (document_url IS NULL)')
@Check('act_document_public', `document_url ~ '^https://' AND length(document_url) <= 500`)
@Check('act_document_title_length', 'length(document_title) BETWEEN 1 AND 200')
@Check('act_retracted_says_why', '(retracted_at IS NULL) = (retract_reason IS NULL)')
@Index('act_once_per_reference', { synchronize: false })
@Index('act_once_per_year', { synchronize: false })
@Index('act_once_per_external_id', ['source', 'externalId'], {
  unique: true,
  where: 'external_id IS NOT NULL AND retracted_at IS NULL',
})
@Index('act_replacing', ['replacesId'], { where: 'replaces_id IS NOT NULL' })
@Index('act_recent', { synchronize: false })
@Index('act_by_kind', { synchronize: false })
export class Act {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'act_pk',
  })
  readonly id!: string;

  /** As in act-kinds.yaml, and so are team, subkind, status and flags. */
  @Column('text')
  readonly kind!: string;

  /** Day in Amsterdam, `yyyy-mm-dd`. */
  @Column('date')
  readonly occurredOn!: string;

  /** The first of its organisations; all of them are in ActOrganisation. */
  @Column('uuid', { nullable: true })
  readonly organisationId!: string | null;

  @ManyToOne(() => Organisation, { nullable: true })
  @JoinColumn({ name: 'organisation_id', foreignKeyConstraintName: 'act_organisation_fk' })
  readonly organisation?: Relation<Organisation>;

  @Column('text', { nullable: true })
  readonly team!: string | null;

  @Column('text', { nullable: true })
  readonly subkind!: string | null;

  @Column('text', { nullable: true })
  readonly status!: string | null;

  @Column('jsonb', { default: {} })
  readonly flags!: Record<string, boolean>;

  @Column('integer', { default: 1 })
  readonly quantity!: number;

  /** People reached, counted by head. */
  @Column('integer', { nullable: true })
  readonly headcount!: number | null;

  /** Own number of the person who recorded it. */
  @Column('text', { nullable: true })
  readonly reference!: string | null;

  @Column('text', { nullable: true })
  readonly documentTitle!: string | null;

  @Column('text', { nullable: true })
  readonly documentUrl!: string | null;

  /** Code of the target it speaks of, e.g. `T19`. */
  @Column('text', { nullable: true })
  readonly target!: string | null;

  @Column('text', { default: 'A' })
  readonly grade!: ActGrade;

  /** `own`, or the name of the system an import came from. */
  @Column('text', { default: 'own' })
  readonly source!: string;

  @Column('text', { nullable: true })
  readonly externalId!: string | null;

  @Column('uuid', { nullable: true })
  readonly importId!: string | null;

  @ManyToOne(() => Import, { nullable: true })
  @JoinColumn({ name: 'import_id', foreignKeyConstraintName: 'act_import_fk' })
  readonly import?: Relation<Import>;

  @Column('integer', { nullable: true })
  readonly onceInYear!: number | null;

  /** The retracted act this one corrects. */
  @Column('uuid', { nullable: true })
  readonly replacesId!: string | null;

  @ManyToOne(() => Act, { nullable: true })
  @JoinColumn({ name: 'replaces_id', foreignKeyConstraintName: 'act_replaces_fk' })
  readonly replaces?: Relation<Act>;

  @Column('timestamptz')
  readonly recordedAt!: Date;

  @Column('uuid', { nullable: true })
  readonly recordedBy!: string | null;

  @ManyToOne(() => Person, { nullable: true })
  @JoinColumn({ name: 'recorded_by', foreignKeyConstraintName: 'act_recorded_by_fk' })
  readonly recorder?: Relation<Person>;

  @Column('timestamptz', { nullable: true })
  retractedAt!: Date | null;

  @Column('uuid', { nullable: true })
  retractedBy!: string | null;

  @ManyToOne(() => Person, { nullable: true })
  @JoinColumn({ name: 'retracted_by', foreignKeyConstraintName: 'act_retracted_by_fk' })
  readonly retractor?: Relation<Person>;

  /** A word of RETRACT_REASONS. */
  @Column('text', { nullable: true })
  retractReason!: string | null;
}

/** An organisation an act names; each counts where a target covers organisations. */
@Entity({ schema: 'acts', name: 'act_organisation' })
@Index('act_organisation_by_organisation', ['organisationId', 'actId'])
export class ActOrganisation {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'act_organisation_pk' })
  readonly actId!: string;

  @ManyToOne(() => Act, { nullable: false })
  @JoinColumn({ name: 'act_id', foreignKeyConstraintName: 'act_organisation_act_fk' })
  readonly act?: Relation<Act>;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'act_organisation_pk' })
  readonly organisationId!: string;

  @ManyToOne(() => Organisation, { nullable: false })
  @JoinColumn({
    name: 'organisation_id',
    foreignKeyConstraintName: 'act_organisation_organisation_fk',
  })
  readonly organisation?: Relation<Organisation>;
}
