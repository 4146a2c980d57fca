import { bareText, t } from '@academie/platform';

import type { ActField } from '../act/act-input';
import type { ActKind } from '../kind/act-kind';
import { fieldName } from '../act/act-labels';
import { mayBeAlike } from '../act/act-likeness';
import { UnreadableFile } from '../acts.errors';
import { printable } from './strip-control-characters';

/** A column of an import: a field of the act, or one of its flags. */
export type ImportField = Exclude<ActField, 'kind' | 'flags' | 'source'> | `flags.${string}`;

export interface ImportColumn<Field extends string = string> {
  field: Field;
  /** Name of the column in the file we make and in messages. */
  name: string;
  required: boolean;
  /** What else people call it, without case and signs. */
  alsoCalled: readonly string[];
  /** What its cells are, when they may be written in several ways. */
  holds?: 'day' | 'number';
  /** Fields that need not be there when this one is. */
  replaces?: readonly Field[];
}

/** What else people call a column, without case and signs. */
const SYNONYMS: Record<string, string[]> = {
  occurredOn: ['date', 'dag', 'controledatum', 'datumcontrole', 'uitvoeringsdatum', 'occurredon'],
  organisation: [
    ...['gemeente', 'gemeenten', 'gemeentenaam', 'gemeentecode', 'cbscode', 'municipality'],
    ...['organisatie', 'organisaties', 'organisation', 'organisations', 'organisationids'],
    'veiligheidshuis',
  ],
  team: ['district', 'regio', 'region', 'controleteam', 'pct', 'districtsteam'],
  subkind: ['soort', 'type', 'topic', 'subkind', 'onderdeel', 'menuitem', 'doelgroep', 'ronde'],
  status: ['status', 'stand', 'state', 'standvanzaken'],
  quantity: ['quantity', 'count', 'aantalcontroles', 'aantalkeer'],
  headcount: [
    ...['bezoekers', 'headcount', 'visitors', 'bereik', 'opkomst', 'aantalmensen'],
    ...['deelnemers', 'aantaldeelnemers'],
  ],
  reference: ['referentie', 'reference', 'kenmerk', 'nummer', 'controlenummer', 'ownreference'],
  documentTitle: ['titel', 'title', 'documenttitle', 'document'],
  documentUrl: ['link', 'url', 'webadres', 'documenturl'],
  target: ['target', 'doelcode'],
  isOther: ['andere', 'iseenandere', 'anderedan', 'isother'],
  externalId: ['externid', 'externalid', 'bronnummer', 'id', 'sourceid'],
};

/** The columns of a kind, in the order of its example file. */
export function columnsOf(kind: ActKind): ImportColumn<ImportField>[] {
  const column = (
    field: ImportField,
    name: string,
    required: boolean,
  ): ImportColumn<ImportField> => ({
    field,
    name,
    required,
    alsoCalled: [
      bareText(field.replace('flags.', '')),
      ...(SYNONYMS[field] ?? []),
      ...(field.startsWith('flags.') ? [] : [bareText(t(`acts.field.${field}`))]),
    ],
    ...(field === 'occurredOn' && { holds: 'day' as const }),
    ...((field === 'quantity' || field === 'headcount') && { holds: 'number' as const }),
  });
  const plain = (field: ActField, asked: 'asked' | 'optional' | 'required' | undefined) =>
    asked ? [column(field as ImportField, fieldName(field), asked === 'required')] : [];
  const { organisation } = kind;
  return [
    column('occurredOn', fieldName('occurredOn'), true),
    ...(organisation
      ? [column('organisation', fieldName('organisation', kind), organisation.required)]
      : []),
    ...plain('team', kind.teams.length > 0 ? 'required' : undefined),
    ...plain('subkind', kind.subkinds.length > 0 ? 'required' : undefined),
    ...plain('status', kind.statuses.length > 0 ? 'required' : undefined),
    ...kind.flags.map(({ code, name }) => column(`flags.${code}`, name, false)),
    ...plain('quantity', kind.quantity && 'optional'),
    ...plain('headcount', kind.headcount),
    ...plain('target', kind.targets.length > 0 ? 'required' : undefined),
    ...plain('reference', kind.reference),
    ...plain('documentTitle', kind.document),
    ...plain('documentUrl', kind.document),
    column('externalId', fieldName('externalId'), false),
    ...(mayBeAlike(kind) ? [column('isOther', fieldName('isOther'), false)] : []),
  ];
}

/** Which column of the file is which field; the names of the columns nobody asked for. */
export interface ColumnMapping {
  /** Index in the row, in the order of the file; absent when the file has no such column. */
  found: { column: ImportColumn; index: number; header: string }[];
  unused: string[];
}

/**
 * Recognises the columns by their names, Dutch and English.
 * @throws UnreadableFile when a required column is missing or two columns mean the same.
 */
export function mapColumns(
  columns: readonly ImportColumn[],
  header: readonly string[],
): ColumnMapping {
  const found: ColumnMapping['found'] = [];
  const unused: string[] = [];
  header.forEach((name, index) => {
    const column = columns.find((one) => headingsOf(one).includes(bareText(name)));
    const twice = column && found.find((one) => one.column === column);
    if (twice) throw new UnreadableFile('columnTwice', { one: twice.header, other: short(name) });
    if (column) found.push({ column, index, header: short(name) });
    else if (name.trim()) unused.push(short(name));
  });
  if (found.length === 0) throw new UnreadableFile('noHeader');
  const missing = columns.filter(
    (column) =>
      column.required &&
      !found.some((one) => one.column === column || one.column.replaces?.includes(column.field)),
  );
  if (missing.length > 0)
    throw new UnreadableFile('missingColumns', {
      columns: missing.map(({ name }) => name).join(', '),
    });
  return { found, unused: unused.slice(0, 30) };
}

/** All names of a column, without case and signs. */
export const headingsOf = ({ name, alsoCalled }: ImportColumn): string[] => [
  bareText(name),
  ...alsoCalled,
];

const short = (name: string): string => printable(name.trim(), 60);
