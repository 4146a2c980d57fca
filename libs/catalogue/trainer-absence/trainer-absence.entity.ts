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

/** Days on which a trainer cannot give anything. Why is nobody's business, so there is no place to say it. */
@Entity({ schema: 'catalogue', name: 'trainer_absence' })
@Check('trainer_absence_days_in_order', 'first_day <= last_day')
@Index('trainer_absence_person', ['personId', 'lastDay'])
@Index('trainer_absence_last_day', ['lastDay'])
export class TrainerAbsence {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'trainer_absence_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly personId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'trainer_absence_person_fk' })
  readonly person?: Relation<Person>;

  /** Days in Amsterdam, `yyyy-mm-dd`, both included. */
  @Column('date')
  readonly firstDay!: string;

  @Column('date')
  readonly lastDay!: string;
}
