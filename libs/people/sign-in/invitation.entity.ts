import {
  Column,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
  Unique,
} from 'typeorm';

import { Person } from '../directory/person.entity';

/** The link with which somebody who was invited makes an account; one a person. */
@Entity({ schema: 'people', name: 'invitation' })
@Unique('invitation_token_unique', ['tokenHash'])
export class Invitation {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'invitation_pk' })
  readonly personId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'invitation_person_fk' })
  readonly person?: Relation<Person>;

  @Column('bytea')
  readonly tokenHash!: Buffer;

  @Column('timestamptz')
  readonly createdAt!: Date;

  @Column('uuid', { nullable: true })
  readonly createdBy!: string | null;

  @ManyToOne(() => Person, { nullable: true })
  @JoinColumn({ name: 'created_by', foreignKeyConstraintName: 'invitation_created_by_fk' })
  readonly creator?: Relation<Person>;

  @Column('timestamptz')
  readonly expiresAt!: Date;

  @Column('timestamptz', { nullable: true })
  readonly acceptedAt!: Date | null;
}
