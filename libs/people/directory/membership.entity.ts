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

import { Organisation } from './organisation.entity';
import { Person } from './person.entity';

/** Somebody works somewhere, from one day until another. */
@Entity({ schema: 'people', name: 'membership' })
@Check('membership_span', 'valid_to IS NULL OR valid_from < valid_to')
@Index('membership_person', ['personId', 'validFrom'])
@Index('membership_organisation', ['organisationId', 'personId'])
@Index('membership_one_open_main', ['personId'], {
  unique: true,
  where: 'is_main AND valid_to IS NULL',
})
export class Membership {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'membership_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly personId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'membership_person_fk' })
  readonly person?: Relation<Person>;

  @Column('uuid')
  readonly organisationId!: string;

  @ManyToOne(() => Organisation, { nullable: false })
  @JoinColumn({ name: 'organisation_id', foreignKeyConstraintName: 'membership_organisation_fk' })
  readonly organisation?: Relation<Organisation>;

  @Column('date')
  readonly validFrom!: string;

  /** First day on which it no longer holds. */
  @Column('date', { nullable: true })
  validTo!: string | null;

  /** Of several at once, the one that counts for targets. */
  @Column('boolean', { default: true })
  isMain!: boolean;
}

/** Kind of work, from functions.yaml: audiences and targets speak of it. */
@Entity({ schema: 'people', name: 'job_function' })
export class JobFunction {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'job_function_pk' })
  readonly code!: string;

  @Column('text')
  readonly name!: string;

  @Column('integer', { default: 0 })
  readonly position!: number;
}

@Entity({ schema: 'people', name: 'membership_function' })
export class MembershipFunction {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'membership_function_pk' })
  readonly membershipId!: string;

  @ManyToOne(() => Membership, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({
    name: 'membership_id',
    foreignKeyConstraintName: 'membership_function_membership_fk',
  })
  readonly membership?: Relation<Membership>;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'membership_function_pk' })
  readonly functionCode!: string;

  @ManyToOne(() => JobFunction, { nullable: false })
  @JoinColumn({
    name: 'function_code',
    foreignKeyConstraintName: 'membership_function_function_fk',
  })
  readonly function?: Relation<JobFunction>;
}
