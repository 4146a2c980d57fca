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

import { Session } from '@academie/catalogue';
import { Enrolment } from '@academie/enrolment';
import { Person } from '@academie/people';

import { MARK_SOURCES, MARK_VALUES, type MarkSource, type MarkValue } from './mark-value';

/**
 * Somebody said how it was with one person at one session. Marks are added, never changed: which one
 * holds is worked out (current-mark.ts), so that two phones and a bad connection lose nothing.
 */
@Entity({ schema: 'attendance', name: 'mark' })
@Unique('mark_client_id_once', ['clientId'])
@Check('mark_value_known', `value IN ('${MARK_VALUES.join("', '")}')`)
@Check('mark_minutes_sane', 'minutes BETWEEN 0 AND 1440')
@Check('mark_source_known', `source IN ('${MARK_SOURCES.join("', '")}')`)
@Index('mark_current', { synchronize: false })
@Index('mark_enrolment', ['enrolmentId'])
export class Mark {
  @PrimaryColumn({
    type: 'bigint',
    generated: 'identity',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'mark_pk',
  })
  readonly id!: string;

  /** Chosen by the device; the same one again is the same mark. */
  @Column('uuid')
  readonly clientId!: string;

  @Column('uuid')
  readonly sessionId!: string;

  @ManyToOne(() => Session, { nullable: false })
  @JoinColumn({ name: 'session_id', foreignKeyConstraintName: 'mark_session_fk' })
  readonly session?: Relation<Session>;

  @Column('uuid')
  readonly enrolmentId!: string;

  @ManyToOne(() => Enrolment, { nullable: false })
  @JoinColumn({ name: 'enrolment_id', foreignKeyConstraintName: 'mark_enrolment_fk' })
  readonly enrolment?: Relation<Enrolment>;

  @Column('text')
  readonly value!: MarkValue;

  /** How long somebody was there, in minutes; with `partial`. */
  @Column('integer', { nullable: true })
  readonly minutes!: number | null;

  @Column('text')
  readonly source!: MarkSource;

  /** Kept by a trigger: 1 for a source that outranks the others, else 0. */
  @Column({ type: 'smallint', insert: false, update: false })
  readonly authority!: number;

  /** When it was seen, by our clock; `clockOffSeconds` earlier than the device said. */
  @Column('timestamptz')
  readonly occurredAt!: Date;

  /** How far the clock of the device was ahead of ours; null when it was right. */
  @Column('integer', { nullable: true })
  readonly clockOffSeconds!: number | null;

  @Column('timestamptz')
  readonly recordedAt!: Date;

  @Column('uuid', { nullable: true })
  readonly recordedBy!: string | null;

  @ManyToOne(() => Person, { nullable: true })
  @JoinColumn({ name: 'recorded_by', foreignKeyConstraintName: 'mark_recorded_by_fk' })
  readonly recorder?: Relation<Person>;
}
