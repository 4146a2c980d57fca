import type { EntityManager } from 'typeorm';

import type { Database } from '@academie/platform';

import { cellProblems } from '../import-table/cell-problems';
import type { ImportContent } from '../import-table/import-content';
import type { ImportRow } from '../import-table/import-table';
import type { ImportColumns, RowProblem } from '../act/import.entity';
import type { RowResult } from '../import-table/row-importer';
import { printable } from '../import-table/strip-control-characters';
import type { ParticipantField } from './participant-columns';
import {
  type KnownParticipants,
  knownParticipants,
  type ListOrigin,
  type Participation,
} from './participant-matches.queries';
import {
  type ParticipantContext,
  type ParticipantDraft,
  type ReadParticipant,
  readParticipant,
  sameNameKey,
} from './participant-row';
import { RowsInOrder } from '../import-table/sequential-rows';

/** What becomes of one row; `draft` is there when something is to be written. */
export interface ParticipantAnswer extends RowResult {
  draft?: ParticipantDraft;
  /** The person who is known by the address. */
  personId?: string | undefined;
  /** The participation that only lacked its completion. */
  finishes?: string | undefined;
}

interface NumberedRow extends ReadParticipant {
  rowNumber: number;
  cells: string[];
  empty: boolean;
}

/** What a list says, row by row, and whom it named so far. */
export class ParticipantList {
  private readonly seen = new Map<string, number>();
  /** Row by what it would write: one person may stand there under two addresses. */
  private readonly taken = new Map<string, number>();
  private readonly rows: RowsInOrder<NumberedRow>;

  constructor(
    private readonly database: Database,
    context: ParticipantContext,
    content: ImportContent,
    columns: ImportColumns,
  ) {
    this.rows = new RowsInOrder(content, columns.hidden.isTaken, (row) =>
      readRow(content.fields, row, context, this.seen, cellProblems(columns, row)),
    );
  }

  /**
   * What becomes of these rows, in their order, without writing anything: the dry run and the import ask
   * the same question. Nobody is ever counted double without somebody having said so.
   */
  async answers(
    tx: EntityManager,
    origin: ListOrigin,
    from: number,
    until: number,
  ): Promise<ParticipantAnswer[]> {
    const part = await this.rows.part(from, until);
    const drafts = part.flatMap(({ problems, empty, draft }) =>
      problems.length > 0 || empty ? [] : [draft],
    );
    const known = await knownParticipants(this.database, tx, origin, drafts);
    return part.map((row) => this.once(row, answerOf(row, known)));
  }

  private once(row: NumberedRow, answer: ParticipantAnswer): ParticipantAnswer {
    const { draft, finishes, personId } = answer;
    if (!draft || !(finishes ?? personId)) return answer;
    const key = finishes ?? `${personId} ${draft.courseId}`;
    const before = this.taken.get(key);
    if (before === undefined) {
      this.taken.set(key, row.rowNumber);
      return answer;
    }
    const value = printable(draft.email, 60);
    return rejected(row, [{ field: 'email', code: 'twiceInFile', params: { row: before }, value }]);
  }
}

function readRow(
  fields: readonly string[],
  { number: rowNumber, cells }: ImportRow,
  context: ParticipantContext,
  seen: Map<string, number>,
  broken: RowProblem[],
): NumberedRow {
  const values: Partial<Record<string, string>> = {};
  for (const [index, field] of fields.entries()) values[field] = cells[index] ?? '';
  // A course that was chosen for the whole file makes no row anything but empty.
  const empty = cells.every((cell, index) => fields[index] === 'course' || !cell.trim());
  const { draft, problems: found, notes } = readParticipant(values, context);
  const named = new Set(broken.map(({ field }) => field));
  const problems = [...broken, ...found.filter(({ field }) => !named.has(field))];
  const row = { draft, problems, notes, rowNumber, cells, empty };
  if (empty || problems.length > 0) return row;
  const twice = repeats(row, seen);
  if (twice) row.problems = [twice];
  return row;
}

/** What one person has once: the key, its column, and what to say when it is there again. */
type RepeatKey = [key: string, field: ParticipantField, code: string];

function repeats(
  { draft, rowNumber }: NumberedRow,
  seen: Map<string, number>,
): RowProblem | undefined {
  const { email, externalId, courseId, isOther } = draft;
  const keys: RepeatKey[] = [[`mail ${courseId} ${email}`, 'email', 'twiceInFile']];
  if (externalId) keys.push([`id ${externalId}`, 'externalId', 'twiceInFile']);
  if (!isOther) keys.push([`name ${sameNameKey(draft)}`, 'email', 'samePerson']);
  for (const [key, field, code] of keys) {
    const before = seen.get(key);
    if (before !== undefined)
      return {
        field,
        code,
        params: { row: before },
        value: field === 'email' ? printable(email, 60) : (externalId ?? ''),
      };
  }
  for (const [key] of keys) seen.set(key, rowNumber);
  return undefined;
}

const baseOf = ({ rowNumber, draft }: NumberedRow) => ({
  rowNumber,
  externalId: draft.externalId,
  subjectId: null,
  cells: null,
});

const rejected = (row: NumberedRow, problems: RowProblem[]): ParticipantAnswer => ({
  ...baseOf(row),
  outcome: 'rejected',
  problems,
  cells: row.cells.map((cell) => printable(cell)),
});

function answerOf(row: NumberedRow, known: KnownParticipants): ParticipantAnswer {
  const { draft, problems, notes } = row;
  const base = baseOf(row);
  if (row.empty) return { ...base, externalId: null, outcome: 'skipped', problems: [] };
  if (problems.length > 0) return rejected(row, problems);
  const there = known.participation(draft);
  if (there) return knownAnswer(row, there, base);
  const double = draft.isOther ? undefined : known.sameName(draft);
  if (double)
    return rejected(row, [
      { field: 'email', code: 'samePersonKnown', value: printable(draft.email) },
    ]);
  const personId = known.person(draft);
  return { ...base, outcome: 'created', problems: notes, draft, personId };
}

// What was reported before stands: a later list adds a completion, and never moves a start.
function knownAnswer(
  { draft, notes }: NumberedRow,
  there: Participation,
  base: ReturnType<typeof baseOf>,
): ParticipantAnswer {
  const noted = (code: string, field: ParticipantField, value: string): RowProblem[] => [
    ...notes,
    { field, code, value },
  ];
  if (draft.completedOn && !there.isCompleted)
    return {
      ...base,
      outcome: 'created',
      subjectId: there.enrolmentId,
      problems: noted('completionAdded', 'completedOn', draft.completedOn),
      draft,
      personId: there.personId,
      finishes: there.enrolmentId,
    };
  return {
    ...base,
    outcome: 'matched',
    subjectId: there.enrolmentId,
    problems:
      there.startedOn === draft.startedOn ? [] : noted('otherStart', 'startedOn', draft.startedOn),
  };
}
