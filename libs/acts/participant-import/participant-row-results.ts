import type { EntityManager } from 'typeorm';

import { type Database, FairShare } from '@academie/platform';

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
  /** Adds the completion of a participation that lacked it. */
  finishes?: boolean;
  /** The participation was completed before this list came. */
  wasCompleted?: boolean;
  /** Says something else than was known of a participation; kept beside it. */
  saysMore?: boolean;
  /** The row of this part of the list that makes the participation of which this row says more. */
  firstRow?: ParticipantAnswer | undefined;
}

/** On which day these enrolments were completed, by id; `yyyy-mm-dd`. */
export type FindCompletions = (
  tx: EntityManager,
  enrolmentIds: readonly string[],
) => Promise<ReadonlyMap<string, string>>;

/** Finds what was reported of who was erased since. */
type FindErased = (
  tx: EntityManager,
  source: string,
  drafts: readonly ParticipantDraft[],
) => Promise<ReadonlyMap<ParticipantDraft, Participation>>;

interface NumberedRow extends ReadParticipant {
  rowNumber: number;
  cells: string[];
  empty: boolean;
}

/** What a list says, row by row, and whom it named so far. */
export class ParticipantList {
  private readonly seen = new Map<string, FirstSeen>();
  /** Row by the participation it is about, and by what it says of it: a person may have two addresses. */
  private readonly taken = new Map<string, number>();
  /** Participations with a completion, as far as the list was read. */
  private readonly completed = new Set<string>();
  private readonly rows: RowsInOrder<NumberedRow>;

  constructor(
    private readonly database: Database,
    context: ParticipantContext,
    content: ImportContent,
    columns: ImportColumns,
    private readonly completions: FindCompletions,
    private readonly erased: FindErased,
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
    const share = new FairShare();
    const part = await this.rows.part(from, until, share);
    const drafts = part.flatMap(({ problems, empty, draft }) =>
      problems.length > 0 || empty ? [] : [draft],
    );
    const known = await knownParticipants(this.database, tx, origin, drafts);
    const erased = await this.erased(tx, origin.source, drafts);
    const there = new Map(
      drafts.map((draft) => [draft, known.participation(draft) ?? erased.get(draft)]),
    );
    const ids = [...there.values()].flatMap((one) => (one?.isCompleted ? [one.enrolmentId] : []));
    const completedOn = await this.completions(tx, ids);
    const first = new Map<string, ParticipantAnswer>();
    const answers: ParticipantAnswer[] = [];
    for (const row of part) {
      const answer = this.once(row, answerOf(row, known, there.get(row.draft), completedOn), first);
      // What a provider calls somebody who was erased is not written down again.
      answers.push(erased.has(row.draft) ? { ...answer, externalId: null, cells: null } : answer);
      await share.pass();
    }
    return answers;
  }

  // A person may stand in a list more than once, with another start or another completion. The first row
  // makes the participation, the others say more of it; a row that says the same again is refused.
  private once(
    row: NumberedRow,
    answer: ParticipantAnswer,
    first: Map<string, ParticipantAnswer>,
  ): ParticipantAnswer {
    const { draft, subjectId, personId } = answer;
    if (!draft) return answer;
    const key = subjectId ?? `${personId ?? draft.email} ${draft.courseId}`;
    const told = `${key} ${contentOf(draft)}`;
    const same = this.taken.get(told);
    if (same !== undefined)
      return rejected(row, [
        {
          ...{ field: 'email', code: 'twiceInFile', params: { row: same } },
          value: printable(draft.email, 60),
        },
      ]);
    this.taken.set(told, row.rowNumber);
    const isFirst = !this.taken.has(key);
    if (answer.wasCompleted) this.completed.add(key);
    const completes = draft.completedOn !== null && !this.completed.has(key);
    if (completes) this.completed.add(key);
    if (isFirst) {
      this.taken.set(key, row.rowNumber);
      first.set(key, answer);
      return answer;
    }
    return saysMoreOf(row, answer, first.get(key), completes);
  }
}

const contentOf = ({ startedOn, completedOn, organisationId }: ParticipantDraft): string =>
  `${startedOn} ${completedOn ?? ''} ${organisationId ?? ''}`;

function saysMoreOf(
  { draft }: NumberedRow,
  answer: ParticipantAnswer,
  firstRow: ParticipantAnswer | undefined,
  completes: boolean,
): ParticipantAnswer {
  const { startedOn, completedOn } = draft;
  const note: RowProblem = completes
    ? { field: 'completedOn', code: 'completionAdded', value: completedOn ?? '' }
    : { field: 'startedOn', code: 'otherStart', value: startedOn };
  return {
    ...answer,
    outcome: completes ? 'created' : 'matched',
    problems: [note],
    saysMore: true,
    firstRow,
    finishes: completes,
  };
}

function readRow(
  fields: readonly string[],
  { number: rowNumber, cells }: ImportRow,
  context: ParticipantContext,
  seen: Map<string, FirstSeen>,
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

/** The row in which a key stands first, and the address in that row. */
interface FirstSeen {
  row: number;
  email: string;
}

/** What belongs to one person: the key, its column, and what to say when another address has it too. */
type PersonKey = [key: string, field: ParticipantField, code: string];

function repeats(
  { draft, rowNumber: row }: NumberedRow,
  seen: Map<string, FirstSeen>,
): RowProblem | undefined {
  const { email, externalId, courseId, isOther } = draft;
  const keys: PersonKey[] = [];
  if (externalId) keys.push([`id ${externalId}`, 'externalId', 'twiceInFile']);
  if (!isOther) keys.push([`name ${sameNameKey(draft)}`, 'email', 'samePerson']);
  for (const [key, field, code] of keys) {
    const before = seen.get(key);
    if (before !== undefined && before.email !== email)
      return {
        field,
        code,
        params: { row: before.row },
        value: field === 'email' ? printable(email, 60) : (externalId ?? ''),
      };
  }
  const own = `mail ${courseId} ${email} ${contentOf(draft)}`;
  const same = seen.get(own);
  if (same)
    return {
      ...{ field: 'email', code: 'twiceInFile', params: { row: same.row } },
      value: printable(email, 60),
    };
  for (const key of [own, ...keys.map(([name]) => name)])
    if (!seen.has(key)) seen.set(key, { row, email });
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

function answerOf(
  row: NumberedRow,
  known: KnownParticipants,
  there: Participation | undefined,
  completedOn: ReadonlyMap<string, string>,
): ParticipantAnswer {
  const { draft, problems, notes } = row;
  const base = baseOf(row);
  if (row.empty) return { ...base, externalId: null, outcome: 'skipped', problems: [] };
  if (problems.length > 0) return rejected(row, problems);
  if (there) return knownAnswer(row, there, completedOn.get(there.enrolmentId), base);
  const double = draft.isOther ? undefined : known.sameName(draft);
  if (double)
    return rejected(row, [
      { field: 'email', code: 'samePersonKnown', value: printable(draft.email) },
    ]);
  const personId = known.person(draft);
  return { ...base, outcome: 'created', problems: notes, draft, personId };
}

// What was reported before stands; a later list adds to it, and what it says otherwise is kept beside it.
function knownAnswer(
  { draft, notes }: NumberedRow,
  there: Participation,
  completedOn: string | undefined,
  base: ReturnType<typeof baseOf>,
): ParticipantAnswer {
  const noted = (code: string, field: ParticipantField, value: string): RowProblem[] => [
    ...notes,
    { field, code, value },
  ];
  const { enrolmentId, personId } = there;
  const found = { ...base, subjectId: enrolmentId, personId, wasCompleted: there.isCompleted };
  const otherStart = draft.startedOn !== there.startedOn;
  const otherEmployer = draft.organisationId !== there.organisationId;
  if (draft.completedOn && !there.isCompleted)
    return {
      ...found,
      outcome: 'created',
      problems: noted('completionAdded', 'completedOn', draft.completedOn),
      draft,
      finishes: true,
      saysMore: otherStart || otherEmployer,
    };
  const otherEnd = draft.completedOn !== null && draft.completedOn !== completedOn;
  const saysMore = otherStart || otherEmployer || otherEnd;
  return {
    ...found,
    outcome: 'matched',
    problems: otherStart ? noted('otherStart', 'startedOn', draft.startedOn) : [],
    ...(saysMore && { draft, saysMore }),
  };
}
