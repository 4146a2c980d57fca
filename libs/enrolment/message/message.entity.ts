import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
  Unique,
} from 'typeorm';

import { Course, Offering } from '@academie/catalogue';
import { Person } from '@academie/people';

/** What an organiser changed about one message, of a course or of one offering; or made up. */
@Entity({ schema: 'enrolment', name: 'message_rule' })
@Check('message_rule_of_one', 'num_nonnulls(course_id, offering_id) = 1')
@Check('message_rule_kind_form', `kind ~ '^[a-z][a-z-]{0,39}$'`)
@Check('message_rule_days_sane', 'days BETWEEN 0 AND 90')
@Check('message_rule_subject_length', 'length(subject) BETWEEN 1 AND 150')
@Check('message_rule_body_length', 'length(body) BETWEEN 1 AND 4000')
@Check(
  'message_rule_own_says_all',
  `kind NOT IN ('own-before', 'own-after') OR num_nonnulls(days, subject, body) = 3`,
)
@Index('message_rule_once', { synchronize: false })
@Index('message_rule_offering', ['offeringId'])
@Index('message_rule_course', ['courseId'])
export class MessageRule {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'message_rule_pk',
  })
  readonly id!: string;

  @Column('uuid', { nullable: true })
  readonly courseId!: string | null;

  @ManyToOne(() => Course, { nullable: true })
  @JoinColumn({ name: 'course_id', foreignKeyConstraintName: 'message_rule_course_fk' })
  readonly course?: Relation<Course>;

  @Column('uuid', { nullable: true })
  readonly offeringId!: string | null;

  @ManyToOne(() => Offering, { nullable: true })
  @JoinColumn({ name: 'offering_id', foreignKeyConstraintName: 'message_rule_offering_fk' })
  readonly offering?: Relation<Offering>;

  /** A kind of message-kinds.yaml, or own-before or own-after. */
  @Column('text')
  readonly kind!: string;

  @Column('boolean')
  readonly enabled!: boolean;

  @Column('integer', { nullable: true })
  readonly days!: number | null;

  /** Null is as it comes. */
  @Column('text', { nullable: true })
  readonly subject!: string | null;

  @Column('text', { nullable: true })
  readonly body!: string | null;

  @Column('timestamptz')
  readonly changedAt!: Date;

  @Column('uuid')
  readonly changedBy!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'changed_by', foreignKeyConstraintName: 'message_rule_changed_by_fk' })
  readonly changer?: Relation<Person>;

  @Column('integer', { default: 1 })
  readonly version!: number;
}

/** Which messages somebody refuses, and the token in the link that says so. */
@Entity({ schema: 'enrolment', name: 'message_preference' })
@Unique('message_preference_token_unique', ['token'])
export class MessagePreference {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'message_preference_pk' })
  readonly personId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'message_preference_person_fk' })
  readonly person?: Relation<Person>;

  /** Opens and shows nothing, so it is kept as it is. */
  @Column('text')
  readonly token!: string;

  @Column('text', { array: true, default: '{}' })
  readonly refused!: string[];

  @Column('timestamptz')
  readonly changedAt!: Date;
}
