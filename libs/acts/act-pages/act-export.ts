import { Readable } from 'node:stream';

import { dutchCsvStream, t } from '@academie/platform';

import type { ActKinds } from '../kind/act-kinds';
import type { ListedAct } from '../act/act-list';
import { flagNames, nameIn } from '../act/act-labels';
import { dutchDay } from '../act/act.service';

const COLUMNS = [
  'date',
  'kind',
  'organisation',
  'team',
  'subject',
  'status',
  'flags',
  'quantity',
  'headcount',
  'reference',
  'document-title',
  'document-url',
  'target',
  'grade',
  'source',
  'retracted',
  'id',
];

/** The acts as CSV, row by row as they come out of the database. */
export function actsCsv(acts: AsyncIterable<ListedAct>, kinds: ActKinds): Readable {
  async function* rows(): AsyncGenerator<string[]> {
    yield COLUMNS.map((column) => t(`acts.export.${column}`));
    for await (const act of acts) yield cellsOf(act, kinds);
  }
  return dutchCsvStream(Readable.from(rows()));
}

function cellsOf(act: ListedAct, kinds: ActKinds): string[] {
  const kind = kinds.get(act.kind);
  return [
    dutchDay(act.occurredOn),
    kind?.name ?? act.kind,
    act.organisations.join(', '),
    nameIn(kind?.teams, act.team),
    nameIn(kind?.subkinds, act.subkind),
    nameIn(kind?.statuses, act.status),
    flagNames(kind, act.flags).join(', '),
    String(act.quantity),
    act.headcount === null ? '' : String(act.headcount),
    act.reference ?? '',
    act.document?.title ?? '',
    act.document?.url ?? '',
    act.target ?? '',
    act.grade,
    act.source,
    act.retractedAt ? 'ja' : '',
    act.id,
  ];
}
