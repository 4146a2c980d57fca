import {
  BAITS,
  bait,
  FIELD,
  HOSTILE_FILES,
  HOSTILE_FORMS,
  HOSTILE_HEADERS,
  HOSTILE_JSON,
  type HostileBody,
} from './hostile-inputs';
import type { RawRequest, WatchedAcademie } from './watched-academie';

/** Somebody who sends it, and what their browser sends along. */
export interface Sender {
  name: string;
  headers: Record<string, string>;
  targets: Targets;
}

/** Addresses by what they take. */
export interface Targets {
  forms: string[];
  /** With the field that takes a text or a list. */
  json: [path: string, field: string][];
  /** With the kinds of files that are tried there. */
  files: [path: string, names: RegExp][];
  /** As far as the value of a search field: `/pad?naam=`. */
  queries: string[];
  /** Of each kind of answer one, for headers. */
  plain: string[];
}

/** What one input did. */
export interface Outcome {
  what: string;
  where: string;
  who: string;
  status: number;
  /** The beginning of what a person or a program reads. */
  text: string;
  /** Milliseconds until the answer, and the longest that the event loop was held. */
  took: number;
  held: number;
}

/** Longest text of an address: Node takes 16 kB of request line and headers. */
const LONGEST_ADDRESS = 14_000;

/**
 * Sends every hostile input to the addresses of its kind, one after another: to one in `share` of them, each
 * input to others. With 1 it is all of them, which takes minutes.
 */
export async function* attack(
  academie: WatchedAcademie,
  { name: who, headers: own, targets }: Sender,
  share: number,
): AsyncGenerator<Outcome> {
  await academie.longestHold();
  let nth = 0;
  for (const { what, where, ...request } of requestsTo(targets)) {
    nth += 1;
    if (nth % share !== 0) continue;
    const headers = { ...own, ...request.headers };
    // A cookie of the input goes beside that of the session, not in its place.
    if (own.cookie && request.headers?.cookie)
      headers.cookie = `${own.cookie}; ${String(request.headers.cookie)}`;
    const answer = await academie
      .send({ ...request, headers })
      .catch((error: unknown) => ({ status: 0, text: String(error), took: 0 }));
    const held = await academie.longestHold();
    const { status, text, took } = answer;
    yield { what, where, who, status, text: wordsOf(text), took, held };
  }
}

interface Planned extends RawRequest {
  what: string;
  where: string;
}

function* requestsTo({ forms, json, files, queries, plain }: Targets): Generator<Planned> {
  for (const input of [...HOSTILE_FORMS, ...HOSTILE_JSON.slice(0, 2)]) {
    const body = input.body();
    for (const where of forms) yield posted(where, input, body);
  }
  for (const input of [...HOSTILE_JSON, ...HOSTILE_FORMS.slice(0, 2)]) {
    const body = String(input.body());
    for (const [where, field] of json) yield posted(where, input, body.replace(FIELD, field));
  }
  for (const input of HOSTILE_FILES) {
    const wanted = files.filter(([, names]) => names.test(input.name ?? ''));
    const body = wanted.length > 0 ? inParts(input) : '';
    for (const [where] of wanted) yield posted(where, input, body);
  }
  for (const where of queries) yield* asked(where);
  for (const path of plain)
    for (const [what, headers] of HOSTILE_HEADERS)
      yield { what, where: path, method: 'GET', path, headers };
}

function* asked(where: string): Generator<Planned> {
  for (const [what, sign] of BAITS) {
    // A sign may be three times as long in an address, and more.
    const own = encodeURIComponent(sign);
    const path = where + bait(own, LONGEST_ADDRESS - (LONGEST_ADDRESS % own.length));
    yield { what: `an address of ${what}`, where, method: 'GET', path };
  }
  const [plain = '/'] = where.split('?', 1);
  const long: [string, string][] = [
    ['an address of 7000 fields', `${plain}?${'a&'.repeat(7000)}`],
    ['an address of 2000 brackets', `${where.replace('=', '')}${'[a]'.repeat(2000)}=1`],
    ['an address encoded over and over', `${plain}?q=%${'25'.repeat(7000)}41`],
    ['an address of 7000 folders', `${plain}${'/a'.repeat(7000)}`],
    ['an address of 4000 encoded slashes', `${plain}${'%2f'.repeat(4000)}`],
    ['an address of 7000 dots', `${plain}${'/..'.repeat(4500)}`],
  ];
  for (const [what, path] of long) yield { what, where, method: 'GET', path };
}

const TYPES = {
  form: 'application/x-www-form-urlencoded',
  json: 'application/json',
  file: 'multipart/form-data; boundary=grens',
};

const posted = (where: string, { what, type }: HostileBody, body: Buffer | string): Planned => ({
  what,
  where,
  method: 'POST',
  path: where,
  headers: { 'content-type': TYPES[type] },
  body,
});

/** A form with a file, and beside it what our forms with a file ask. */
function inParts(input: HostileBody): Buffer {
  const { name = 'lijst.csv' } = input;
  const fields = { kind: 'participants', source: 'test', percent: '80', dryRun: 'true' };
  const parts = Object.entries(fields).map(
    ([field, value]) =>
      `--grens\r\ncontent-disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`,
  );
  return Buffer.concat([
    Buffer.from(
      `${parts.join('')}--grens\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n`,
    ),
    Buffer.from(input.body()),
    Buffer.from('\r\n--grens--\r\n'),
  ]);
}

/** What a page or a problem says, without its frame. */
function wordsOf(text: string): string {
  const detail = /"detail":"([^"]+)"/.exec(text)?.[1];
  const main = /<main[^>]*>(.*?)<\/main>/s.exec(text)?.[1];
  const error = main && /class="[^"]*(?:error|alert)[^"]*"[^>]*>(.*)/s.exec(main)?.[1];
  return (detail ?? error ?? main ?? text)
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 120);
}
