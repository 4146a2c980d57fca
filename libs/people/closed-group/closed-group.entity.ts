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

import { Person } from '../directory/person.entity';

/** People whom something can be meant for and nobody else: the CISO network, town clerks. */
@Entity({ schema: 'people', name: 'closed_group' })
@Check('closed_group_name_length', 'length(name) BETWEEN 1 AND 100')
@Check('closed_group_purpose_length', 'length(purpose) <= 500')
@Index('closed_group_name_once', { synchronize: false })
export class ClosedGroup {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'closed_group_pk',
  })
  readonly id!: string;

  @Column('text')
  name!: string;

  /** What it is for, in a sentence. */
  @Column('text', { default: '' })
  purpose!: string;

  @Column('timestamptz')
  readonly createdAt!: Date;

  /** From then on nobody belongs to it any more. */
  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;
}

/** Somebody is or was in a closed group; rows of those who left stay, as history. */
@Entity({ schema: 'people', name: 'closed_group_member' })
@Index('closed_group_member_once', ['groupId', 'personId'], {
  unique: true,
  where: 'left_at IS NULL',
})
@Index('closed_group_member_person', ['personId'])
export class ClosedGroupMember {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'closed_group_member_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly groupId!: string;

  @ManyToOne(() => ClosedGroup, { nullable: false })
  @JoinColumn({ name: 'group_id', foreignKeyConstraintName: 'closed_group_member_group_fk' })
  readonly group?: Relation<ClosedGroup>;

  @Column('uuid')
  readonly personId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'closed_group_member_person_fk' })
  readonly person?: Relation<Person>;

  /** Whether this member adds and removes others. */
  @Column('boolean', { default: false })
  manages!: boolean;

  @Column('timestamptz')
  readonly joinedAt!: Date;

  @Column('uuid', { nullable: true })
  readonly addedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  leftAt!: Date | null;
}
