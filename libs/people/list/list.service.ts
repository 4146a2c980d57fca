import { Injectable } from '@nestjs/common';

import {
  bareText,
  Database,
  Journal,
  newId,
  NotFound,
  openTable,
  Refusal,
  refusalText,
  UnreadableTable,
  type UploadedFile,
  visibleText,
} from '@academie/platform';

import type { Actor } from '../access/actor';
import { ListUnreadable } from './list.errors';
import { ProcessingLog } from '../processing/processing-log';
import { ColleaguesList } from './colleagues.list';
import { FunctionsList } from './functions.list';
import { GroupsList } from './groups.list';
import { OrganisationsList } from './organisations.list';
import type { ListContent, ListRow, PeopleList, Verdict } from './people-list';

/** Rows that one file may hold: each is a command of its own, and somebody waits for the answer. */
export const MOST_ROWS = 500;
export const MOST_MEGABYTES = 5;
const LONGEST_CELL = 2000;

/** What came of a row. */
export interface RowAnswer {
  number: number;
  /** What stands in the first columns, so that the row is recognised. */
  about: string;
  outcome: Verdict['outcome'] | 'refused';
  /** Why it was refused, in Dutch. */
  why?: string;
}

/** Lists of people, organisations, functions and groups: out, and in again. */
@Injectable()
export class ListService {
  private readonly lists: readonly PeopleList[];

  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly looks: ProcessingLog,
    colleagues: ColleaguesList,
    organisations: OrganisationsList,
    functions: FunctionsList,
    groups: GroupsList,
  ) {
    this.lists = [colleagues, organisations, functions, groups];
  }

  /** The list of this name. @throws NotFound, also for who may not use it */
  async list(actor: Actor, name: string): Promise<PeopleList> {
    const list = this.lists.find((one) => one.name === name);
    if (!list || !(await list.mayUse(actor))) throw new NotFound();
    return list;
  }

  /** All that goes out. Who is on it can read that it went. */
  async content(actor: Actor, list: PeopleList): Promise<ListContent> {
    const content = await list.content(actor);
    await this.record(actor, 'list.exported', list, { rows: content.rows.length });
    await this.looks.record(actor, {
      name: 'people.exported',
      activity: actor.isAdministrator ? 'administration' : 'coordination',
      subjectIds: content.personIds,
    });
    return content;
  }

  /**
   * What each row comes to; carried out unless it is only looked at. A row that is refused keeps no other from
   * being read. @throws ListUnreadable
   */
  async read(
    actor: Actor,
    list: PeopleList,
    file: UploadedFile | undefined,
    isTrial: boolean,
  ): Promise<RowAnswer[]> {
    const answers: RowAnswer[] = [];
    for (const row of await rowsOf(list, file)) {
      const about = list.columns
        .map(({ key }) => row.cells[key] ?? '')
        .filter(Boolean)
        .slice(0, 3)
        .join(', ');
      answers.push({
        number: row.number,
        about,
        ...(await this.answer(actor, list, row, isTrial)),
      });
    }
    if (!isTrial) {
      const changed = answers.filter(({ outcome }) => !['same', 'refused'].includes(outcome));
      await this.record(actor, 'list.read', list, {
        rows: answers.length,
        changed: changed.length,
      });
    }
    return answers;
  }

  private async answer(
    actor: Actor,
    list: PeopleList,
    row: ListRow,
    isTrial: boolean,
  ): Promise<Pick<RowAnswer, 'outcome' | 'why'>> {
    try {
      const { outcome, carryOut } = await list.judge(actor, row);
      if (!isTrial) await carryOut?.();
      return { outcome };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { outcome: 'refused', why: refusalText(error) };
    }
  }

  private async record(
    actor: Actor,
    action: 'list.exported' | 'list.read',
    { name }: PeopleList,
    counts: object,
  ): Promise<void> {
    await this.database.transaction((tx) =>
      this.journal.record(tx, {
        action,
        subjectId: newId(),
        actorId: actor.id,
        data: { list: name, ...counts },
      }),
    );
  }
}

/** The rows of a file with the columns of this list. @throws ListUnreadable */
async function rowsOf(list: PeopleList, file: UploadedFile | undefined): Promise<ListRow[]> {
  if (!file || file.tooLarge) throw new ListUnreadable({ megabytes: MOST_MEGABYTES });
  const headings = list.columns.flatMap((column) => column.headings);
  try {
    return await openTable(file.content, { headings, maxRows: MOST_ROWS }, async (table) => {
      if (!table.header) throw new ListUnreadable({ megabytes: MOST_MEGABYTES });
      const words = table.header.cells.map(bareText);
      const places = list.columns
        .map(({ key, headings: known }) => ({
          key,
          at: words.findIndex((word) => known.includes(word)),
        }))
        .filter(({ at }) => at >= 0);
      const found: ListRow[] = [];
      for await (const some of table.rows)
        for (const { number, cells } of some)
          found.push({
            number,
            cells: Object.fromEntries(
              places.map(({ key, at }) => [
                key,
                visibleText(cells[at] ?? '')
                  .replace(/^'(?=[=+@-])/, '')
                  .slice(0, LONGEST_CELL),
              ]),
            ),
          });
      return found;
    });
  } catch (error) {
    if (!(error instanceof UnreadableTable)) throw error;
    throw new ListUnreadable({ megabytes: MOST_MEGABYTES });
  }
}
