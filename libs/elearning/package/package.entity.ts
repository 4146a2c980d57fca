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

import { Course } from '@academie/catalogue';
import { Person } from '@academie/people';
import { StoredFile } from '@academie/platform';

import { PACKAGE_KINDS, type PackageItem, type PackageKind } from '../manifest/package-manifest';

/**
 * A package that was made elsewhere. It stays as it came, in its zip; a next version of it is another row.
 * Lessons hold its id (docs/decisions/0153).
 */
@Entity({ schema: 'elearning', name: 'package' })
@Index('package_course', ['courseId'])
@Index('package_file_of', ['fileId'])
@Check('package_kind_known', `kind IN ('${PACKAGE_KINDS.join("', '")}')`)
@Check('package_title_length', 'length(title) BETWEEN 1 AND 200')
@Check('package_items_listed', `jsonb_typeof(items) = 'array'`)
export class Package {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'package_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly courseId!: string;

  @ManyToOne(() => Course, { nullable: false })
  @JoinColumn({ name: 'course_id', foreignKeyConstraintName: 'package_course_fk' })
  readonly course?: Relation<Course>;

  /** The zip. */
  @Column('uuid')
  readonly fileId!: string;

  @ManyToOne(() => StoredFile, { nullable: false })
  @JoinColumn({ name: 'file_id', foreignKeyConstraintName: 'package_file_fk' })
  readonly file?: Relation<StoredFile>;

  /** Of the zip, in hexadecimal digits: with it its bytes are read. */
  @Column('text')
  readonly sha256!: string;

  /** As its sender called the zip. */
  @Column('text')
  readonly name!: string;

  @Column('text')
  readonly kind!: PackageKind;

  @Column('text')
  readonly title!: string;

  /** The id of the course, of cmi5. */
  @Column('text', { nullable: true })
  readonly publisherId!: string | null;

  /** Its table of contents, in order. */
  @Column('jsonb')
  readonly items!: PackageItem[];

  /** How many files it holds. */
  @Column('integer')
  readonly files!: number;

  /** Bytes of all files together. */
  @Column('bigint')
  readonly unpacked!: string;

  @Column('timestamptz')
  readonly addedAt!: Date;

  @Column('uuid')
  readonly addedBy!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'added_by', foreignKeyConstraintName: 'package_person_fk' })
  readonly person?: Relation<Person>;
}

/** A file in a package: where its bytes lie in the zip. */
@Entity({ schema: 'elearning', name: 'package_file' })
@Check('package_file_sane', 'start >= 0 AND compressed >= 0 AND size >= 0')
export class PackageFile {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'package_file_pk' })
  readonly packageId!: string;

  @ManyToOne(() => Package, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'package_id', foreignKeyConstraintName: 'package_file_package_fk' })
  readonly package?: Relation<Package>;

  /** In small letters: what tools write in a link often differs in capitals. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'package_file_pk' })
  readonly path!: string;

  @Column('bigint')
  readonly start!: string;

  @Column('bigint')
  readonly compressed!: string;

  @Column('bigint')
  readonly size!: string;

  @Column('boolean')
  readonly deflated!: boolean;

  /** Of its bytes (CRC-32), to know whether a browser has it. */
  @Column('bigint')
  readonly crc!: string;
}
