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
import { Person } from '@academie/people';

import { Enrolment } from '../place/enrolment.entity';

/** Whom a message is for: who has a seat, those of them who did not say to come, or one person. */
export const MESSAGE_AUDIENCES = ['all', 'unconfirmed', 'one'] as const;
export type MessageAudience = (typeof MESSAGE_AUDIENCES)[number];

/** Something that who gives or organises an offering wrote to its participants, sent at once. */
@Entity({ schema: 'enrolment', name: 'direct_message' })
@Check('direct_message_audience_known', `audience IN ('${MESSAGE_AUDIENCES.join("', '")}')`)
@Check('direct_message_one_says_whom', `(audience = 'one') = (enrolment_id IS NOT NULL)`)
@Check('direct_message_subject_length', 'length(subject) BETWEEN 1 AND 150')
@Check('direct_message_body_length', 'length(body) BETWEEN 1 AND 4000')
@Check('direct_message_recipients_sane', 'recipients >= 0')
@Index('direct_message_offering', ['offeringId', 'createdAt'])
@Index('direct_message_sender', ['senderId'])
@Index('direct_message_enrolment', ['enrolmentId'])
@Index('direct_message_created_at', ['createdAt'])
export class DirectMessage {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'direct_message_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly offeringId!: string;

  @ManyToOne(() => Offering, { nullable: false })
  @JoinColumn({ name: 'offering_id', foreignKeyConstraintName: 'direct_message_offering_fk' })
  readonly offering?: Relation<Offering>;

  @Column('uuid')
  readonly senderId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'sender_id', foreignKeyConstraintName: 'direct_message_sender_fk' })
  readonly sender?: Relation<Person>;

  @Column('text')
  readonly audience!: MessageAudience;

  /** Of the one person it is for. */
  @Column('uuid', { nullable: true })
  readonly enrolmentId!: string | null;

  @ManyToOne(() => Enrolment, { nullable: true, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'enrolment_id', foreignKeyConstraintName: 'direct_message_enrolment_fk' })
  readonly enrolment?: Relation<Enrolment>;

  /** Readers are asked to say that they come. */
  @Column('boolean', { default: false })
  readonly asksComing!: boolean;

  @Column('text')
  readonly subject!: string;

  @Column('text')
  readonly body!: string;

  /** To how many it went; null until the mails are written. */
  @Column('integer', { nullable: true })
  readonly recipients!: number | null;

  @Column('timestamptz')
  readonly createdAt!: Date;
}
