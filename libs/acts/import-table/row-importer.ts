import type { EntityManager } from 'typeorm';

import type { ImportColumn } from './import-columns';
import type { ImportContent } from './import-content';
import type { ImportColumns, RowOutcome, RowProblem } from '../act/import.entity';

/** What becomes of one row. */
export interface RowResult {
  rowNumber: number;
  outcome: RowOutcome;
  externalId: string | null;
  /** What it made or found. */
  subjectId: string | null;
  /** Why it was rejected; of a row that was not, what is good to know. */
  problems: RowProblem[];
  /** The cells, when it was rejected. */
  cells: string[] | null;
}

/** What the import of one kind of rows does, beside keeping the file and its answers. */
export interface RowImporter {
  readonly kind: string;
  readonly columns: readonly ImportColumn[];
  /** Begins to read the rows of a table. */
  read(content: ImportContent, columns: ImportColumns): RowReader;
}

/**
 * A table being read, a part at a time: rows `from` up to and not including `until`, counted from 0.
 * Each part begins where the one before it ended or later. Every row gets exactly one answer.
 */
export interface RowReader {
  /** What becomes of each row, in their order, without writing anything. */
  dryRun(tx: EntityManager, from: number, until: number): Promise<RowResult[]>;
  /** Writes the rows down and says what became of each. */
  write(tx: EntityManager, importId: string, from: number, until: number): Promise<RowResult[]>;
}

/** What the sender says about a file. */
export interface ImportRequestFacts {
  kind: string;
  /** The system the rows come from; external ids are unique within it. */
  source: string;
}
