import { isId } from '@academie/platform';

import { PackageStateRefused } from '../elearning.errors';

/** What a player sends of one part. */
export interface SavedState {
  item: string;
  /** The page that sends it. */
  session: string;
  /** From 1, of that page. */
  sequence: number;
  /** Whether the part said that it ended. */
  isEnded: boolean;
  /** The data model. */
  cmi: Record<string, unknown>;
}

/** Characters of a data model; 64,000 of suspend data and hundreds of interactions are within it. */
const LONGEST = 500_000;
/** Objects in objects; the data model has six. Texts in it may have brackets too. */
const DEEPEST = 500;

/**
 * Reads what a player sent: a line of JSON, and below it the suspend data as it is. A browser sends no more than
 * 64 KB of a page that closes, so nothing of that is lost on quotes.
 * @throws PackageStateRefused
 */
export function readSavedState(body: unknown): SavedState {
  if (typeof body !== 'string' || body.length > LONGEST) throw new PackageStateRefused();
  const end = body.indexOf('\n');
  const head = parsed(end < 0 ? body : body.slice(0, end));
  const { item, session, sequence, ended, cmi } = head;
  if (
    typeof item !== 'string' ||
    typeof session !== 'string' ||
    !isId(session) ||
    !Number.isInteger(sequence) ||
    Number(sequence) < 1 ||
    Number(sequence) > 2_000_000_000 ||
    !isData(cmi)
  )
    throw new PackageStateRefused();
  const data = { ...cmi };
  if (end >= 0) data.suspend_data = body.slice(end + 1).replaceAll('\0', '');
  return { item, session, sequence: Number(sequence), isEnded: ended === true, cmi: data };
}

function parsed(text: string): Record<string, unknown> {
  if (depthOf(text) > DEEPEST) throw new PackageStateRefused();
  try {
    const value: unknown = JSON.parse(text, (_key, one: unknown) =>
      typeof one === 'string' ? one.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\ufffd') : one,
    );
    if (isData(value)) return value;
  } catch {
    // no JSON
  }
  throw new PackageStateRefused();
}

// Counts brackets in texts too, which is deep enough.
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const sign of text) {
    if (sign === '{' || sign === '[') deepest = Math.max(deepest, (depth += 1));
    else if (sign === '}' || sign === ']') depth -= 1;
  }
  return deepest;
}

const isData = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
