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

import { Offering } from '@academie/catalogue';
import { Organisation, Person } from '@academie/people';

import {
  CANCELLED_BY,
  type CancelledBy,
  ENROLMENT_SOURCES,
  ENROLMENT_STATES,
  type EnrolmentSource,
  type EnrolmentState,
  LIVE_STATES,
  OUTCOMES,
  type Outcome,
} from './enrolment-state';

const words = (list: readonly string[]): string => `('${list.join("', '")}')`;

/**
 * One person's part in one offering (domain.md 6.2).
 *
 * A cancelled or declined row is kept, because counts look back; the person who comes back gets a new row,
 * linked to the old one, at the end of the list.
 */
@Entity({ schema: 'enrolment', name: 'enrolment' })
@Check('enrolment_state_known', `state IN ${words(ENROLMENT_STATES)}`)
@Check('enrolment_source_known', `source IN ${words(ENROLMENT_SOURCES)}`)
@Check('enrolment_cancelled_says_by', `(state = 'cancelled') = (cancelled_by IS NOT NULL)`)
@Check('enrolment_cancelled_by_known', `cancelled_by IN ${words(CANCELLED_BY)}`)
@Check('enrolment_declined_says_why', `state <> 'declined' OR reason IS NOT NULL`)
@Check('enrolment_offered_until', `(state = 'offered') = (offered_until IS NOT NULL)`)
@Check('enrolment_requested_until', `(state = 'requested') = (decide_by IS NOT NULL)`)
@Check('enrolment_outcome_known', `outcome IN ${words(OUTCOMES)}`)
@Check('enrolment_finished_has_outcome', `(state = 'finished') = (outcome IS NOT NULL)`)
@Check('enrolment_reason_length', 'length(reason) <= 500')
@Index('enrolment_one_live_per_person', ['offeringId', 'personId'], {
  unique: true,
  where: `state IN ${words(LIVE_STATES)}`,
})
@Index('enrolment_waiting_order', { synchronize: false })
@Index('enrolment_requested', ['decideBy'], { where: `state = 'requested'` })
@Index('enrolment_offered', ['offeredUntil'], { where: `state = 'offered'` })
@Index('enrolment_offering', ['offeringId', 'personId'])
@Index('enrolment_person', { synchronize: false })
export class Enrolment {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'enrolment_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly offeringId!: string;

  @ManyToOne(() => Offering, { nullable: false })
  @JoinColumn({ name: 'offering_id', foreignKeyConstraintName: 'enrolment_offering_fk' })
  readonly offering?: Relation<Offering>;

  @Column('uuid')
  readonly personId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'enrolment_person_fk' })
  readonly person?: Relation<Person>;

  /** Where the person worked when enrolling, or said to come from; later moves never change it (invariant 9). */
  @Column('uuid', { nullable: true })
  readonly organisationId!: string | null;

  @ManyToOne(() => Organisation, { nullable: true })
  @JoinColumn({ name: 'organisation_id', foreignKeyConstraintName: 'enrolment_organisation_fk' })
  readonly organisation?: Relation<Organisation>;

  /** Somebody said that the person comes for this organisation; it wins over the dates of memberships. */
  @Column('boolean', { default: false })
  readonly organisationStated!: boolean;

  @Column('text')
  state!: EnrolmentState;

  @Column('text')
  readonly source!: EnrolmentSource;

  /** The order of the waiting list (invariant 3). */
  @Column('timestamptz')
  readonly queuedAt!: Date;

  @Column('integer', { default: 0 })
  readonly priority!: number;

  /** A seat above the capacity, which frees none when it is given up. */
  @Column('boolean', { default: false })
  readonly overbooked!: boolean;

  /** Until when an offered seat is kept; only while it is offered. */
  @Column('timestamptz', { nullable: true })
  offeredUntil!: Date | null;

  /** Until when a request can be decided on; only while it is requested. */
  @Column('timestamptz', { nullable: true })
  decideBy!: Date | null;

  /** When those who decide were reminded of the request. */
  @Column('timestamptz', { nullable: true })
  remindedAt!: Date | null;

  @Column('text', { nullable: true })
  cancelledBy!: CancelledBy | null;

  /** Given up after the last moment to do so in time. */
  @Column('boolean', { default: false })
  late!: boolean;

  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('text', { nullable: true })
  outcome!: Outcome | null;

  /** When the person said to come; void once a session moves. */
  @Column('timestamptz', { nullable: true })
  readonly comingAt!: Date | null;

  @Column('timestamptz')
  changedAt!: Date;

  /** The row of the time before, when somebody comes back. */
  @Column('uuid', { nullable: true })
  readonly previousId!: string | null;

  @ManyToOne(() => Enrolment, { nullable: true })
  @JoinColumn({ name: 'previous_id', foreignKeyConstraintName: 'enrolment_previous_fk' })
  readonly previous?: Relation<Enrolment>;
}
