import { JsonTooDeep, JsonTooLarge } from '../errors/refusal';

/** The deepest body of ours, an import of participants, has four levels. */
const DEEPEST = 20;
/** Fields of one object; reading more different names costs more than all else in a body. */
const MOST_FIELDS = 500;
/** Fields, items, objects and lists together; an import has at most 20,000 rows of some fields. */
const MOST_VALUES = 200_000;

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [LIST, END_OF_LIST] = [0x5b, 0x5d];
const [OBJECT, END_OF_OBJECT] = [0x7b, 0x7d];

/**
 * Looks at a body of JSON before it is parsed: code that walks through what comes of it, level by level,
 * must not be led a hundred thousand levels down.
 * @throws JsonTooDeep, JsonTooLarge
 */
export function checkJson(body: Buffer): void {
  const objects: boolean[] = [];
  const fields: number[] = [];
  let depth = 0;
  let values = 0;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at];
    if (byte === QUOTE) at = endOfText(body, at);
    else if (byte === END_OF_LIST || byte === END_OF_OBJECT) depth -= 1;
    else if (byte === LIST || byte === OBJECT) {
      depth += 1;
      if (depth > DEEPEST) throw new JsonTooDeep({ most: DEEPEST });
      objects[depth] = byte === OBJECT;
      fields[depth] = 1;
      values += 1;
    } else if (byte === COMMA) {
      values += 1;
      const ownFields = (fields[depth] ?? 0) + 1;
      fields[depth] = ownFields;
      if (objects[depth] && ownFields > MOST_FIELDS) throw new JsonTooLarge({ most: MOST_FIELDS });
    }
    if (values > MOST_VALUES) throw new JsonTooLarge({ most: MOST_VALUES });
  }
}

/**
 * What came as JSON to a page, as its form would have sent it: texts, numbers, yes, no and nothing, and lists of
 * these. Nothing else can be shown in a field again; half a character is no text.
 */
export function asForm(body: unknown): Record<string, unknown> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return {};
  const fields = Object.entries(body).flatMap(([name, value]: [string, unknown]) => {
    if (Array.isArray(value)) return [[name, value.filter(isTyped).map(wellFormed)]];
    return isTyped(value) ? [[name, wellFormed(value)]] : [];
  });
  return Object.fromEntries(fields) as Record<string, unknown>;
}

const isTyped = (value: unknown): boolean => typeof value !== 'object' || value === null;
const wellFormed = (value: unknown): unknown =>
  typeof value === 'string' ? value.replace(/\p{Surrogate}/gu, '\ufffd') : value;

/** Where the text ends that begins at `start`, or the end of the body. */
function endOfText(body: Buffer, start: number): number {
  for (let at = start + 1; at < body.length; at += 1) {
    if (body[at] === BACKSLASH) at += 1;
    else if (body[at] === QUOTE) return at;
  }
  return body.length;
}
