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

import { Organisation } from '../directory/organisation.entity';
import { Person } from '../directory/person.entity';

export type AccountRequestState = 'open' | 'accepted' | 'refused';

/** Somebody with a proved address that belongs to no organisation asks a coordinator for an account. */
@Entity({ schema: 'people', name: 'account_request' })
@Check('account_request_state_known', `state IN ('open', 'accepted', 'refused')`)
@Check('account_request_decided', `(state = 'open') = (decided_at IS NULL)`)
@Index('account_request_one_open', ['address'], { unique: true, where: `state = 'open'` })
@Index('account_request_organisation', ['organisationId', 'askedAt'])
@Index('account_request_decided_at', ['decidedAt'])
export class AccountRequest {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'account_request_pk' })
  readonly id!: string;

  @Column('citext')
  readonly address!: string;

  @Column('text')
  readonly givenName!: string;

  @Column('text')
  readonly familyName!: string;

  @Column('uuid')
  readonly organisationId!: string;

  @ManyToOne(() => Organisation, { nullable: false })
  @JoinColumn({
    name: 'organisation_id',
    foreignKeyConstraintName: 'account_request_organisation_fk',
  })
  readonly organisation?: Relation<Organisation>;

  /** What the person wants the coordinator to know; may be empty. */
  @Column('text', { default: '' })
  readonly remark!: string;

  @Column('text', { default: 'open' })
  readonly state!: AccountRequestState;

  @Column('timestamptz')
  readonly askedAt!: Date;

  @Column('timestamptz', { nullable: true })
  readonly decidedAt!: Date | null;

  @Column('uuid', { nullable: true })
  readonly decidedBy!: string | null;

  @ManyToOne(() => Person, { nullable: true })
  @JoinColumn({ name: 'decided_by', foreignKeyConstraintName: 'account_request_decided_by_fk' })
  readonly decider?: Relation<Person>;
}
