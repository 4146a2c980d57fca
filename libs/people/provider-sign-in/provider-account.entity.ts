import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
  Unique,
} from 'typeorm';

import { WebSession } from '../access/access.entity';
import { Person } from '../directory/person.entity';
import { Provider } from '../provider/provider.entity';

/** The account somebody has at a sign-in service, and so signs in with. */
@Entity({ schema: 'people', name: 'provider_account' })
@Unique('provider_account_subject_unique', ['providerId', 'subject'])
@Index('provider_account_person', ['personId'])
export class ProviderAccount {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'provider_account_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly providerId!: string;

  @ManyToOne(() => Provider, { nullable: false })
  @JoinColumn({ name: 'provider_id', foreignKeyConstraintName: 'provider_account_provider_fk' })
  readonly provider?: Relation<Provider>;

  /** What the service knows somebody by, and gives to nobody else ever. */
  @Column('text')
  readonly subject!: string;

  @Column('uuid')
  readonly personId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'provider_account_person_fk' })
  readonly person?: Relation<Person>;

  @Column('timestamptz')
  readonly linkedAt!: Date;

  @Column('timestamptz', { nullable: true })
  readonly lastUsedAt!: Date | null;
}

/** What signing out at the service needs, of a session that began there; it goes with the session. */
@Entity({ schema: 'people', name: 'provider_session' })
@Index('provider_session_subject', ['providerId', 'subject'])
export class ProviderSession {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'provider_session_pk' })
  readonly sessionId!: string;

  @ManyToOne(() => WebSession, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({
    name: 'session_id',
    referencedColumnName: 'id',
    foreignKeyConstraintName: 'provider_session_session_fk',
  })
  readonly session?: Relation<WebSession>;

  @Column('uuid')
  readonly providerId!: string;

  @ManyToOne(() => Provider, { nullable: false })
  @JoinColumn({ name: 'provider_id', foreignKeyConstraintName: 'provider_session_provider_fk' })
  readonly provider?: Relation<Provider>;

  @Column('text')
  readonly subject!: string;

  /** What the service calls its own session. */
  @Column('text', { nullable: true })
  readonly sid!: string | null;

  @Column('text')
  readonly idToken!: string;
}
