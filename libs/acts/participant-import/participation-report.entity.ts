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

import { Organisation } from '@academie/people';

import { Import } from '../act/import.entity';
import { Participation } from './participation.entity';

/**
 * What a later list says of somebody whose participation was known already, where it says something
 * else: another start, another completion, another organisation. The enrolment keeps what the first
 * list said; both together are what was reported, so the order in which lists arrive does not matter.
 */
@Entity({ schema: 'acts', name: 'participation_report' })
@Check('participation_report_in_order', 'completed_on >= started_on')
@Index('participation_report_import', ['importId'])
// Of reports that say the same of a participation one holds; nulls are alike.
// Of reports that say the same of a participation one holds; nulls are alike.
@Index('participation_report_once', { synchronize: false })
export class ParticipationReport {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'participation_report_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly enrolmentId!: string;

  @ManyToOne(() => Participation, { nullable: false })
  @JoinColumn({
    name: 'enrolment_id',
    foreignKeyConstraintName: 'participation_report_participation_fk',
  })
  readonly participation?: Relation<Participation>;

  @Column('uuid')
  readonly importId!: string;

  @ManyToOne(() => Import, { nullable: false })
  @JoinColumn({ name: 'import_id', foreignKeyConstraintName: 'participation_report_import_fk' })
  readonly import?: Relation<Import>;

  @Column('timestamptz')
  readonly recordedAt!: Date;

  /** `yyyy-mm-dd` */
  @Column('date')
  readonly startedOn!: string;

  @Column('date', { nullable: true })
  readonly completedOn!: string | null;

  /** The organisation that the list names; null when it names none. */
  @Column('uuid', { nullable: true })
  readonly organisationId!: string | null;

  @ManyToOne(() => Organisation, { nullable: true })
  @JoinColumn({
    name: 'organisation_id',
    foreignKeyConstraintName: 'participation_report_organisation_fk',
  })
  readonly organisation?: Relation<Organisation>;

  /** Its list was taken back: it says nothing any more. */
  @Column('timestamptz', { nullable: true })
  readonly undoneAt!: Date | null;
}
