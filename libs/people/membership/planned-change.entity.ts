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

import type { Grant } from '../access/actor';
import { Organisation } from '../directory/organisation.entity';
import { Person } from '../directory/person.entity';

/** What happens on a later day: a job begins, gets other functions, moves or ends, or a role begins. */
export const PLANNED_KINDS = ['begin', 'functions', 'move', 'end', 'role'] as const;
export type PlannedKind = (typeof PLANNED_KINDS)[number];

/**
 * A change that takes effect on a later day. Until then nothing of it is in the tables that say how things
 * are, so whatever asks for now need not look at days to come. Rows stay, as history.
 */
@Entity({ schema: 'people', name: 'planned_change' })
@Check('planned_change_kind_known', `kind IN ('${PLANNED_KINDS.join("', '")}')`)
@Check('planned_change_role_says_which', `(kind = 'role') = (role IS NOT NULL)`)
@Check('planned_change_work_says_where', `kind = 'role' OR organisation_id IS NOT NULL`)
@Check('planned_change_moves_to', `(kind = 'move') = (to_organisation_id IS NOT NULL)`)
@Check('planned_change_one_outcome', 'num_nonnulls(done_at, withdrawn_at) <= 1')
@Check('planned_change_failed_is_done', 'failure IS NULL OR done_at IS NOT NULL')
@Index('planned_change_due', ['onDay', 'id'], { where: 'done_at IS NULL AND withdrawn_at IS NULL' })
@Index('planned_change_person', ['personId'])
@Index('planned_change_organisation', ['organisationId'])
export class PlannedChange {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'planned_change_pk' })
  readonly id!: string;

  @Column('text')
  readonly kind!: PlannedKind;

  @Column('uuid')
  readonly personId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'planned_change_person_fk' })
  readonly person?: Relation<Person>;

  /** Where the job is, or begins; of a role the organisation that it is for. */
  @Column('uuid', { nullable: true })
  readonly organisationId!: string | null;

  @ManyToOne(() => Organisation, { nullable: true })
  @JoinColumn({
    name: 'organisation_id',
    foreignKeyConstraintName: 'planned_change_organisation_fk',
  })
  readonly organisation?: Relation<Organisation>;

  /** Of a move: where the person works from that day on. */
  @Column('uuid', { nullable: true })
  readonly toOrganisationId!: string | null;

  @ManyToOne(() => Organisation, { nullable: true })
  @JoinColumn({ name: 'to_organisation_id', foreignKeyConstraintName: 'planned_change_to_fk' })
  readonly to?: Relation<Organisation>;

  /** Codes. */
  @Column('text', { array: true, default: '{}' })
  readonly functions!: string[];

  @Column('text', { nullable: true })
  readonly role!: Grant['role'] | null;

  /** Of a role for a theme. */
  @Column('uuid', { nullable: true })
  readonly themeId!: string | null;

  /** Of a role: from when on it no longer holds; null for no end. */
  @Column('timestamptz', { nullable: true })
  readonly roleEndsAt!: Date | null;

  /** The first day on which it is so, in Amsterdam. */
  @Column('date')
  readonly onDay!: string;

  @Column('timestamptz')
  readonly plannedAt!: Date;

  @Column('uuid')
  readonly plannedBy!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'planned_by', foreignKeyConstraintName: 'planned_change_planned_by_fk' })
  readonly planner?: Relation<Person>;

  @Column('timestamptz', { nullable: true })
  readonly doneAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  readonly withdrawnAt!: Date | null;

  /** Code of the refusal, when the day came and it could not be. */
  @Column('text', { nullable: true })
  readonly failure!: string | null;
}
