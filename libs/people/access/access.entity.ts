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

import type { Grant } from './actor';
import { Person } from '../directory/person.entity';

/** A role somebody has within a scope; revoked rows stay, as history. */
@Entity({ schema: 'people', name: 'role_grant' })
@Check(
  'role_grant_role_known',
  `role IN ('coordinator', 'trainer', 'theme_lead', 'administrator', 'auditor')`,
)
@Check('role_grant_scope_known', `scope_kind IN ('platform', 'theme', 'organisation', 'offering')`)
@Check('role_grant_scope_says_which', `(scope_kind = 'platform') = (scope_id IS NULL)`)
@Check(
  'role_grant_scope_fits',
  `(role = 'coordinator' AND scope_kind = 'organisation') OR
   (role = 'trainer' AND scope_kind IN ('platform', 'offering')) OR
   (role = 'theme_lead' AND scope_kind = 'theme') OR
   (role IN ('administrator', 'auditor') AND scope_kind = 'platform')`,
)
@Index('role_grant_once', { synchronize: false })
@Index('role_grant_ends', ['endsAt'], { where: 'revoked_at IS NULL AND ends_at IS NOT NULL' })
@Index('role_grant_held', ['role', 'personId', 'id'], { where: 'revoked_at IS NULL' })
export class RoleGrant {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'role_grant_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly personId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'role_grant_person_fk' })
  readonly person?: Relation<Person>;

  @Column('text')
  readonly role!: Grant['role'];

  @Column('text')
  readonly scopeKind!: Grant['scopeKind'];

  /** Organisation, theme or offering; null for the whole platform. */
  @Column('uuid', { nullable: true })
  readonly scopeId!: string | null;

  @Column('timestamptz')
  readonly grantedAt!: Date;

  @Column('uuid', { nullable: true })
  readonly grantedBy!: string | null;

  /** From then on it no longer holds, by itself; null for no end. */
  @Column('timestamptz', { nullable: true })
  readonly endsAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  revokedAt!: Date | null;
}

/** A browser that is signed in. */
@Entity({ schema: 'people', name: 'web_session' })
@Unique('web_session_id_unique', ['id'])
@Index('web_session_person', ['personId'])
@Index('web_session_expires', ['expiresAt'])
export class WebSession {
  @PrimaryColumn('bytea', { primaryKeyConstraintName: 'web_session_pk' })
  readonly tokenHash!: Buffer;

  /** What the person ends it by. */
  @Column('uuid', { default: () => 'platform.uuid_v7()' })
  readonly id!: string;

  /** Browser and system, "Firefox, Windows", as far as the browser says so. */
  @Column('text', { default: '' })
  readonly device!: string;

  /** The person asked to stay signed in on this device. */
  @Column('boolean', { default: false })
  readonly stays!: boolean;

  @Column('uuid')
  readonly personId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'web_session_person_fk' })
  readonly person?: Relation<Person>;

  @Column('timestamptz')
  readonly createdAt!: Date;

  @Column('timestamptz')
  lastSeenAt!: Date;

  /** When the person last showed who it is, after signing in; null when that was the only time. */
  @Column('timestamptz', { nullable: true })
  readonly provedAt!: Date | null;

  @Column('timestamptz')
  readonly expiresAt!: Date;
}

/** A program that acts for a person. */
@Entity({ schema: 'people', name: 'api_token' })
@Unique('api_token_hash_unique', ['tokenHash'])
@Check('api_token_scopes_known', `scopes <@ ARRAY['read', 'write'] AND cardinality(scopes) > 0`)
@Check('api_token_rate_positive', 'requests_per_minute > 0')
@Index('api_token_person', ['personId'])
export class ApiToken {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'api_token_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly personId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'api_token_person_fk' })
  readonly person?: Relation<Person>;

  @Column('text')
  name!: string;

  @Column('bytea')
  readonly tokenHash!: Buffer;

  @Column('text', { array: true, default: ['read', 'write'] })
  readonly scopes!: string[];

  /** Requests allowed a minute; null is no limit. */
  @Column('integer', { nullable: true })
  requestsPerMinute!: number | null;

  @Column('timestamptz')
  readonly createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  readonly expiresAt!: Date | null;

  /** To the minute. */
  @Column('timestamptz', { nullable: true })
  readonly lastUsedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  revokedAt!: Date | null;
}

/** A wrong password, as the release before this one counts them; the table goes with the next release. */
@Entity({ schema: 'people', name: 'sign_in_attempt' })
@Index('sign_in_attempt_address', ['address', 'failedAt'])
export class SignInAttempt {
  @PrimaryColumn('bigint', {
    generated: 'identity',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'sign_in_attempt_pk',
  })
  readonly id!: string;

  @Column('citext')
  readonly address!: string;

  @Column('timestamptz')
  readonly failedAt!: Date;
}
