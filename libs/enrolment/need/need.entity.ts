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

import { Person } from '@academie/people';

import { Enrolment } from '../place/enrolment.entity';

/** What somebody needs at one offering; who gives or organises it reads it, and nobody else. */
@Entity({ schema: 'enrolment', name: 'need' })
@Check('need_diet_length', 'length(diet) <= 200')
@Check('need_access_length', 'length(access) <= 500')
@Check('need_says_something', `diet <> '' OR access <> ''`)
@Index('need_person', ['personId', 'toldAt'])
export class Need {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'need_pk' })
  readonly enrolmentId!: string;

  @ManyToOne(() => Enrolment, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'enrolment_id', foreignKeyConstraintName: 'need_enrolment_fk' })
  readonly enrolment?: Relation<Enrolment>;

  /** Of the enrolment; so that the own data hold it. */
  @Column('uuid')
  readonly personId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'need_person_fk' })
  readonly person?: Relation<Person>;

  /** "Vegetarisch, geen noten" */
  @Column('text', { default: '' })
  readonly diet!: string;

  /** "Ik gebruik een rolstoel" */
  @Column('text', { default: '' })
  readonly access!: string;

  @Column('timestamptz')
  readonly toldAt!: Date;
}
