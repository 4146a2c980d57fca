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

import {
  ClosedGroup,
  Organisation,
  ORGANISATION_KINDS,
  type OrganisationKind,
} from '@academie/people';

import { Theme } from './theme.entity';

/** What a course can be; the order is the order in lists. The same words as in course-kinds.yaml. */
export const COURSE_KINDS = [
  'training',
  'e_learning',
  'workshop',
  'knowledge_session',
  'masterclass',
  'living_lab',
  'network_day',
  'theme_day',
  'question_hour',
  'exercise',
  'consultation',
] as const;
export type CourseKind = (typeof COURSE_KINDS)[number];

/** How a course or an offering is given. */
export const MODES = ['in_person', 'online', 'hybrid', 'self_paced'] as const;
export type Mode = (typeof MODES)[number];

export const COURSE_STATUSES = ['draft', 'published', 'archived'] as const;
export type CourseStatus = (typeof COURSE_STATUSES)[number];

/** Who comes in: everybody, those of the audience, or only who is invited by name. */
export const ADMISSIONS = ['open', 'audience', 'invited'] as const;
export type Admission = (typeof ADMISSIONS)[number];

/** Something to learn, as often as it is given. An archived course keeps its history and its address. */
@Entity({ schema: 'catalogue', name: 'course' })
@Unique('course_slug_unique', ['slug'])
@Check('course_slug_form', `slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 100`)
@Check('course_kind_known', `kind IN ('${COURSE_KINDS.join("', '")}')`)
@Check('course_mode_known', `mode IN ('${MODES.join("', '")}')`)
@Check('course_status_known', `status IN ('${COURSE_STATUSES.join("', '")}')`)
@Check('course_admission_known', `admission IN ('${ADMISSIONS.join("', '")}')`)
@Check('course_confidential_is_closed', `NOT confidential OR admission <> 'open'`)
@Check('course_published_says_when', `status = 'draft' OR published_at IS NOT NULL`)
@Check('course_title_length', 'length(title) BETWEEN 1 AND 200')
@Check('course_summary_length', 'length(summary) <= 500')
@Check('course_description_length', 'length(description) <= 20000')
@Check('course_duration_sane', 'duration_minutes BETWEEN 1 AND 100000')
@Check('course_attendance_percent', 'min_attendance_percent BETWEEN 1 AND 100')
@Check('course_certificate_validity', 'certificate_valid_months BETWEEN 1 AND 120')
@Check('course_certificate_minutes', 'certificate_minutes BETWEEN 1 AND 100000')
@Check('course_certificate_signatory', 'length(certificate_signatory) BETWEEN 1 AND 120')
@Check('course_pe_points', 'pe_points BETWEEN 0.5 AND 100')
@Check('course_accreditation_length', 'length(accreditation) BETWEEN 1 AND 200')
@Index('course_search', { synchronize: false })
@Index('course_title_trigrams', { synchronize: false })
@Index('course_confidential', ['id'], { where: 'confidential' })
@Index('course_published', ['title', 'id'], { where: `status = 'published'` })
export class Course {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'course_pk',
  })
  readonly id!: string;

  /** Its address; never changes once made, so that links in mails stay right. */
  @Column('text')
  readonly slug!: string;

  @Column('text')
  title!: string;

  @Column('text')
  summary!: string;

  /** Plain text: an empty line parts paragraphs, "- " begins a bullet. */
  @Column('text', { default: '' })
  description!: string;

  @Column('text')
  kind!: CourseKind;

  @Column('text')
  mode!: Mode;

  /** Codes of Tag. */
  @Column('text', { array: true, default: [] })
  tags!: string[];

  /** Codes of JobFunction; empty is everybody. */
  @Column('text', { array: true, default: [] })
  audiences!: string[];

  /** Nobody outside its circle may know that it exists; then its offerings are confidential too. */
  @Column('boolean', { default: false })
  confidential!: boolean;

  /** Who comes in; no offering of it is more open. */
  @Column('text', { default: 'open' })
  admission!: Admission;

  @Column('integer', { nullable: true })
  durationMinutes!: number | null;

  /** Percentage of the sessions somebody must have attended to complete the course. */
  @Column('integer', { default: 100 })
  minAttendancePercent!: number;

  /** Whether a session attended in part counts as attended. */
  @Column('boolean', { default: false })
  partialCounts!: boolean;

  /** How long its certificate counts, in months; null is for good. */
  @Column('integer', { nullable: true })
  certificateValidMonths!: number | null;

  /** How long its certificate says the course took; null is as long as the sessions. */
  @Column('integer', { nullable: true })
  certificateMinutes!: number | null;

  /** Who stands on its certificate as the one that signs: name and function. */
  @Column('text', { nullable: true })
  certificateSignatory!: string | null;

  /** Points for lasting education (PE) that professional registers give for it. */
  @Column('real', { nullable: true })
  pePoints!: number | null;

  /** By which registers it is accredited, with its numbers there: "SKJ 123456, Registerplein 78". */
  @Column('text', { nullable: true })
  accreditation!: string | null;

  /** Where an e-learning of somebody else is found; https only. */
  @Column('text', { nullable: true })
  externalUrl!: string | null;

  @Column('uuid', { nullable: true })
  providerId!: string | null;

  @ManyToOne(() => Organisation, { nullable: true })
  @JoinColumn({ name: 'provider_id', foreignKeyConstraintName: 'course_provider_fk' })
  readonly provider?: Relation<Organisation>;

  @Column('text', { default: 'draft' })
  status!: CourseStatus;

  @Column('timestamptz', { nullable: true })
  publishedAt!: Date | null;

  @Column('timestamptz')
  readonly createdAt!: Date;

  @Column('integer', { default: 1 })
  version!: number;

  /** Kept by a trigger: title, summary and description as Dutch word stems. */
  @Column({ type: 'tsvector', select: false, insert: false, update: false })
  readonly search?: string;
}

/** A part of the audience of a course besides functions: one organisation, a kind of them, or a closed group. */
@Entity({ schema: 'catalogue', name: 'course_audience' })
@Check('course_audience_kind_known', `organisation_kind IN ('${ORGANISATION_KINDS.join("', '")}')`)
@Check('course_audience_says_who', 'num_nonnulls(organisation_id, organisation_kind, group_id) = 1')
@Index('course_audience_course', ['courseId'])
export class CourseAudience {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'course_audience_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly courseId!: string;

  @ManyToOne(() => Course, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'course_id', foreignKeyConstraintName: 'course_audience_course_fk' })
  readonly course?: Relation<Course>;

  @Column('uuid', { nullable: true })
  readonly organisationId!: string | null;

  @ManyToOne(() => Organisation, { nullable: true })
  @JoinColumn({
    name: 'organisation_id',
    foreignKeyConstraintName: 'course_audience_organisation_fk',
  })
  readonly organisation?: Relation<Organisation>;

  @Column('text', { nullable: true })
  readonly organisationKind!: OrganisationKind | null;

  @Column('uuid', { nullable: true })
  readonly groupId!: string | null;

  @ManyToOne(() => ClosedGroup, { nullable: true })
  @JoinColumn({ name: 'group_id', foreignKeyConstraintName: 'course_audience_group_fk' })
  readonly group?: Relation<ClosedGroup>;
}

/** What somebody must have completed before enrolling in a course. */
@Entity({ schema: 'catalogue', name: 'prerequisite' })
@Check('prerequisite_of_another', 'course_id <> required_id')
export class Prerequisite {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'prerequisite_pk' })
  readonly courseId!: string;

  @ManyToOne(() => Course, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'course_id', foreignKeyConstraintName: 'prerequisite_course_fk' })
  readonly course?: Relation<Course>;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'prerequisite_pk' })
  readonly requiredId!: string;

  @ManyToOne(() => Course, { nullable: false })
  @JoinColumn({ name: 'required_id', foreignKeyConstraintName: 'prerequisite_required_fk' })
  readonly required?: Relation<Course>;
}

/** A course belongs to one or more themes; the person who leads one of them manages it. */
@Entity({ schema: 'catalogue', name: 'course_theme' })
@Index('course_theme_theme', ['themeId'])
export class CourseTheme {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'course_theme_pk' })
  readonly courseId!: string;

  @ManyToOne(() => Course, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'course_id', foreignKeyConstraintName: 'course_theme_course_fk' })
  readonly course?: Relation<Course>;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'course_theme_pk' })
  readonly themeId!: string;

  @ManyToOne(() => Theme, { nullable: false })
  @JoinColumn({ name: 'theme_id', foreignKeyConstraintName: 'course_theme_theme_fk' })
  readonly theme?: Relation<Theme>;
}
