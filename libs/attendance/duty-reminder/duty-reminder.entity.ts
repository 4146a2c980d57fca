import {
  Check,
  Column,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';

import { Duty } from '../duty/duty.entity';

/** Somebody was told of a duty: once for each step. */
@Entity({ schema: 'attendance', name: 'duty_reminder' })
@Check('duty_reminder_step_known', `step ~ '^(new|-?[0-9]{1,3})$'`)
export class DutyReminder {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'duty_reminder_pk' })
  readonly dutyId!: string;

  @ManyToOne(() => Duty, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'duty_id', foreignKeyConstraintName: 'duty_reminder_duty_fk' })
  readonly duty?: Relation<Duty>;

  /** `new`, or how many days before it was due. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'duty_reminder_pk' })
  readonly step!: string;

  @Column('timestamptz')
  readonly sentAt!: Date;
}
