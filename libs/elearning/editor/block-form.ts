import type { BlockKind } from '../block/block-kinds';

type Values = Record<string, unknown>;

/** `choices.3.text` */
const IN_LIST = /^(\w+)\.(\d{1,3})\.(\w+)$/;
/** Ticking a box in an empty row makes it no answer. */
const BOXES = new Set(['correct']);

/**
 * What a form sent without the rows of lists in which nothing was typed; the others are counted anew, so
 * that an author may leave rows empty anywhere.
 */
export function withoutEmptyRows(body: unknown): Values {
  if (typeof body !== 'object' || body === null) return {};
  const flat = body as Values;
  const filled = new Map<string, Set<number>>();
  for (const [name, value] of Object.entries(flat)) {
    const [, list = '', nth = '', field = ''] = IN_LIST.exec(name) ?? [];
    if (!list || BOXES.has(field) || typeof value !== 'string' || value.trim() === '') continue;
    filled.set(list, (filled.get(list) ?? new Set()).add(Number(nth)));
  }
  const result: Values = {};
  for (const [name, value] of Object.entries(flat)) {
    const [, list = '', nth = '', field = ''] = IN_LIST.exec(name) ?? [];
    if (!list) result[name] = value;
    else {
      const rows = [...(filled.get(list) ?? [])].sort((a, b) => a - b);
      const place = rows.indexOf(Number(nth));
      if (place >= 0) result[`${list}.${place}.${field}`] = value;
    }
  }
  return result;
}

/** A body as the fields of its form: lists of texts as lines, whether a statement is true as a word. */
export function blockValues(kind: BlockKind, body: Values): Values {
  const values = Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      isLines(value) ? value.join('\n') : typeof value === 'number' ? dutchTyped(value) : value,
    ]),
  );
  return kind === 'true_false' ? { ...values, isTrue: body.isTrue ? 'ja' : 'nee' } : values;
}

const isLines = (value: unknown): value is string[] =>
  Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string');

const dutchTyped = (value: number): string => String(value).replace('.', ',');

/** The rows of a list in a form: those that are filled in, and some to fill in. */
export function formRows(
  values: unknown,
  errors: Readonly<Record<string, string>>,
  { list, least, most }: { list: string; least: number; most: number },
): object[] {
  const given = Array.isArray(values) ? (values as Values[]) : [];
  const count = Math.min(most, Math.max(least, given.length + 2));
  return Array.from({ length: count }, (_, nth) => {
    const row = given[nth] ?? {};
    return {
      ...row,
      nth,
      number: nth + 1,
      name: `${list}.${nth}`,
      errors: Object.fromEntries(
        Object.entries(errors)
          .filter(([field]) => field.startsWith(`${list}.${nth}.`))
          .map(([field, text]) => [field.split('.')[2] ?? '', text]),
      ),
    };
  });
}
