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

import { Session } from '@academie/catalogue';
import { Person } from '@academie/people';

/** What a trainer writes down of a session, for the others who give or organise the offering. */
@Entity({ schema: 'attendance', name: 'session_note' })
@Check('session_note_body_length', 'length(body) BETWEEN 1 AND 2000')
@Index('session_note_session', ['sessionId'])
@Index('session_note_author', ['authorId'])
@Index('session_note_written_at', ['writtenAt'])
export class SessionNote {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'session_note_pk',
  })
  readonly id!: string;

  @Column('uuid')
  readonly sessionId!: string;

  @ManyToOne(() => Session, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'session_id', foreignKeyConstraintName: 'session_note_session_fk' })
  readonly session?: Relation<Session>;

  @Column('uuid')
  readonly authorId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'author_id', foreignKeyConstraintName: 'session_note_author_fk' })
  readonly author?: Relation<Person>;

  @Column('text')
  readonly body!: string;

  /** For who gives the next session: it stands above that register. */
  @Column('boolean', { default: false })
  readonly handsOver!: boolean;

  @Column('timestamptz')
  readonly writtenAt!: Date;
}
