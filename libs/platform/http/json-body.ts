import { JsonTooDeep, JsonTooLarge } from '../errors/refusal';

/** The deepest body of ours, an import of participants, has four levels. */
const DEEPEST = 20;
/** Objects and lists; an import has at most 20,000 rows. */
const MOST_CONTAINERS = 50_000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENS = new Set([0x5b, 0x7b]);
const CLOSES = new Set([0x5d, 0x7d]);

/**
 * Looks at a body of JSON before it is parsed: whoever walks through what comes of it, level by level,
 * must not be led a hundred thousand levels down.
 * @throws JsonTooDeep, JsonTooLarge
 */
export function checkJson(body: Buffer): void {
  let depth = 0;
  let containers = 0;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at] ?? 0;
    if (byte === QUOTE) at = endOfText(body, at);
    else if (CLOSES.has(byte)) depth -= 1;
    else if (OPENS.has(byte)) {
      depth += 1;
      containers += 1;
      if (depth > DEEPEST) throw new JsonTooDeep({ most: DEEPEST });
      if (containers > MOST_CONTAINERS) throw new JsonTooLarge({ most: MOST_CONTAINERS });
    }
  }
}

/** Where the text ends that begins at `start`, or the end of the body. */
function endOfText(body: Buffer, start: number): number {
  for (let at = start + 1; at < body.length; at += 1) {
    if (body[at] === BACKSLASH) at += 1;
    else if (body[at] === QUOTE) return at;
  }
  return body.length;
}
