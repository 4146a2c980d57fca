import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
  Unique,
} from 'typeorm';

import { Enrolment } from '@academie/enrolment';

import { Import } from '../act/import.entity';

/** Somebody's part in a course elsewhere, as its provider names it; the enrolment stands for it. */
@Entity({ schema: 'acts', name: 'participation' })
@Unique('participation_external_once', ['source', 'externalId'])
@Index('participation_import', ['importId'])
@Index('participation_undone', ['undoneAt'], { where: 'undone_at IS NOT NULL' })
export class Participation {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'participation_pk' })
  readonly enrolmentId!: string;

  @ManyToOne(() => Enrolment, { nullable: false })
  @JoinColumn({ name: 'enrolment_id', foreignKeyConstraintName: 'participation_enrolment_fk' })
  readonly enrolment?: Relation<Enrolment>;

  @Column('uuid')
  readonly importId!: string;

  @ManyToOne(() => Import, { nullable: false })
  @JoinColumn({ name: 'import_id', foreignKeyConstraintName: 'participation_import_fk' })
  readonly import?: Relation<Import>;

  /** The system the row comes from. */
  @Column('text')
  readonly source!: string;

  /** What the provider calls the row; unique within the source. */
  @Column('text', { nullable: true })
  readonly externalId!: string | null;

  /** Its list was taken back: it counts no more, and the same list can come again. */
  @Column('timestamptz', { nullable: true })
  readonly undoneAt!: Date | null;
}
