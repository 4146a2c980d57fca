import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml';
import type { z } from 'zod';

import { type Language, t } from '@academie/platform';

import { closestWord } from './closest-word';
import { type IssueParams, unknownWord } from './yaml-schema';

/** What is wrong in a file, and where; line and column count from 1. */
export interface Problem {
  line: number;
  column: number;
  /** Where in the plan, as `targets[3].rule.kinds[0]`; empty for the file as a whole. */
  path: string;
  /** The field itself, also where it is one that is missing. */
  field: string;
  message: string;
  messageNl: string;
}

/** What a text says, or everything that is wrong with it in the order of the text. */
export type ReadYaml<T> =
  | { value: T; problems?: undefined }
  | { value?: undefined; problems: Problem[] };

/** Ten times a year plan. Reading many megabytes would keep the process busy for minutes. */
const LONGEST = 500_000;
/** Problems that are told: nobody reads more of them at once. */
const MOST_PROBLEMS = 500;

/**
 * Reads a YAML text by a schema. Never throws for what is in the text. A text with broken syntax or
 * with references inside is not read further, since the places of its values would be guesses.
 */
export function readYamlText<T>(text: string, schema: z.ZodType<T>): ReadYaml<T> {
  const places = new LineCounter();
  const found: Problem[] = [];
  const report = (offset: number, path: PropertyKey[], params: IssueParams): void => {
    if (found.length >= MOST_PROBLEMS) return;
    found.push(problemAt(places.linePos(offset), path, params));
  };

  if (text.length > LONGEST) {
    report(0, [], { problem: 'too-long', most: LONGEST });
    return { problems: found };
  }
  const options = { lineCounter: places, prettyErrors: false, logLevel: 'silent' } as const;
  const document = parseDocument(text, options);
  let isReadable = document.errors.every(({ code }) => code === 'DUPLICATE_KEY');
  for (const error of firstOfLines([...document.errors, ...document.warnings], places))
    report(error.pos[0], [], {
      problem: error.code === 'DUPLICATE_KEY' ? 'duplicate-key' : 'syntax',
    });
  visit(document, {
    Alias: (_key, { range }) => {
      report(range?.[0] ?? 0, [], { problem: 'alias' });
      isReadable = false;
    },
  });

  if (isReadable) {
    const data: unknown = document.toJS();
    const result = schema.safeParse(data, { error: knownKeys });
    if (result.success && found.length === 0) return { value: result.data };
    for (const issue of result.error?.issues.slice(0, MOST_PROBLEMS) ?? [])
      for (const { path, params } of problemsOf(issue, data))
        report(placeOf(document, path, params.atKey), path, params);
  }
  return { problems: found.sort((a, b) => a.line - b.line || a.column - b.column) };
}

/** The same of a value that was never a text: its problems have no place but their path. */
export function readData<T>(data: unknown, schema: z.ZodType<T>): ReadYaml<T> {
  const result = schema.safeParse(data, { error: knownKeys });
  if (result.success) return { value: result.data };
  const found = result.error.issues
    .slice(0, MOST_PROBLEMS)
    .flatMap((issue) => problemsOf(issue, data));
  return {
    problems: found.map(({ path, params }) => problemAt({ line: 1, col: 1 }, path, params)),
  };
}

const problemAt = (
  { line, col }: { line: number; col: number },
  path: PropertyKey[],
  params: IssueParams,
): Problem => ({
  line: Math.max(line, 1),
  column: Math.max(col, 1),
  path: pathText(path),
  field: pathText(params.problem === 'missing' ? [...path, String(params.key)] : path),
  message: sentence(params, 'en'),
  messageNl: sentence(params, 'nl'),
});

/** Of a text that takes too long to read. */
export const tooMuch = (): Problem => ({
  line: 1,
  column: 1,
  path: '',
  field: '',
  message: sentence({ problem: 'too-much' }, 'en'),
  messageNl: sentence({ problem: 'too-much' }, 'nl'),
});

/** After one slip the parser stumbles on through the rest of the line. */
function firstOfLines(errors: YAMLError[], places: LineCounter): YAMLError[] {
  const seen = new Set<number>();
  return errors.filter(({ pos }) => {
    const { line } = places.linePos(pos[0]);
    return !seen.has(line) && seen.add(line);
  });
}

interface Found {
  path: PropertyKey[];
  params: IssueParams;
}

function problemsOf(issue: z.core.$ZodIssue, data: unknown): Found[] {
  const { path } = issue;
  const one = (params: IssueParams): Found[] => [{ path, params }];
  const key = path.at(-1);
  const parent = valueAt(data, path.slice(0, -1));
  if (typeof key === 'string' && isRecord(parent) && !Object.hasOwn(parent, key))
    return [{ path: path.slice(0, -1), params: { problem: 'missing', key } }];
  switch (issue.code) {
    case 'custom':
      return one(issue.params as IssueParams);
    case 'unrecognized_keys':
      return issue.keys.slice(0, MOST_PROBLEMS).map((name) => ({
        path: [...path, name],
        params: {
          problem: 'unknown-key',
          atKey: true,
          key: name,
          near: closestWord(name, issue.message.split(' ')),
        },
      }));
    case 'invalid_union':
      return one(
        unknownWord(valueAt(data, path), {
          values: (('options' in issue && issue.options) || []).map(String),
          name: issue.discriminator === 'evidence' ? 'evidence' : 'rule-type',
        }),
      );
    case 'invalid_type':
      return one({ problem: typeNames[issue.expected] ?? 'fields' });
    case 'too_small':
      return one({ problem: 'list' });
    case 'too_big':
    case 'invalid_format':
    case 'not_multiple_of':
    case 'invalid_key':
    case 'invalid_element':
    case 'invalid_value':
      // No schema of a plan asks for these.
      return one({ problem: 'fields' });
    default:
      return issue satisfies never;
  }
}

const typeNames: Partial<Record<string, string>> = {
  array: 'list',
  boolean: 'boolean',
  string: 'text',
};

/** As the message of an unknown key: the keys that are known there, for `problemsOf` to compare. */
const knownKeys: z.core.$ZodErrorMap = (issue) =>
  issue.code === 'unrecognized_keys' && issue.inst
    ? Object.keys((issue.inst as z.core.$ZodObject)._zod.def.shape).join(' ')
    : undefined;

const isRecord = (value: unknown): value is Record<PropertyKey, unknown> =>
  typeof value === 'object' && value !== null;

const valueAt = (data: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, step) => (isRecord(value) ? value[step] : undefined), data);

/** Where a value, or its key, begins in the text; of an empty value the place of its key. */
function placeOf(document: Document, path: readonly PropertyKey[], atKey = false): number {
  let node: unknown = document.contents;
  let offset = document.contents?.range?.[0] ?? 0;
  path.forEach((step, index) => {
    let key: unknown;
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === step);
      key = pair?.key;
      node = pair?.value;
    } else node = isSeq(node) ? node.items[Number(step)] : undefined;
    const wanted = (atKey && index === path.length - 1) || !hasRange(node) ? key : node;
    if (hasRange(wanted)) offset = wanted.range[0];
  });
  return offset;
}

const hasRange = (node: unknown): node is { range: [number, number, number] } =>
  (isScalar(node) || isMap(node) || isSeq(node) || isAlias(node)) && Boolean(node.range);

const pathText = (path: readonly PropertyKey[]): string =>
  path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');

function sentence({ problem, ...values }: IssueParams, language: Language): string {
  const { name, of, near, found } = values;
  const text = t(
    `targets.plan-file.${problem}`,
    {
      ...values,
      ...(problem === 'unknown-word' && {
        shown:
          typeof found !== 'string'
            ? t('targets.plan-file.this-value', {}, language)
            : `"${found}"`,
        list: t(`targets.word.${String(name)}`, { of }, language),
      }),
    },
    language,
  );
  return near ? text + t('targets.plan-file.did-you-mean', { near }, language) : text;
}
