import { createHash } from 'node:crypto';

import type { Database } from '@academie/platform';
import type { EntityManager } from 'typeorm';

import type { ActScope } from '../kind/act-access';
import type { ActDraft, ActProblem } from '../act/act-input';
import type { ActCounting } from '../act/act-counting';
import type { ActKind } from '../kind/act-kind';
import { differenceOf } from '../act/act-duplicates';
import { type Alike, AlikeActs, AlikeRows } from './alike';
import { fieldName } from '../act/act-labels';
import { dutchDay, onceInYearOf } from '../act/act.service';
import { type Existing, existingActs, keysOf } from './import-existing';
import { nameOfRow } from '../held-row/held-rows';
import { cellProblems } from '../import-table/cell-problems';
import type { ImportContent } from '../import-table/import-content';
import type { ImportRow } from '../import-table/import-table';
import { actField, type ReadRow, type RowCells, type RowReader } from './import-row';
import type { ImportColumns, RowProblem } from '../act/import.entity';
import type { RowResult } from '../import-table/row-importer';
import { printable } from '../import-table/strip-control-characters';
import { RowsInOrder } from '../import-table/sequential-rows';

const BATCH = 500;
const SHOWN_VALUE = 60;

/** What becomes of one row; `draft` is there when an act is to be created. */
export interface ActAnswer extends RowResult {
  draft?: ActDraft;
  /** There when the row is to wait: what it says, and what it looks like. */
  holds?: { draft: ActDraft; name: string; alike: Alike | undefined };
}

/** Where the rows go and who sends them. */
export interface ImportTarget {
  kind: ActKind;
  source: string;
  scope: ActScope;
  reader: RowReader;
  /** Where a day stands in the plans. */
  whereIs: Awaited<ReturnType<ActCounting['days']>>;
  /** The rows of the file so far. */
  alike?: AlikeRows;
}

/** The rows of a table, still to be answered. */
export function actRows(
  target: ImportTarget,
  content: ImportContent,
  columns: ImportColumns,
): RowsInOrder<NumberedRow> {
  const seen = new SeenRows(target.kind);
  target.alike = seen.alike;
  return new RowsInOrder(content, columns.hidden.isTaken, (row) =>
    readRow(target, content.fields, row, seen, cellProblems(columns, row)),
  );
}

/**
 * What becomes of each of these rows, in their order, without writing anything: the dry run and the
 * import ask the same question.
 */
export async function answersOf(
  database: Database,
  tx: EntityManager,
  target: ImportTarget,
  rows: readonly NumberedRow[],
): Promise<ActAnswer[]> {
  const answers: ActAnswer[] = [];
  for (let from = 0; from < rows.length; from += BATCH) {
    const batch = rows.slice(from, from + BATCH);
    const existing = await existingActs(database, tx, target.kind, target.source, batch);
    const live = await AlikeActs.of(database, tx, target, batch);
    answers.push(...batch.map((row) => answerOf(row, target, existing, live)));
  }
  return answers;
}

/** A row that was read; `externalId` is always set when nothing else tells it apart. */
export interface NumberedRow extends ReadRow {
  rowNumber: number;
  cells: string[];
  values: RowCells;
  empty: boolean;
  /** The source tells it apart from its other rows. */
  isNamed: boolean;
}

function readRow(
  { kind, reader, scope }: ImportTarget,
  fields: readonly string[],
  { number: rowNumber, cells }: ImportRow,
  seen: SeenRows,
  broken: readonly RowProblem[],
): NumberedRow {
  const values = Object.fromEntries(
    fields.map((field, index) => [field, cells[index] ?? '']),
  ) as RowCells;
  const empty = cells.every((cell) => cell.trim() === '');
  const read = reader.read(empty ? {} : values);
  const row = { ...read, rowNumber, cells, values, empty, isNamed: read.externalId !== null };
  if (empty) return { ...row, problems: [] };
  // What a cell that failed would have said is not known: nothing more is said of its field.
  const own = broken.map((one) => ({ ...one, field: actField(one.field) }));
  const named = new Set(own.map(({ field }) => field));
  row.problems = [...own, ...row.problems.filter(({ field }) => !named.has(field))];
  if (row.problems.length === 0 && !scope.mayRecord(kind, row.draft.organisationIds))
    row.problems.push({ field: 'organisation', code: 'notAllowed' });
  if (row.problems.length === 0) row.problems.push(...seen.add(row));
  return row;
}

function answerOf(
  row: NumberedRow,
  { kind, whereIs }: ImportTarget,
  existing: Existing,
  live: AlikeActs,
): ActAnswer {
  const base = { rowNumber: row.rowNumber, externalId: row.externalId, cells: null };
  if (row.empty) return { ...base, outcome: 'skipped', subjectId: null, problems: [] };
  const there = row.problems.length === 0 ? existing.find(row) : undefined;
  const problem = there && conflictOf(row.draft, there.draft, kind);
  const problems = problem ? [problem] : row.problems;
  if (problems.length > 0)
    return {
      ...base,
      outcome: 'rejected',
      subjectId: there?.id ?? null,
      problems: problems.map((one) => withValue(one, row.values)),
      cells: row.cells.map((cell) => printable(cell)),
    };
  if (there) return { ...base, outcome: 'matched', subjectId: there.id, problems: [] };
  const held = live.heldBefore(row);
  if (held?.state === 'same')
    return { ...base, outcome: 'matched', subjectId: held.likeId, problems: [] };
  const alike = held ? { id: held.likeId } : live.find(row);
  return alike
    ? heldAnswer(row, base, held ? undefined : alike, alike)
    : {
        ...base,
        outcome: 'created',
        subjectId: null,
        problems: notesOf(row, whereIs(row.draft.occurredOn)),
        draft: row.draft,
      };
}

function heldAnswer(
  row: NumberedRow,
  base: Pick<ActAnswer, 'rowNumber' | 'externalId' | 'cells'>,
  toHold: Alike | undefined,
  alike: Alike,
): ActAnswer {
  const name = nameOfRow(row.externalId, row.draft);
  const code = alike.row === undefined ? 'looksRecorded' : 'looksLikeRow';
  const params = alike.row === undefined ? undefined : { row: alike.row };
  return {
    ...base,
    outcome: 'held',
    subjectId: alike.id ?? null,
    problems: [{ field: 'isOther', code, ...(params && { params }), value: '' }],
    ...(toHold && { holds: { draft: row.draft, name, alike: toHold } }),
  };
}

// It is stored all the same: what happened, happened, and a plan may come later.
const notesOf = (row: NumberedRow, where: ReturnType<ImportTarget['whereIs']>): RowProblem[] =>
  where === 'counted'
    ? []
    : [
        withValue(
          { field: 'occurredOn', code: where === 'closed' ? 'closedPlan' : 'outsidePlan' },
          row.values,
        ),
      ];

function conflictOf(draft: ActDraft, there: ActDraft, kind: ActKind): ActProblem | undefined {
  const field = differenceOf(draft, there);
  if (!field) return undefined;
  const day = dutchDay(there.occurredOn);
  const year = onceInYearOf(kind, draft);
  return year === null
    ? { field, code: 'otherRecorded', params: { day, field: fieldName(field, kind) } }
    : { field, code: 'onceAYear', params: { day, year } };
}

function withValue({ field, code, params }: ActProblem, values: RowCells): RowProblem {
  const value = Object.entries(values).find(([name]) => actField(name) === field)?.[1] ?? '';
  return { field, code, ...(params && { params }), value: printable(value, SHOWN_VALUE) };
}

/** Finds rows that say the same as one before them in the file, and numbers those without a key. */
class SeenRows {
  private readonly rowOf = new Map<string, number>();
  private readonly times = new Map<string, number>();

  readonly alike: AlikeRows;

  constructor(private readonly kind: ActKind) {
    this.alike = new AlikeRows(kind);
  }

  /** Keeps the row; the problem is there when an earlier row has one of its keys. */
  add(row: NumberedRow): ActProblem[] {
    if (!row.externalId && !row.draft.reference && this.kind.repeats)
      row.externalId = this.own(row);
    const keys = keysOf(row, this.kind);
    const twice = keys.find((key) => this.rowOf.has(key.text));
    if (twice)
      return [
        {
          field: twice.field,
          code: 'twiceInFile',
          params: { row: this.rowOf.get(twice.text) ?? 0 },
        },
      ];
    for (const { text } of keys) this.rowOf.set(text, row.rowNumber);
    this.alike.add(row);
    return [];
  }

  // Two rows may say the same and both be true. The n-th of them is the n-th the next time too, so
  // the same file twice changes nothing.
  private own({ draft }: NumberedRow): string {
    const said = JSON.stringify({
      ...draft,
      organisationIds: [...draft.organisationIds].sort(),
      flags: Object.entries(draft.flags).sort(),
    });
    const hash = createHash('sha256').update(said).digest('hex').slice(0, 32);
    const nth = (this.times.get(hash) ?? 0) + 1;
    this.times.set(hash, nth);
    return `content:${hash}:${nth}`;
  }
}
