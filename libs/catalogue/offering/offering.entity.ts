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

import {
  ClosedGroup,
  Organisation,
  ORGANISATION_KINDS,
  type OrganisationKind,
  Person,
} from '@academie/people';

import { type Admission, ADMISSIONS, Course, type Mode, MODES } from '../course/course.entity';

export const OFFERING_STATUSES = [
  'concept',
  'published',
  'confirmed',
  'running',
  'held',
  'cancelled',
  'inactive',
] as const;
export type OfferingStatus = (typeof OFFERING_STATUSES)[number];

/** Ways to check in besides being marked by the trainer: by oneself at the code on the screen, or by a ticket. */
export const CHECK_INS = ['self', 'ticket'] as const;
export type CheckIn = (typeof CHECK_INS)[number];

/** Who has to agree before somebody gets a place. */
export const APPROVALS = ['none', 'coordinator', 'organiser'] as const;
export type Approval = (typeof APPROVALS)[number];

/** Kinds of questions: in own words, one of several, any of several, yes or no, a number, a file. */
export const QUESTION_KINDS = ['text', 'choice', 'several', 'yes_no', 'number', 'file'] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];

/** Something asked of the person who enrols. */
export interface Question {
  text: string;
  required: boolean;
  /** Left out is in own words, as questions were before there were kinds. */
  kind?: QuestionKind;
  /** Of a choice: what there is to choose from. */
  options?: string[];
}

export const questionKind = ({ kind }: Pick<Question, 'kind'>): QuestionKind => kind ?? 'text';

/** In these everybody sees it and, while the window is open, may enrol. */
export const OPEN_STATUSES = ['published', 'confirmed', 'running'] as const;

/**
 * A course given once, in one or more sessions; what people enrol in.
 *
 * Its row is the one that every command locks, and it holds the counts of seats: a transaction that
 * has the lock knows how many are left.
 */
@Entity({ schema: 'catalogue', name: 'offering' })
@Check('offering_status_known', `status IN ('${OFFERING_STATUSES.join("', '")}')`)
@Check('offering_mode_known', `mode IN ('${MODES.join("', '")}')`)
@Check('offering_capacity_sane', 'capacity BETWEEN 1 AND 100000')
@Check('offering_minimum_sane', 'minimum BETWEEN 0 AND capacity')
@Check('offering_admission_known', `admission IN ('${ADMISSIONS.join("', '")}')`)
@Check('offering_confidential_is_closed', `NOT confidential OR admission <> 'open'`)
@Check('offering_approval_known', `approval IN ('${APPROVALS.join("', '")}')`)
@Check('offering_approval_days_sane', 'approval_days BETWEEN 1 AND 60')
@Check('offering_offer_hours_sane', 'offer_hours BETWEEN 1 AND 720')
@Check('offering_duty_seats_sane', 'duty_seats BETWEEN 0 AND 1000')
@Check('offering_cancel_before_start', 'starts_at IS NULL OR cancel_until <= starts_at')
@Check('offering_questions_listed', `jsonb_typeof(questions) = 'array'`)
@Check('offering_window', 'enrol_opens_at < enrol_closes_at')
@Check('offering_span', 'starts_at < ends_at')
@Check('offering_closes_before_end', 'ends_at IS NULL OR enrol_closes_at <= ends_at')
@Check(
  'offering_cancelled_says_why',
  `(status = 'cancelled') = (cancelled_at IS NOT NULL AND cancel_reason IS NOT NULL)`,
)
@Check('offering_check_in_known', `check_in <@ ARRAY['${CHECK_INS.join("', '")}']`)
@Check('offering_never_overfull', 'seats_taken <= capacity')
@Check(
  'offering_counts_not_negative',
  'seats_taken >= 0 AND overbooked >= 0 AND waiting_count >= 0',
)
@Index('offering_course', ['courseId', 'startsAt'])
@Index('offering_confidential', ['endsAt'], { where: 'confidential' })
@Index('offering_ended', ['endsAt'], { where: `status IN ('held', 'cancelled')` })
@Index('offering_upcoming', ['startsAt', 'id'], {
  where: `status IN ('${OPEN_STATUSES.join("', '")}')`,
})
export class Offering {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'offering_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly courseId!: string;

  @ManyToOne(() => Course, { nullable: false })
  @JoinColumn({ name: 'course_id', foreignKeyConstraintName: 'offering_course_fk' })
  readonly course?: Relation<Course>;

  @Column('text', { default: 'concept' })
  status!: OfferingStatus;

  @Column('text')
  mode!: Mode;

  @Column('integer')
  capacity!: number;

  /** Fewer than this and it is not given. */
  @Column('integer', { default: 0 })
  minimum!: number;

  /** Null: open from the moment it is published. */
  @Column('timestamptz', { nullable: true })
  enrolOpensAt!: Date | null;

  /** Null: until the first session starts. */
  @Column('timestamptz', { nullable: true })
  enrolClosesAt!: Date | null;

  /** First start of the sessions; null when self-paced. */
  @Column('timestamptz', { nullable: true })
  startsAt!: Date | null;

  /** Last end of the sessions; null when self-paced. */
  @Column('timestamptz', { nullable: true })
  endsAt!: Date | null;

  @Column('uuid', { nullable: true })
  organiserId!: string | null;

  @ManyToOne(() => Person, { nullable: true })
  @JoinColumn({ name: 'organiser_id', foreignKeyConstraintName: 'offering_organiser_fk' })
  readonly organiser?: Relation<Person>;

  /** Only who has a part in it, or is admitted, may know that it exists (sees.sql). */
  @Column('boolean', { default: false })
  confidential!: boolean;

  /** Who comes in (admits.sql); a trigger keeps it at least as closed as its course. */
  @Column('text', { default: 'open' })
  admission!: Admission;

  /** Codes of JobFunction that this one is kept for; empty means everybody the course is for. */
  @Column('text', { array: true, default: [] })
  audiences!: string[];

  /** Labels of this run only, beside those of the course; a target may count by them. */
  @Column('text', { array: true, default: [] })
  tags!: string[];

  /** Practical words for participants. */
  @Column('text', { default: '' })
  note!: string;

  /** None by default: then only the trainer says who was there. */
  @Column('text', { array: true, default: [] })
  checkIn!: CheckIn[];

  @Column('text', { default: 'none' })
  approval!: Approval;

  /** A request that nobody decided on lapses after so many days. */
  @Column('integer', { default: 5 })
  approvalDays!: number;

  /** How long a seat that comes free is kept for the next in line; null gives it at once. */
  @Column('integer', { nullable: true })
  offerHours!: number | null;

  /** While people wait, an organisation without a seat goes before a second seat for another. */
  @Column('boolean', { default: false })
  coverageFirst!: boolean;

  /** So many seats may be offered to people who have to follow the course, before they ask. */
  @Column('integer', { default: 0 })
  dutySeats!: number;

  /** From then on giving up a place is late; null: from when enrolment closes. */
  @Column('timestamptz', { nullable: true })
  cancelUntil!: Date | null;

  /** When it is decided whether it is given, if there is a minimum. */
  @Column('timestamptz', { nullable: true })
  decideAt!: Date | null;

  /** When the organiser was asked to decide. */
  @Column('timestamptz', { nullable: true })
  decisionAskedAt!: Date | null;

  /** Null when nothing is asked, so that enrolling sees at a glance that there is nothing to check. */
  @Column('jsonb', { nullable: true })
  questions!: Question[] | null;

  /** Kept by triggers; nobody else writes it. */
  @Column('boolean', { default: false })
  readonly hasPrerequisites!: boolean;

  @Column('text', { nullable: true })
  cancelReason!: string | null;

  @Column('timestamptz', { nullable: true })
  cancelledAt!: Date | null;

  @Column('timestamptz')
  readonly createdAt!: Date;

  @Column('integer', { default: 1 })
  version!: number;

  /** Kept by a trigger on enrolment.enrolment; nobody else writes it. */
  @Column('integer', { default: 0 })
  readonly seatsTaken!: number;

  /** Seats given on top of the capacity, each with the name of who decided so. */
  @Column('integer', { default: 0 })
  readonly overbooked!: number;

  @Column('integer', { default: 0 })
  readonly waitingCount!: number;
}

/** A part of the audience of an offering besides functions: one organisation, a kind of them, or a closed group. */
@Entity({ schema: 'catalogue', name: 'offering_audience' })
@Check(
  'offering_audience_kind_known',
  `organisation_kind IN ('${ORGANISATION_KINDS.join("', '")}')`,
)
@Check(
  'offering_audience_says_who',
  'num_nonnulls(organisation_id, organisation_kind, group_id) = 1',
)
@Index('offering_audience_offering', ['offeringId'])
export class OfferingAudience {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'offering_audience_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly offeringId!: string;

  @ManyToOne(() => Offering, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'offering_id', foreignKeyConstraintName: 'offering_audience_offering_fk' })
  readonly offering?: Relation<Offering>;

  @Column('uuid', { nullable: true })
  readonly organisationId!: string | null;

  @ManyToOne(() => Organisation, { nullable: true })
  @JoinColumn({
    name: 'organisation_id',
    foreignKeyConstraintName: 'offering_audience_organisation_fk',
  })
  readonly organisation?: Relation<Organisation>;

  @Column('text', { nullable: true })
  readonly organisationKind!: OrganisationKind | null;

  @Column('uuid', { nullable: true })
  readonly groupId!: string | null;

  @ManyToOne(() => ClosedGroup, { nullable: true })
  @JoinColumn({ name: 'group_id', foreignKeyConstraintName: 'offering_audience_group_fk' })
  readonly group?: Relation<ClosedGroup>;
}

/** Somebody who gives an offering. */
@Entity({ schema: 'catalogue', name: 'offering_trainer' })
@Index('offering_trainer_person', ['personId'])
export class OfferingTrainer {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'offering_trainer_pk' })
  readonly offeringId!: string;

  @ManyToOne(() => Offering, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'offering_id', foreignKeyConstraintName: 'offering_trainer_offering_fk' })
  readonly offering?: Relation<Offering>;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'offering_trainer_pk' })
  readonly personId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'offering_trainer_person_fk' })
  readonly person?: Relation<Person>;
}
