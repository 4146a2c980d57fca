import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';

import { Enrolment } from '@academie/enrolment';

/** When somebody was last reminded of lessons by a trainer or coordinator, so that nobody is nagged. */
@Entity({ schema: 'elearning', name: 'reminder' })
export class Reminder {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'reminder_pk' })
  readonly enrolmentId!: string;

  @ManyToOne(() => Enrolment, { nullable: false })
  @JoinColumn({ name: 'enrolment_id', foreignKeyConstraintName: 'reminder_enrolment_fk' })
  readonly enrolment?: Relation<Enrolment>;

  @Column('timestamptz')
  readonly remindedAt!: Date;
}
