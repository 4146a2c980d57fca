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

import { Organisation } from '../directory/organisation.entity';
import { Person } from '../directory/person.entity';

export const ENDING_PARTS = [
  'job-ended',
  'job-begun',
  'job-moved',
  'job-made-main',
  'role-ended',
  'role-begun',
] as const;

/** A municipality that goes up in another: planned, done on its day, undone when that was wrong. */
@Entity({ schema: 'people', name: 'organisation_ending' })
@Check('organisation_ending_in_another', 'organisation_id <> successor_id')
@Check('organisation_ending_reason_length', 'length(reason) BETWEEN 1 AND 500')
@Check(
  'organisation_ending_undo_says_why',
  '(undone_at IS NULL) = (undone_by IS NULL) AND (undone_at IS NULL) = (undo_reason IS NULL)',
)
@Index('organisation_ending_once', ['organisationId'], {
  unique: true,
  where: 'undone_at IS NULL',
})
@Index('organisation_ending_successor', ['successorId'])
@Index('organisation_ending_due', ['endsOn'], {
  where: 'done_at IS NULL AND undone_at IS NULL',
})
export class OrganisationEnding {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'organisation_ending_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly organisationId!: string;

  @ManyToOne(() => Organisation, { nullable: false })
  @JoinColumn({
    name: 'organisation_id',
    foreignKeyConstraintName: 'organisation_ending_organisation_fk',
  })
  readonly organisation?: Relation<Organisation>;

  @Column('uuid')
  readonly successorId!: string;

  @ManyToOne(() => Organisation, { nullable: false })
  @JoinColumn({
    name: 'successor_id',
    foreignKeyConstraintName: 'organisation_ending_successor_fk',
  })
  readonly successor?: Relation<Organisation>;

  /** First day on which it no longer exists. */
  @Column('date')
  readonly endsOn!: string;

  @Column('text')
  readonly reason!: string;

  @Column('timestamptz')
  readonly plannedAt!: Date;

  @Column('uuid')
  readonly plannedBy!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'planned_by', foreignKeyConstraintName: 'organisation_ending_planned_by_fk' })
  readonly planner?: Relation<Person>;

  @Column('timestamptz', { nullable: true })
  doneAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  undoneAt!: Date | null;

  @Column('uuid', { nullable: true })
  undoneBy!: string | null;

  @ManyToOne(() => Person, { nullable: true })
  @JoinColumn({ name: 'undone_by', foreignKeyConstraintName: 'organisation_ending_undone_by_fk' })
  readonly undoer?: Relation<Person>;

  @Column('text', { nullable: true })
  undoReason!: string | null;
}

/** What happened to a job or a role when an organisation ended. */
@Entity({ schema: 'people', name: 'organisation_ending_move' })
@Check('organisation_ending_move_part_known', `part IN ('${ENDING_PARTS.join("', '")}')`)
export class OrganisationEndingMove {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'organisation_ending_move_pk' })
  readonly endingId!: string;

  @ManyToOne(() => OrganisationEnding, { nullable: false })
  @JoinColumn({
    name: 'ending_id',
    foreignKeyConstraintName: 'organisation_ending_move_ending_fk',
  })
  readonly ending?: Relation<OrganisationEnding>;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'organisation_ending_move_pk' })
  readonly part!: (typeof ENDING_PARTS)[number];

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'organisation_ending_move_pk' })
  readonly rowId!: string;
}
