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

import { Launch } from '../launch/launch.entity';
import { Package } from '../package/package.entity';
import type { XapiActor, XapiStatement } from '../xapi/statement';

/** One learner in one package of cmi5; or an author who tries it, for as long as that launch is kept. */
@Entity({ schema: 'elearning', name: 'registration' })
@Unique('registration_enrolment', ['enrolmentId', 'packageId'])
@Unique('registration_launch', ['launchId'])
@Index('registration_package', ['packageId'])
@Check('registration_of_somebody', '(enrolment_id IS NULL) <> (launch_id IS NULL)')
export class Registration {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'registration_pk',
  })
  readonly id!: string;

  @Column('uuid', { nullable: true })
  readonly enrolmentId!: string | null;

  @ManyToOne(() => Enrolment, { nullable: true })
  @JoinColumn({ name: 'enrolment_id', foreignKeyConstraintName: 'registration_enrolment_fk' })
  readonly enrolment?: Relation<Enrolment>;

  @Column('uuid', { nullable: true })
  readonly launchId!: string | null;

  @ManyToOne(() => Launch, { nullable: true, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'launch_id', foreignKeyConstraintName: 'registration_launch_fk' })
  readonly launch?: Relation<Launch>;

  @Column('uuid')
  readonly packageId!: string;

  @ManyToOne(() => Package, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'package_id', foreignKeyConstraintName: 'registration_package_fk' })
  readonly package?: Relation<Package>;

  /** Who the package is told that it has: an account without a name. */
  @Column('jsonb')
  readonly actor!: XapiActor;

  @Column('timestamptz')
  readonly createdAt!: Date;

  /** When all of the course was satisfied. */
  @Column('timestamptz', { nullable: true })
  readonly satisfiedAt!: Date | null;
}

/** An assignable unit that was launched, until it says that it ended or another one is launched. */
@Entity({ schema: 'elearning', name: 'au_session' })
@Index('au_session_of', ['registrationId'])
@Check('au_session_mode_known', `mode IN ('Normal', 'Browse', 'Review')`)
export class AuSession {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'au_session_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly registrationId!: string;

  @ManyToOne(() => Registration, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'registration_id', foreignKeyConstraintName: 'au_session_registration_fk' })
  readonly registration?: Relation<Registration>;

  @Column('text')
  readonly item!: string;

  @Column('text')
  readonly mode!: 'Normal' | 'Browse' | 'Review';

  /** SHA-256 of what it may use the store with; null until it fetched that, once. */
  @Column('text', { nullable: true })
  readonly authHash!: string | null;

  @Column('timestamptz')
  readonly launchedAt!: Date;

  @Column('timestamptz', { nullable: true })
  readonly initializedAt!: Date | null;

  /** Of its last statement. */
  @Column('timestamptz')
  readonly lastAt!: Date;

  @Column('timestamptz', { nullable: true })
  readonly endedAt!: Date | null;
}

/** What was achieved in an assignable unit, over all its sessions. */
@Entity({ schema: 'elearning', name: 'au_progress' })
@Check('au_progress_score_sane', 'score BETWEEN 0 AND 100')
export class AuProgress {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'au_progress_pk' })
  readonly registrationId!: string;

  @ManyToOne(() => Registration, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'registration_id', foreignKeyConstraintName: 'au_progress_registration_fk' })
  readonly registration?: Relation<Registration>;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'au_progress_pk' })
  readonly item!: string;

  @Column('timestamptz', { nullable: true })
  readonly completedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  readonly passedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  readonly failedAt!: Date | null;

  /** Percentage. */
  @Column('integer', { nullable: true })
  readonly score!: number | null;

  @Column('integer')
  readonly seconds!: number;

  /** Why it need not be done. */
  @Column('text', { nullable: true })
  readonly waived!: string | null;
}

/** A statement of xAPI, as it came and never changed; a voided one is only no longer shown. */
@Entity({ schema: 'elearning', name: 'statement' })
// All that a list is chosen by but what stands in the statement itself, so that choosing reads no statement.
@Index('statement_listing', ['registrationId', 'sequence', 'verb', 'storedAt', 'voided'])
// Of the activity that it is about: ((data -> 'object' ->> 'id'), after the registration.
@Index('statement_activity', { synchronize: false })
export class Statement {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'statement_pk' })
  readonly id!: string;

  /** The order in which they were stored. */
  @Column({ type: 'bigint', generated: 'identity', generatedIdentity: 'ALWAYS' })
  readonly sequence!: string;

  @Column('uuid')
  readonly registrationId!: string;

  @ManyToOne(() => Registration, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'registration_id', foreignKeyConstraintName: 'statement_registration_fk' })
  readonly registration?: Relation<Registration>;

  @Column('uuid', { nullable: true })
  readonly sessionId!: string | null;

  @Column('text')
  readonly verb!: string;

  @Column('jsonb')
  readonly data!: XapiStatement;

  @Column('timestamptz')
  readonly storedAt!: Date;

  @Column('boolean', { default: false })
  readonly voided!: boolean;
}

/** The bytes of an attachment, once for each registration however many statements name them. */
@Entity({ schema: 'elearning', name: 'statement_attachment' })
export class StatementAttachment {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'statement_attachment_pk' })
  readonly registrationId!: string;

  @ManyToOne(() => Registration, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({
    name: 'registration_id',
    foreignKeyConstraintName: 'statement_attachment_registration_fk',
  })
  readonly registration?: Relation<Registration>;

  /** In small hexadecimal digits. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'statement_attachment_pk' })
  readonly sha2!: string;

  @Column('text')
  readonly contentType!: string;

  @Column('bytea')
  readonly content!: Buffer;
}

/** A document that a unit keeps: of its state, of its learner, of its activity. */
@Entity({ schema: 'elearning', name: 'xapi_document' })
@Check('xapi_document_store_known', `store IN ('state', 'agent', 'activity')`)
export class XapiDocument {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'xapi_document_pk' })
  readonly store!: 'state' | 'agent' | 'activity';

  /** The registration, or the account of the learner for a profile of the agent. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'xapi_document_pk' })
  readonly owner!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'xapi_document_pk' })
  readonly activity!: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'xapi_document_pk' })
  readonly name!: string;

  @Column('bytea')
  readonly content!: Buffer;

  @Column('text')
  readonly contentType!: string;

  @Column('text')
  readonly etag!: string;

  @Column('timestamptz')
  readonly updatedAt!: Date;
}
