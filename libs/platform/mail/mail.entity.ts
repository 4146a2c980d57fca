import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

/** A mail to send or sent; the dedupe key makes a second one for the same reason impossible. */
@Entity({ schema: 'platform', name: 'outgoing_mail' })
@Unique('outgoing_mail_once', ['dedupeKey'])
@Index('outgoing_mail_to_send', ['createdAt'], { where: 'sent_at IS NULL AND failed_at IS NULL' })
@Index('outgoing_mail_recent', { synchronize: false })
@Index('outgoing_mail_recipient_person', { synchronize: false })
@Index('outgoing_mail_about', { synchronize: false })
export class OutgoingMail {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'outgoing_mail_pk',
  })
  readonly id!: string;

  @Column('text')
  readonly dedupeKey!: string;

  @Column('text')
  readonly template!: string;

  @Column('text')
  readonly recipient!: string;

  @Column('uuid', { nullable: true })
  readonly recipientPersonId!: string | null;

  /** What it is about, an offering for instance; for the list of what was sent. */
  @Column('uuid', { nullable: true })
  readonly aboutId!: string | null;

  /** One click there takes somebody off the list (RFC 8058). */
  @Column('text', { nullable: true })
  readonly unsubscribeUrl!: string | null;

  /** Holds a link that lets somebody in: its text is not kept once it has gone. */
  @Column('boolean', { default: false })
  readonly secret!: boolean;

  @Column('text')
  readonly subject!: string;

  @Column('text')
  readonly bodyText!: string;

  @Column('text')
  readonly bodyHtml!: string;

  @Column('text', { nullable: true })
  readonly calendar!: string | null;

  @Column('text', { nullable: true })
  readonly calendarMethod!: string | null;

  @Column('timestamptz')
  readonly createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  readonly notBefore!: Date | null;

  @Column('integer', { default: 0 })
  readonly attempts!: number;

  @Column('timestamptz', { nullable: true })
  readonly sentAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  readonly failedAt!: Date | null;

  @Column('text', { nullable: true })
  readonly lastError!: string | null;

  /** The span of OpenTelemetry that wrote it (`markTrace`). */
  @Column('text', {
    nullable: true,
    default: () => "NULLIF(current_setting('academie.traceparent', true), '')",
  })
  readonly traceparent!: string | null;
}
