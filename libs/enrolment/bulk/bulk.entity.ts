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

import { Offering } from '@academie/catalogue';
import { Person } from '@academie/people';

import type { BulkAnswer } from './bulk-dry-run';

export type BulkState = 'validated' | 'finished';

/** A list of people to enrol in one offering: a dry run first, carried out after a confirmation, deleted in time. */
@Entity({ schema: 'enrolment', name: 'bulk_enrolment' })
@Check('bulk_enrolment_state_known', `state IN ('tried', 'validated', 'finished')`)
@Check('bulk_enrolment_finished_says_when', `(state = 'finished') = (finished_at IS NOT NULL)`)
@Index('bulk_enrolment_offering', ['offeringId', 'createdAt'])
@Index('bulk_enrolment_created_at', ['createdAt'])
export class BulkEnrolment {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'bulk_enrolment_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly offeringId!: string;

  @ManyToOne(() => Offering, { nullable: false })
  @JoinColumn({ name: 'offering_id', foreignKeyConstraintName: 'bulk_enrolment_offering_fk' })
  readonly offering?: Relation<Offering>;

  @Column('uuid')
  readonly createdBy!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'created_by', foreignKeyConstraintName: 'bulk_enrolment_created_by_fk' })
  readonly creator?: Relation<Person>;

  @Column('timestamptz')
  readonly createdAt!: Date;

  @Column('text')
  readonly state!: BulkState;

  /** Name of the file, or what stands for it. */
  @Column('text')
  readonly sourceName!: string;

  /** One a person on the list, in the order of the list. */
  @Column('jsonb')
  readonly answers!: BulkAnswer[];

  @Column('timestamptz', { nullable: true })
  readonly finishedAt!: Date | null;
}
