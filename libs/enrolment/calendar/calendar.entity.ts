import {
  Check,
  Column,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
  Unique,
} from 'typeorm';

import { Session } from '@academie/catalogue';
import { Person } from '@academie/people';

/** What was last sent to somebody's calendar about a session; the sequence only rises (invariant 7). */
@Entity({ schema: 'enrolment', name: 'calendar_entry' })
@Unique('calendar_entry_uid_unique', ['uid'])
@Check('calendar_entry_method_known', `method IN ('REQUEST', 'CANCEL')`)
export class CalendarEntry {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'calendar_entry_pk' })
  readonly personId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'calendar_entry_person_fk' })
  readonly person?: Relation<Person>;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'calendar_entry_pk' })
  readonly sessionId!: string;

  @ManyToOne(() => Session, { nullable: false })
  @JoinColumn({ name: 'session_id', foreignKeyConstraintName: 'calendar_entry_session_fk' })
  readonly session?: Relation<Session>;

  @Column('text')
  readonly uid!: string;

  @Column('integer')
  readonly sequence!: number;

  /** The sequence of the session itself when this was sent. */
  @Column('integer')
  readonly sessionSequence!: number;

  @Column('text')
  readonly method!: 'REQUEST' | 'CANCEL';
}

/** The secret address under which somebody's calendar program fetches their sessions. */
@Entity({ schema: 'enrolment', name: 'calendar_feed' })
@Unique('calendar_feed_token_unique', ['tokenHash'])
export class CalendarFeed {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'calendar_feed_pk' })
  readonly personId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'calendar_feed_person_fk' })
  readonly person?: Relation<Person>;

  @Column('bytea')
  readonly tokenHash!: Buffer;

  @Column('timestamptz')
  readonly createdAt!: Date;
}
