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

import { Person } from '@academie/people';

/**
 * `validating` and `importing` go on in the background; `validated` waits for a confirmation. `stopped`: it
 * failed five times, and what was written until then stays. `expired`: nobody confirmed it.
 */
export type ImportState =
  | 'validating'
  | 'validated'
  | 'importing'
  | 'finished'
  | 'stopped'
  | 'expired';
/** SQL for the state of a row, which may have the words that the release before this one writes. */
export const IMPORT_STATE = `CASE state WHEN 'trying' THEN 'validating' WHEN 'tried' THEN 'validated' ELSE state END`;
/** `held`: it may be there already, and waits for a theme lead. */
export type RowOutcome = 'created' | 'matched' | 'skipped' | 'rejected' | 'held';

/**
 * What other cells of a column make doubtful: a day in digits, since one of them has its month first, or a dot
 * in a number, since one of them is a decimal point.
 */
export type ColumnDoubt = 'american' | 'point';

/** Why a list is taken back. A closed list: a free text would invite what must not be written down. */
export const UNDO_REASONS = ['wrong_file', 'mistakes', 'duplicate', 'other'] as const;
export type UndoReason = (typeof UNDO_REASONS)[number];

/**
 * What became of a row as its list was taken back. It stays when somebody changed it, when another list or
 * somebody confirmed it, when its person was erased, or when it is beyond who asked.
 */
export const UNDO_VERDICTS = ['done', 'changed', 'confirmed', 'erased', 'beyond'] as const;
export type UndoVerdict = (typeof UNDO_VERDICTS)[number];

/** The columns of the file that are fields, in the order of its rows, and the rest of its header. */
export interface ImportColumns {
  /** `index` is the place of the column in a file, from 0. */
  found: { field: string; header: string; index?: number }[];
  unused: string[];
  /** By field. */
  doubts: Record<string, ColumnDoubt>;
  /** Rows that are hidden in the workbook: how many, the numbers of the first ones, and whether they count. */
  hidden: { count: number; rows: number[]; isTaken: boolean };
}

/** The columns as they are kept; an import of an earlier release says less of them. */
export const importColumns = (kept: Partial<ImportColumns>): ImportColumns => ({
  found: [],
  unused: [],
  doubts: {},
  ...kept,
  hidden: kept.hidden ?? { count: 0, rows: [], isTaken: false },
});

/** One thing wrong with a row: its sentence is `acts.problem.<code>`. */
export interface RowProblem {
  field: string;
  code: string;
  params?: Record<string, string | number>;
  /** What stood there, shortened. */
  value: string;
}

/**
 * A file with acts. It is validated first, which writes no act; the same bytes are imported once somebody
 * says yes, and are thrown away after that.
 */
@Entity({ schema: 'acts', name: 'import' })
@Check(
  'import_state_known',
  `state IN ('trying', 'tried', 'validating', 'validated', 'importing', 'finished', 'stopped', 'expired')`,
)
@Check(
  'import_kept_until_done',
  `(content IS NOT NULL) = (state IN ('trying', 'tried', 'validating', 'validated', 'importing'))`,
)
@Check('import_done_within', 'done_count BETWEEN 0 AND total_count')
@Check('import_source_form', `source ~ '^[a-z0-9][a-z0-9._-]{0,39}$'`)
@Check(
  'import_undo_says_why',
  '(undo_asked_at IS NULL) = (undo_reason IS NULL) AND (undo_asked_at IS NULL) = (undo_asked_by IS NULL)',
)
@Check('import_undo_reason_known', `undo_reason IN ('${UNDO_REASONS.join("', '")}')`)
@Check('import_undone_when_asked', 'undone_at >= undo_asked_at')
@Index('import_created_at', { synchronize: false })
@Index('import_undoing', ['undoAskedAt', 'id'], {
  where: 'undo_asked_at IS NOT NULL AND undone_at IS NULL',
})
@Index('import_working', ['createdAt', 'id'], {
  where: `state IN ('trying', 'validating', 'importing')`,
})
export class Import {
  @PrimaryColumn('uuid', {
    default: () => 'platform.uuid_v7()',
    primaryKeyConstraintName: 'import_pk',
  })
  readonly id!: string;

  @Column('text')
  readonly kind!: string;

  /** The system the file comes from; external ids are unique within it. */
  @Column('text')
  readonly source!: string;

  @Column('text')
  readonly fileName!: string;

  @Column('text')
  state!: ImportState;

  /** The cells of the columns we use, zipped, until they are imported. */
  @Column('bytea', { nullable: true })
  content!: Buffer | null;

  @Column('jsonb', { default: { found: [], unused: [] } })
  readonly columns!: ImportColumns;

  @Column('integer', { default: 0 })
  totalCount!: number;

  /** Rows that were looked at, or once it is importing: that were written. */
  @Column('integer', { default: 0 })
  doneCount!: number;

  /** How often the next rows went wrong, and when they are tried again. */
  @Column('integer', { default: 0 })
  attempts!: number;

  @Column('timestamptz', { nullable: true })
  notBefore!: Date | null;

  @Column('timestamptz')
  readonly createdAt!: Date;

  @Column('uuid')
  readonly createdBy!: string;

  @ManyToOne(() => Person, { nullable: false })
  @JoinColumn({ name: 'created_by', foreignKeyConstraintName: 'import_created_by_fk' })
  readonly creator?: Relation<Person>;

  @Column('timestamptz', { nullable: true })
  finishedAt!: Date | null;

  @Column('integer', { default: 0 })
  createdCount!: number;

  @Column('integer', { default: 0 })
  matchedCount!: number;

  @Column('integer', { default: 0 })
  skippedCount!: number;

  @Column('integer', { default: 0 })
  rejectedCount!: number;

  @Column('integer', { default: 0 })
  heldCount!: number;

  @Column('text', { nullable: true })
  readonly undoReason!: UndoReason | null;

  @Column('timestamptz', { nullable: true })
  readonly undoAskedAt!: Date | null;

  @Column('uuid', { nullable: true })
  readonly undoAskedBy!: string | null;

  @ManyToOne(() => Person, { nullable: true })
  @JoinColumn({ name: 'undo_asked_by', foreignKeyConstraintName: 'import_undo_asked_by_fk' })
  readonly undoer?: Relation<Person>;

  /** The last row that was taken back so far. */
  @Column('integer', { default: 0 })
  readonly undoRow!: number;

  @Column('timestamptz', { nullable: true })
  readonly undoneAt!: Date | null;

  /** Rows that were taken back, and those that stayed. */
  @Column('integer', { default: 0 })
  readonly undoneCount!: number;

  @Column('integer', { default: 0 })
  readonly stayedCount!: number;
}

/** What became of one row, numbered as a spreadsheet does: the header of a file is row 1. */
@Entity({ schema: 'acts', name: 'import_row' })
@Check(
  'import_row_outcome_known',
  `outcome IN ('created', 'matched', 'skipped', 'rejected', 'held')`,
)
@Check('import_row_rejected_says_why', `outcome <> 'rejected' OR jsonb_array_length(problems) > 0`)
@Check('import_row_undone_known', `undone IN ('${UNDO_VERDICTS.join("', '")}')`)
@Index('import_row_rejected', ['importId', 'rowNumber'], { where: `outcome = 'rejected'` })
@Index('import_row_subject', ['subjectId'], { where: 'subject_id IS NOT NULL' })
@Index('import_row_stayed', ['importId', 'rowNumber'], { where: `undone <> 'done'` })
export class ImportRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'import_row_pk' })
  readonly importId!: string;

  @ManyToOne(() => Import, { nullable: false, onDelete: 'CASCADE' })
  @JoinColumn({ name: 'import_id', foreignKeyConstraintName: 'import_row_import_fk' })
  readonly import?: Relation<Import>;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'import_row_pk' })
  readonly rowNumber!: number;

  @Column('text')
  readonly outcome!: RowOutcome;

  @Column('text', { nullable: true })
  readonly externalId!: string | null;

  /** The act it made or found. */
  @Column('uuid', { nullable: true })
  readonly subjectId!: string | null;

  /** Why it was rejected. */
  @Column('jsonb', { default: [] })
  readonly problems!: RowProblem[];

  @Column('text', { array: true, nullable: true })
  readonly cells!: string[] | null;

  /** What became of it as the list was taken back; null when there was nothing to take back. */
  @Column('text', { nullable: true })
  readonly undone!: UndoVerdict | null;
}
