import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';

import { Provider } from '../provider/provider.entity';

/** A message of a service that somebody signed out there; it is heard once. */
@Entity({ schema: 'people', name: 'provider_logout' })
@Index('provider_logout_expires', ['expiresAt'])
export class HeardLogout {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'provider_logout_pk' })
  readonly providerId!: string;

  @ManyToOne(() => Provider, { nullable: false })
  @JoinColumn({ name: 'provider_id', foreignKeyConstraintName: 'provider_logout_provider_fk' })
  readonly provider?: Relation<Provider>;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'provider_logout_pk' })
  readonly jti!: string;

  @Column('timestamptz')
  readonly expiresAt!: Date;
}
