import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';

import { Programme } from '@academie/catalogue';
import { Person } from '@academie/people';

/**
 * Somebody follows a programme. It holds no place: places are in the offerings of its courses, each by its own
 * rules. How far somebody is follows from those.
 */
@Entity({ schema: 'enrolment', name: 'programme_enrolment' })
@Index('programme_enrolment_person', ['personId'])
export class ProgrammeEnrolment {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'programme_enrolment_pk' })
  readonly programmeId!: string;

  @ManyToOne(() => Programme, { nullable: false })
  @JoinColumn({
    name: 'programme_id',
    foreignKeyConstraintName: 'programme_enrolment_programme_fk',
  })
  readonly programme?: Relation<Programme>;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'programme_enrolment_pk' })
  readonly personId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'programme_enrolment_person_fk' })
  readonly person?: Relation<Person>;

  @Column('timestamptz')
  readonly startedAt!: Date;

  /** Stopped following; places that were taken stay. Null while following. */
  @Column('timestamptz', { nullable: true })
  readonly leftAt!: Date | null;
}
