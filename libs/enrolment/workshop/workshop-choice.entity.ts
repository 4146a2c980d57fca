import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';

import { Workshop } from '@academie/catalogue';

import { Enrolment } from '../place/enrolment.entity';

/** Which workshop of a round somebody goes to, within the one enrolment; gone when the place is given up. */
@Entity({ schema: 'enrolment', name: 'workshop_choice' })
@Index('workshop_choice_workshop', ['workshopId'])
export class WorkshopChoice {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'workshop_choice_pk' })
  readonly enrolmentId!: string;

  @ManyToOne(() => Enrolment, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'enrolment_id', foreignKeyConstraintName: 'workshop_choice_enrolment_fk' })
  readonly enrolment?: Relation<Enrolment>;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'workshop_choice_pk' })
  readonly round!: number;

  @Column('uuid')
  readonly workshopId!: string;

  @ManyToOne(() => Workshop, { nullable: false })
  @JoinColumn({ name: 'workshop_id', foreignKeyConstraintName: 'workshop_choice_workshop_fk' })
  readonly workshop?: Relation<Workshop>;

  @Column('timestamptz')
  readonly chosenAt!: Date;
}
