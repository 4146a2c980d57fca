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

import { Person } from '@academie/people';
import { StoredFile } from '@academie/platform';

import { Course } from '../course/course.entity';
import { Offering } from '../offering/offering.entity';
import { Session } from '../offering/session.entity';

export const MATERIAL_KINDS = ['slides', 'preparation', 'recording', 'report', 'other'] as const;
export type MaterialKind = (typeof MATERIAL_KINDS)[number];
/** Who may have it: those who were there, who have a place, for whom the offering is, or all with an account. */
export const MATERIAL_READERS = ['present', 'enrolled', 'audience', 'all'] as const;
export type MaterialReaders = (typeof MATERIAL_READERS)[number];
/** When: until the end of what it belongs to, from then on, or always. */
export const MATERIAL_MOMENTS = ['always', 'before', 'after'] as const;
export type MaterialMoment = (typeof MATERIAL_MOMENTS)[number];

/** A file or a link that belongs to a course, one offering of it, or one session; each version is a row. */
@Entity({ schema: 'catalogue', name: 'material' })
@Check('material_kind_known', `kind IN ('slides', 'preparation', 'recording', 'report', 'other')`)
@Check('material_readers_known', `readers IN ('present', 'enrolled', 'audience', 'all')`)
@Check('material_moment_known', `moment IN ('always', 'before', 'after')`)
@Check('material_file_or_link', 'num_nonnulls(file_id, url) = 1')
@Check('material_link_safe', `url ~ '^https://'`)
@Check('material_counts_as_form', `counts_as ~ '^[a-z0-9-]{1,60}$'`)
@Check('material_counting_is_kept', 'counts_as IS NULL OR is_proof')
@Check('material_session_of_offering', 'session_id IS NULL OR offering_id IS NOT NULL')
@Check(
  'material_of_course_has_no_day',
  `offering_id IS NOT NULL OR (moment = 'always' AND readers <> 'audience')`,
)
@Index('material_course', ['courseId'])
@Index('material_offering', ['offeringId'])
@Index('material_replaced_once', ['replacesId'], { unique: true, where: 'replaces_id IS NOT NULL' })
export class CourseMaterial {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'material_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly courseId!: string;

  @ManyToOne(() => Course, { nullable: false })
  @JoinColumn({ name: 'course_id', foreignKeyConstraintName: 'material_course_fk' })
  readonly course?: Relation<Course>;

  @Column('uuid', { nullable: true })
  readonly offeringId!: string | null;

  @ManyToOne(() => Offering, { nullable: true })
  @JoinColumn({ name: 'offering_id', foreignKeyConstraintName: 'material_offering_fk' })
  readonly offering?: Relation<Offering>;

  /** A session that is removed before anybody knew of it takes its material to the offering. */
  @Column('uuid', { nullable: true })
  readonly sessionId!: string | null;

  @ManyToOne(() => Session, { nullable: true, onDelete: 'SET NULL' })
  @JoinColumn({ name: 'session_id', foreignKeyConstraintName: 'material_session_fk' })
  readonly session?: Relation<Session>;

  @Column('text')
  readonly kind!: MaterialKind;

  @Column('text')
  readonly title!: string;

  @Column('uuid', { nullable: true })
  readonly fileId!: string | null;

  @ManyToOne(() => StoredFile, { nullable: true })
  @JoinColumn({ name: 'file_id', foreignKeyConstraintName: 'material_file_fk' })
  readonly file?: Relation<StoredFile>;

  @Column('text', { nullable: true })
  readonly url!: string | null;

  @Column('text')
  readonly readers!: MaterialReaders;

  @Column('text', { default: 'always' })
  readonly moment!: MaterialMoment;

  @Column('integer', { default: 1 })
  readonly version!: number;

  /** The version before this one. */
  @Column('uuid', { nullable: true })
  readonly replacesId!: string | null;

  @ManyToOne(() => CourseMaterial, { nullable: true, onDelete: 'SET NULL' })
  @JoinColumn({ name: 'replaces_id', foreignKeyConstraintName: 'material_replaces_fk' })
  readonly replaces?: Relation<CourseMaterial>;

  @Column('timestamptz')
  readonly addedAt!: Date;

  @Column('uuid', { nullable: true })
  readonly addedBy!: string | null;

  @ManyToOne(() => Person, { nullable: true })
  @JoinColumn({ name: 'added_by', foreignKeyConstraintName: 'material_added_by_fk' })
  readonly adder?: Relation<Person>;

  /** As what it counts that an organisation read it, as a lib to the right knows it; null: it does not count. */
  @Column('text', { nullable: true })
  readonly countsAs!: string | null;

  /** It counted once, so that each version is kept for as long as what it proves. */
  @Column('boolean', { default: false })
  readonly isProof!: boolean;

  /** When it was taken away, or a next version came. */
  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;
}
