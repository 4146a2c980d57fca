import { Readable } from 'node:stream';

import { dutchCsv, dutchCsvStream, type Language, t } from '@academie/platform';

import type { ActKind } from '../kind/act-kind';
import { columnsOf } from '../import-table/import-columns';
import { actField } from '../act-import/import-row';
import type { ImportColumns, RowProblem } from '../act/import.entity';
import type { ImportedRow } from './import.queries';
import {
  participantColumns,
  type ParticipantField,
} from '../participant-import/participant-columns';

/** Why a row was rejected, naming the column and the value. */
export function rowText(problems: readonly RowProblem[], { found }: ImportColumns): string {
  return problems
    .map(({ field, code, params, value }) => {
      const column = found.find((one) => actField(one.field) === field)?.header;
      const problem = problemIn('nl', code, params);
      const named = { column: column ?? t(`acts.field.${field}`), value, problem };
      return t(value ? 'acts.row' : 'acts.rowEmpty', named);
    })
    .join(' ');
}

/** The sentence of a problem in a language. */
export const problemIn = (
  language: Language,
  code: string,
  params: RowProblem['params'] = {},
): string => t(`acts.problem.${code}`, params, language);

/** The rejected rows as CSV, to mend and send again: their cells, and why. */
export function rejectedCsv(rows: AsyncIterable<ImportedRow>, columns: ImportColumns): Readable {
  async function* lines(): AsyncGenerator<string[]> {
    yield [
      ...columns.found.map(({ header }) => header),
      t('acts.import.row-number'),
      t('acts.import.why-rejected'),
    ];
    for await (const { cells, rowNumber, problems } of rows)
      yield [...(cells ?? []), String(rowNumber), rowText(problems, columns)];
  }
  return dutchCsvStream(Readable.from(lines()));
}

/** An empty file with the columns of a list of participants and one made-up person in it. */
export function exampleParticipants(course: string, day: string): string {
  const first: Partial<Record<ParticipantField, string>> = {
    course,
    email: 'voornaam.achternaam@voorbeeld.example',
    givenName: t('acts.example.given-name'),
    familyName: t('acts.example.family-name'),
    organisation: 'Haarlem',
    startedOn: day,
    otherPerson: 'nee',
    externalId: t('acts.example.external-id'),
  };
  const columns = participantColumns().filter(({ field }) => field !== 'name');
  return dutchCsv(
    columns.map(({ name }) => name),
    [columns.map(({ field }) => first[field] ?? '')],
  );
}

/** An empty file with the columns of a kind and one row that shows how to fill them in. */
export function exampleCsv(kind: ActKind, day: string): string {
  const first: Record<string, string | undefined> = {
    occurredOn: day,
    organisation: kind.organisation?.type === 'municipality' ? 'Haarlem' : '',
    team: kind.teams.find(({ name }) => name === 'Kennemerland')?.name,
    subkind: kind.subkinds[0]?.name,
    status: kind.statuses.at(-1)?.name,
    quantity: '1',
    headcount: '25',
    target: kind.targets[0]?.code,
    reference: t('acts.example.external-id'),
    documentTitle: t('acts.example.document-title'),
    documentUrl: 'https://www.voorbeeld.nl/stuk',
  };
  const columns = columnsOf(kind);
  const row = columns.map(({ field }) =>
    field.startsWith('flags.') ? 'nee' : (first[field] ?? ''),
  );
  return dutchCsv(
    columns.map(({ name }) => name),
    [row],
  );
}
