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

import { Enrolment } from '@academie/enrolment';

import { Package } from '../package/package.entity';

/**
 * A package that was opened. Who knows its token may play it on the content host, for one enrolment, and may do
 * nothing else.
 */
@Entity({ schema: 'elearning', name: 'launch' })
@Unique('launch_token', ['tokenHash'])
@Index('launch_expires', ['expiresAt'])
@Index('launch_enrolment', ['enrolmentId'])
@Index('launch_package', ['packageId'])
@Check('launch_token_form', `token_hash ~ '^[0-9a-f]{64}$'`)
export class Launch {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'launch_pk',
  })
  readonly id!: string;

  /** SHA-256 of the token; the token itself stands nowhere. */
  @Column('text')
  readonly tokenHash!: string;

  /** Null for an author who tries it: nothing of that is kept. */
  @Column('uuid', { nullable: true })
  readonly enrolmentId!: string | null;

  @ManyToOne(() => Enrolment, { nullable: true })
  @JoinColumn({ name: 'enrolment_id', foreignKeyConstraintName: 'launch_enrolment_fk' })
  readonly enrolment?: Relation<Enrolment>;

  /** The version that the learner reads; null for an author who tries a draft. */
  @Column('uuid', { nullable: true })
  readonly versionId!: string | null;

  @Column('uuid')
  readonly lessonKey!: string;

  @Column('uuid')
  readonly packageId!: string;

  @ManyToOne(() => Package, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'package_id', foreignKeyConstraintName: 'launch_package_fk' })
  readonly package?: Relation<Package>;

  @Column('timestamptz')
  readonly createdAt!: Date;

  @Column('timestamptz')
  readonly expiresAt!: Date;
}
