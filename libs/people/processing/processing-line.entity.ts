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

import { Person } from '../directory/person.entity';

/** Activities of the register of processing (docs/privacy/register.md), by their codes. */
export const PROCESSING_ACTIVITIES = ['administration', 'coordination', 'register'] as const;
export type ProcessingActivity = (typeof PROCESSING_ACTIVITIES)[number];

/**
 * Somebody looked at what the academie keeps of somebody else. In the shape of the standard Logboek
 * Dataverwerkingen: a trace and a span, a name, two moments, a status, and which activity of the register
 * it belongs to. Never what was read.
 */
@Entity({ schema: 'people', name: 'processing_line' })
@Check('processing_line_activity_known', `activity IN ('${PROCESSING_ACTIVITIES.join("', '")}')`)
@Check('processing_line_trace_form', `trace_id ~ '^[0-9a-f]{32}$' AND span_id ~ '^[0-9a-f]{16}$'`)
@Index('processing_line_subject', ['dataSubjectId', 'startedAt'])
@Index('processing_line_actor', ['actorId', 'name', 'startedAt'])
@Index('processing_line_age', ['startedAt'])
export class ProcessingLine {
  /** Sixteen hexadecimal digits, as W3C Trace Context has them. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'processing_line_pk' })
  readonly spanId!: string;

  /** The same for all that one request looked at. */
  @Column('text')
  readonly traceId!: string;

  /** What was done, such as `person.opened`. */
  @Column('text')
  readonly name!: string;

  @Column('text')
  readonly activity!: ProcessingActivity;

  @Column('text', { default: 'ok' })
  readonly status!: string;

  @Column('timestamptz')
  readonly startedAt!: Date;

  @Column('timestamptz')
  readonly endedAt!: Date;

  @Column('uuid')
  readonly actorId!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'actor_id', foreignKeyConstraintName: 'processing_line_actor_fk' })
  readonly actor?: Relation<Person>;

  /** Whose data; null for a search that found nobody. */
  @Column('uuid', { nullable: true })
  readonly dataSubjectId!: string | null;

  @ManyToOne(() => Person, { nullable: true })
  @JoinColumn({ name: 'data_subject_id', foreignKeyConstraintName: 'processing_line_subject_fk' })
  readonly dataSubject?: Relation<Person>;
}
