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

import { Programme } from '@academie/catalogue';
import { Organisation, Person } from '@academie/people';

/**
 * Somebody completed all steps of a programme. It names the enrolments by which, so that a later change of the
 * programme takes nothing back; taken back with a date, as a completion of a course is.
 */
@Entity({ schema: 'attendance', name: 'programme_completion' })
@Check('programme_completion_not_ahead', 'completed_at <= recorded_at')
@Check('programme_completion_by_something', 'cardinality(enrolment_ids) > 0')
@Index('programme_completion_once', ['programmeId', 'personId'], {
  unique: true,
  where: 'revoked_at IS NULL',
})
@Index('programme_completion_person', ['personId'])
export class ProgrammeCompletion {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'programme_completion_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly programmeId!: string;

  @ManyToOne(() => Programme, { nullable: false })
  @JoinColumn({
    name: 'programme_id',
    foreignKeyConstraintName: 'programme_completion_programme_fk',
  })
  readonly programme?: Relation<Programme>;

  @Column('uuid')
  readonly personId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'programme_completion_person_fk' })
  readonly person?: Relation<Person>;

  /** For which organisation the person came to the last of its steps. */
  @Column('uuid', { nullable: true })
  readonly organisationId!: string | null;

  @ManyToOne(() => Organisation, { nullable: true })
  @JoinColumn({
    name: 'organisation_id',
    foreignKeyConstraintName: 'programme_completion_organisation_fk',
  })
  readonly organisation?: Relation<Organisation>;

  /** The enrolments that completed its steps. */
  @Column('uuid', { array: true })
  readonly enrolmentIds!: string[];

  /** When the last of those was completed. */
  @Column('timestamptz')
  readonly completedAt!: Date;

  @Column('timestamptz')
  readonly recordedAt!: Date;

  @Column('timestamptz', { nullable: true })
  readonly revokedAt!: Date | null;
}
