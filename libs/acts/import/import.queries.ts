import { Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';
import { Clock, Database, NotFound } from '@academie/platform';

import { IMPORT_STATE, importColumns } from '../act/import.entity';
import type {
  ImportColumns,
  ImportState,
  RowOutcome,
  RowProblem,
  UndoReason,
  UndoVerdict,
} from '../act/import.entity';
import { PARTICIPANTS } from '../participant-import/participant-columns';

/** An import and what became of its rows. */
export interface ImportSummary {
  id: string;
  kind: string;
  source: string;
  fileName: string;
  state: ImportState;
  columns: ImportColumns;
  total: number;
  /** Rows that were looked at, or once it is importing: that were written. */
  done: number;
  created: number;
  matched: number;
  skipped: number;
  rejected: number;
  /** Rows that may be there already and wait for an answer. */
  held: number;
  createdAt: Date;
  finishedAt: Date | null;
  /** Who asked to take it back, when and why; null as long as nobody did. */
  undo: { askedAt: Date; by: string | null; reason: UndoReason } | null;
  undoneAt: Date | null;
  /** Rows that were taken back, and those that stayed. */
  undone: number;
  stayed: number;
  /** Whether the reader sent it, and so may confirm it. */
  mine: boolean;
  /** It names people, and the reader only checks numbers: what stood in its cells is not shown. */
  isVeiled: boolean;
}

export interface ImportedRow {
  rowNumber: number;
  outcome: RowOutcome;
  externalId: string | null;
  /** The act it made or is. */
  actId: string | null;
  problems: RowProblem[];
  cells: string[] | null;
  /** What became of it as the list was taken back; null when there was nothing to take back. */
  undone: UndoVerdict | null;
}

/** Whether it is looked at or read in the background. */
const isReading = ({ state }: Pick<ImportSummary, 'state'>): boolean =>
  state === 'validating' || state === 'importing';

/** Whether it is taken back in the background. */
export const isUndoing = ({ undo, undoneAt }: Pick<ImportSummary, 'undo' | 'undoneAt'>): boolean =>
  undo !== null && undoneAt === null;

/** Whether it goes on in the background. */
export const isWorking = (found: Pick<ImportSummary, 'state' | 'undo' | 'undoneAt'>): boolean =>
  isReading(found) || isUndoing(found);

const SUMMARY = `id, kind, source, file_name AS "fileName", ${IMPORT_STATE} AS state, columns,
  total_count AS total, done_count AS done,
  created_count AS created, matched_count AS matched, skipped_count AS skipped,
  rejected_count AS rejected, held_count AS held, created_at AS "createdAt", finished_at AS "finishedAt",
  CASE WHEN undo_asked_at IS NOT NULL THEN jsonb_build_object('askedAt', undo_asked_at, 'reason', undo_reason,
    'by', (SELECT name FROM people.person_name WHERE id = undo_asked_by)) END AS undo,
  undone_at AS "undoneAt", undone_count AS undone, stayed_count AS stayed,
  created_by = $1 AS mine, kind = '${PARTICIPANTS}' AND created_by <> $1 AND NOT $4 AS "isVeiled"`;

const WEEK_MS = 7 * 24 * 3_600_000;

/** Reads imports: your own, and all of them for administrators and auditors. */
@Injectable()
export class ImportQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** How many imports there are of each state that is not the end of one; of those that stopped, since a week. */
  underWay(): Promise<{ state: ImportState; count: number }[]> {
    return this.database.rows(
      `SELECT state, count(*)::int AS count FROM (
         SELECT ${IMPORT_STATE} AS state FROM acts.import
          WHERE state IN ('trying', 'validating', 'tried', 'validated', 'importing') OR (state = 'stopped' AND created_at > $1)
       ) found GROUP BY state`,
      [new Date(this.clock.now().getTime() - WEEK_MS)],
    );
  }

  /**
   * How many lists are looked at or read, how many of those failed and are tried again, and how many were given up in the
   * last week. A list that somebody stopped was not given up.
   */
  async howTheyGetOn(): Promise<{ reading: number; stuck: number; stopped: number }> {
    const found = await this.database.first<{ reading: number; stuck: number; stopped: number }>(
      `SELECT (count(*) FILTER (WHERE state <> 'stopped'))::int AS reading,
              (count(*) FILTER (WHERE state <> 'stopped' AND attempts > 0))::int AS stuck,
              (count(*) FILTER (WHERE state = 'stopped' AND attempts > 0 AND finished_at > $1))::int AS stopped
         FROM acts.import WHERE state IN ('trying', 'validating', 'importing', 'stopped')`,
      [new Date(this.clock.now().getTime() - WEEK_MS)],
    );
    return found ?? { reading: 0, stuck: 0, stopped: 0 };
  }

  /** How many lists were looked at and wait for a yes; a number, and nothing of what is in them. */
  async waiting(): Promise<number> {
    const found = await this.database.first<{ count: number }>(
      `SELECT count(*)::int AS count FROM acts.import WHERE ${IMPORT_STATE} = 'validated'`,
    );
    return found?.count ?? 0;
  }

  /** The latest imports. */
  latest(actor: Actor, limit: number): Promise<ImportSummary[]> {
    return this.database.rows<ImportSummary>(
      `SELECT ${SUMMARY} FROM acts.import WHERE $2 OR created_by = $1
       ORDER BY created_at DESC, id DESC LIMIT $3`,
      [actor.id, seesAll(actor), limit, actor.isAdministrator],
    );
  }

  /** One import. @throws NotFound, also when it is somebody else's. */
  async one(actor: Actor, id: string): Promise<ImportSummary> {
    const found = await this.database.first<ImportSummary>(
      `SELECT ${SUMMARY} FROM acts.import WHERE id = $3 AND ($2 OR created_by = $1)`,
      [actor.id, seesAll(actor), id, actor.isAdministrator],
    );
    if (!found) throw new NotFound();
    return { ...found, columns: importColumns(found.columns) };
  }

  /** Rows of an import in the order of the file, after a row number. Ask `one` first. */
  async rows(
    { id: importId, isVeiled }: Pick<ImportSummary, 'id' | 'isVeiled'>,
    asked: { outcome?: RowOutcome; hasStayed?: boolean; after: number; limit: number },
  ): Promise<ImportedRow[]> {
    const { outcome, hasStayed, after, limit } = asked;
    const found = await this.database.rows<ImportedRow>(
      `SELECT row_number AS "rowNumber", outcome, external_id AS "externalId",
         CASE WHEN (SELECT kind FROM acts.import WHERE id = $1) <> '${PARTICIPANTS}'
           THEN subject_id END AS "actId", problems, cells, undone
       FROM acts.import_row WHERE import_id = $1 AND row_number > $2
         AND ($3::text IS NULL OR outcome = $3)
         ${hasStayed ? "AND undone <> 'done'" : ''} ORDER BY row_number LIMIT $4`,
      [importId, after, outcome ?? null, limit],
    );
    return isVeiled ? found.map(veiled) : found;
  }

  /** All rejected rows, in batches. */
  async *rejected(found: Pick<ImportSummary, 'id' | 'isVeiled'>): AsyncGenerator<ImportedRow> {
    let after: number | undefined = 0;
    while (after !== undefined) {
      const batch: ImportedRow[] = await this.rows(found, {
        outcome: 'rejected',
        after,
        limit: 1000,
      });
      yield* batch;
      after = batch.length === 1000 ? batch.at(-1)?.rowNumber : undefined;
    }
  }
}

const seesAll = (actor: Actor): boolean => actor.isAdministrator || actor.is('auditor');

const veiled = (row: ImportedRow): ImportedRow => ({
  ...row,
  externalId: null,
  cells: null,
  problems: row.problems.map((problem) => ({ ...problem, value: '' })),
});
