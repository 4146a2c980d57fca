import type { ActKind, Choice, Flag, LesserGrade } from './act-kind';

type Fields = Record<string, unknown>;

const GRADES: readonly LesserGrade[] = ['B', 'C'];
const CODE = /^[a-z0-9]+([_-][a-z0-9]+)*$/;

/**
 * The kinds in the parsed act-kinds.yaml, checked: known keys, codes that are unique within their
 * list, flags for subkinds that exist. @throws Error that names the kind and the mistake.
 */
export function readActKinds(file: unknown): ActKind[] {
  const kinds = listOf(file, 'act-kinds.yaml').map((entry, index) => {
    const fields = fieldsOf(entry, `entry ${index + 1}`);
    return readKind(fields, textOf(fields.kind, `entry ${index + 1}: kind`));
  });
  unique(kinds.map(({ kind }) => kind)).forEach((twice) =>
    fail('act-kinds.yaml', `${twice} twice`),
  );
  return kinds;
}

function readKind(fields: Fields, kind: string): ActKind {
  const { organisation, quantity } = fields;
  onlyKnown(kind, fields, [
    ...['kind', 'name', 'description', 'themes', 'feeds', 'recorders', 'organisation', 'team'],
    ...['subkinds', 'statuses', 'flags', 'quantity', 'headcount', 'reference', 'document'],
    ...['target', 'grade', 'speaksOf', 'repeats'],
  ]);
  const subkinds = choicesOf(fields.subkinds, `${kind}.subkinds`, ['grade']);
  const headcount = oneOf(fields.headcount, ['asked', 'required'], `${kind}.headcount`);
  const reference = oneOf(fields.reference, ['optional', 'required'], `${kind}.reference`);
  const document = oneOf(fields.document, ['optional', 'required'], `${kind}.document`);
  const speaksOf = oneOf(fields.speaksOf, ['month'], `${kind}.speaksOf`);
  const grade = oneOf(fields.grade, GRADES, `${kind}.grade`);
  return {
    kind: codeOf(kind, kind),
    name: textOf(fields.name, `${kind}.name`),
    description: textOf(fields.description, `${kind}.description`),
    themes: listOf(fields.themes, `${kind}.themes`).map((slug) => codeOf(slug, `${kind}.themes`)),
    feeds: listOf(fields.feeds, `${kind}.feeds`).map((code) => textOf(code, `${kind}.feeds`)),
    recorders: oneOf(fields.recorders, ['theme_leads'], `${kind}.recorders`) ?? 'all',
    ...(organisation !== undefined && { organisation: readOrganisation(organisation, kind) }),
    teams: choicesOf(fields.team, `${kind}.team`, ['region']).map((team) => ({
      ...named(team),
      ...(team.region !== undefined && { region: textOf(team.region, `${kind}.team.region`) }),
    })),
    subkinds: subkinds.map((subkind) => {
      const own = oneOf(subkind.grade, GRADES, `${kind}.subkinds.grade`);
      return { ...named(subkind), ...(own && { grade: own }) };
    }),
    statuses: choicesOf(fields.statuses, `${kind}.statuses`, ['ahead']).map((status) => ({
      ...named(status),
      ahead: status.ahead === true,
    })),
    flags: choicesOf(fields.flags, `${kind}.flags`, ['for']).map((flag) =>
      readFlag(flag, kind, subkinds.map(named)),
    ),
    ...(quantity !== undefined && { quantity: readQuantity(quantity, kind) }),
    ...(headcount && { headcount }),
    ...(reference && { reference }),
    ...(document && { document }),
    targets: readTargets(fields, kind),
    ...(grade && { grade }),
    ...(speaksOf && { speaksOf }),
    repeats: fields.repeats !== false,
  };
}

function readOrganisation(entry: unknown, kind: string): NonNullable<ActKind['organisation']> {
  const fields = fieldsOf(entry, `${kind}.organisation`);
  onlyKnown(`${kind}.organisation`, fields, ['type', 'required', 'several']);
  const types = ['municipality', 'care_and_safety_house'] as const;
  const type = oneOf(fields.type, types, `${kind}.organisation.type`);
  if (!type) return fail(`${kind}.organisation`, 'type is missing');
  return { type, required: fields.required === true, several: fields.several === true };
}

function readQuantity(entry: unknown, kind: string): NonNullable<ActKind['quantity']> {
  const fields = fieldsOf(entry, `${kind}.quantity`);
  onlyKnown(`${kind}.quantity`, fields, ['default', 'max']);
  const { default: usual, max } = fields;
  if (typeof usual !== 'number' || typeof max !== 'number' || usual < 1 || max < usual)
    return fail(`${kind}.quantity`, 'wants a default of at least 1 and a max not below it');
  return { default: usual, max };
}

function readTargets(fields: Fields, kind: string): Choice[] {
  const where = `${kind}.target`;
  const targets = fields.target === undefined ? [] : listOf(fields.target, where);
  return targets.map((entry) => {
    const { code, name } = fieldsOf(entry, where);
    const feeds = listOf(fields.feeds, where);
    if (!feeds.includes(code)) fail(where, `${String(code)} is no target it feeds`);
    return { code: textOf(code, where), name: textOf(name, where) };
  });
}

function readFlag(flag: Fields, kind: string, subkinds: { code: string }[]): Flag {
  if (flag.for === undefined) return named(flag);
  const limits = listOf(flag.for, `${kind}.flags.for`).map((code) => textOf(code, `${kind}.flags`));
  for (const code of limits)
    if (!subkinds.some((subkind) => subkind.code === code))
      fail(`${kind}.flags`, `${code} is no subkind`);
  return { ...named(flag), for: limits };
}

function choicesOf(list: unknown, where: string, extra: string[] = []): Fields[] {
  if (list === undefined) return [];
  const choices = listOf(list, where).map((entry) => fieldsOf(entry, where));
  for (const choice of choices) {
    onlyKnown(where, choice, ['code', 'name', ...extra]);
    codeOf(choice.code, where);
    textOf(choice.name, where);
  }
  unique(choices.map(({ code }) => String(code))).forEach((twice) => fail(where, `${twice} twice`));
  return choices;
}

const named = ({ code, name }: Fields): { code: string; name: string } => ({
  code: String(code),
  name: String(name),
});

const unique = (codes: string[]): string[] =>
  codes.filter((code, index) => codes.indexOf(code) !== index);

function oneOf<T extends string>(
  value: unknown,
  words: readonly T[],
  where: string,
): T | undefined {
  if (value === undefined) return undefined;
  return words.find((word) => word === value) ?? fail(where, `wants ${words.join(' or ')}`);
}

function onlyKnown(where: string, fields: Fields, known: string[]): void {
  for (const key of Object.keys(fields))
    if (!known.includes(key)) fail(where, `unknown key ${key}`);
}

function codeOf(value: unknown, where: string): string {
  const code = textOf(value, where);
  return CODE.test(code) ? code : fail(where, `${code} is no code`);
}

const textOf = (value: unknown, where: string): string =>
  typeof value === 'string' && value !== '' ? value : fail(where, 'wants a text');

const listOf = (value: unknown, where: string): unknown[] =>
  Array.isArray(value) && value.length > 0 ? value : fail(where, 'wants a list that is not empty');

const fieldsOf = (value: unknown, where: string): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : fail(where, 'wants fields');

function fail(where: string, problem: string): never {
  throw new Error(`act-kinds.yaml, ${where}: ${problem}`);
}
