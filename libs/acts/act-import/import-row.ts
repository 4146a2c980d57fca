import { bareText, dutchDate, dutchInteger, dutchYesNo } from '@academie/platform';

import { checkAct, type CheckContext } from '../act/act-check';
import type { ActDraft, ActField, ActInput, ActProblem } from '../act/act-input';
import type { ActKind, Choice } from '../kind/act-kind';
import type { ImportField } from '../import-table/import-columns';
import type { KnownOrganisation } from '../kind/organisation-lookup';

const EXTERNAL_ID = /^[A-Za-z0-9._:/-]{1,100}$/;
/** No field is longer; a cell of megabytes is a slip of a quote. */
const LONGEST_CELL = 1000;

/** The cells of one row, by field; empty ones are ''. */
export type RowCells = Partial<Record<ImportField, string>>;

/** A row as an act, or what is wrong with it. */
export interface ReadRow {
  draft: ActDraft;
  externalId: string | null;
  /** Somebody looked: it is another one than the act that it looks like. */
  isOther: boolean;
  problems: ActProblem[];
}

/** Reads rows of one kind; made once per file, since it looks names up for every row. */
export class RowReader {
  private readonly organisations: Map<string, KnownOrganisation | 'several'>;
  private readonly choices: Record<'team' | 'subkind' | 'status', Map<string, string>>;

  constructor(
    private readonly kind: ActKind,
    private readonly context: CheckContext,
    /** The organisations the importer may name; undefined is every one. */
    private readonly own: readonly string[] | undefined,
  ) {
    this.organisations = organisationNames([...context.organisations.values()], kind);
    this.choices = {
      team: wordsOf(kind.teams),
      subkind: wordsOf(kind.subkinds),
      status: wordsOf(kind.statuses),
    };
  }

  read(cells: RowCells): ReadRow {
    const problems: ActProblem[] = [];
    const wrong = (field: ActField, code: string): undefined => {
      problems.push({ field, code });
      return undefined;
    };
    const text = (field: ImportField): string => (cells[field] ?? '').trim();
    for (const [field, cell = ''] of Object.entries(cells))
      if (cell.length > LONGEST_CELL) wrong(actField(field), 'tooLong');
    if (problems.length > 0) return { draft: NOTHING, externalId: null, isOther: false, problems };

    const day = dutchDate(text('occurredOn'));
    if (text('occurredOn') && !day) wrong('occurredOn', 'noSuchDay');
    const input: ActInput = {
      kind: this.kind.kind,
      occurredOn: day ?? '',
      organisationIds: this.organisationIds(text('organisation'), wrong),
      flags: this.flags(text, wrong),
    };
    const set = <K extends keyof ActInput>(key: K, value: ActInput[K] | undefined): void => {
      if (value !== undefined) input[key] = value;
    };
    for (const field of ['team', 'subkind', 'status'] as const)
      if (text(field))
        set(field, this.choices[field].get(bareText(text(field))) ?? wrong(field, 'unknownChoice'));
    for (const field of ['quantity', 'headcount'] as const)
      if (text(field)) set(field, dutchInteger(text(field)) ?? wrong(field, 'noInteger'));
    if (text('reference')) input.reference = text('reference');
    if (text('target')) input.target = text('target').toUpperCase();
    if (text('documentTitle') || text('documentUrl'))
      input.document = { title: text('documentTitle'), url: text('documentUrl') };
    const given = text('externalId');
    const externalId = EXTERNAL_ID.test(given) ? given : null;
    if (given && !externalId) wrong('externalId', 'externalIdForm');

    const isOther = dutchYesNo(text('isOther')) ?? wrong('isOther', 'noYesNo') ?? false;
    const { draft, problems: found } = checkAct(this.kind, input, this.context);
    const known = new Set(problems.map(({ field }) => field));
    return {
      draft,
      externalId,
      isOther,
      problems: [...problems, ...found.filter(({ field }) => !known.has(field))],
    };
  }

  private organisationIds(text: string, wrong: (field: ActField, code: string) => void): string[] {
    const names = this.kind.organisation?.several ? text.split(/[,;+|\n]/) : [text];
    return names
      .filter((name) => name.trim())
      .flatMap((name) => {
        const found = this.organisations.get(bareOrganisation(name));
        if (!found || found === 'several') {
          const municipality = this.kind.organisation?.type === 'municipality';
          wrong('organisation', municipality ? 'unknownMunicipality' : 'unknownOrganisation');
          return [];
        }
        if (this.own && !this.own.includes(found.id)) wrong('organisation', 'notYours');
        return [found.id];
      });
  }

  private flags(
    text: (field: ImportField) => string,
    wrong: (field: ActField, code: string) => void,
  ): Record<string, boolean> {
    const flags: Record<string, boolean> = {};
    for (const { code } of this.kind.flags) {
      const said = dutchYesNo(text(`flags.${code}`));
      if (said === undefined) wrong('flags', 'noYesNo');
      else if (said) flags[code] = true;
    }
    return flags;
  }
}

const NOTHING: ActDraft = {
  kind: '',
  occurredOn: '',
  organisationIds: [],
  team: null,
  subkind: null,
  status: null,
  flags: {},
  quantity: 1,
  headcount: null,
  reference: null,
  documentTitle: null,
  documentUrl: null,
  target: null,
};

/** The field of an act that a column belongs to. */
export const actField = (field: string): ActField =>
  field.startsWith('flags.') ? 'flags' : (field as ActField);

const wordsOf = (choices: readonly Choice[]): Map<string, string> =>
  new Map(choices.flatMap(({ code, name }) => [code, name].map((word) => [bareText(word), code])));

const bareOrganisation = (name: string): string =>
  bareText(name.replace(/^\s*(gemeente|gm|organisatie)\s*/i, '')).replace(/^0+(?=\d)/, '');

// Names, codes and CBS codes; "Bergen" is Bergen (NH) as long as there is one Bergen. One that has
// merged is known too, so that it can be said into which.
function organisationNames(
  organisations: KnownOrganisation[],
  kind: ActKind,
): Map<string, KnownOrganisation | 'several'> {
  const names = new Map<string, KnownOrganisation | 'several'>();
  for (const organisation of organisations) {
    if (organisation.kind !== kind.organisation?.type) continue;
    const { id, code, name, shortName, cbsCode } = organisation;
    const words = [id, code, name, shortName, cbsCode ?? '', shortName.replace(/\([^()]*\)/, '')];
    for (const word of new Set(words.map(bareOrganisation)))
      if (word) names.set(word, names.has(word) ? 'several' : organisation);
  }
  return names;
}
