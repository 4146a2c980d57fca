import { demand } from './xapi-error';

/** One part of a body of several. */
export interface Part {
  /** By name in small letters. */
  headers: ReadonlyMap<string, string>;
  content: Buffer;
}

const CRLF = '\r\n';
const MOST_PARTS = 100;
const MOST_HEADERS = 4000;
const HEADER = /^([\w-]{1,80}):[ \t]*([^\r\n]{0,1000})$/;

/** The parts of a body of `multipart/mixed` (RFC 2046, section 5.1). @throws XapiError 400 */
export function readMultipart(type: string, body: Buffer): Part[] {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"\r\n]{1,70})"|([^\s;"]{1,70}))/i.exec(type) ?? [];
  const boundary = quoted ?? plain;
  demand(boundary !== undefined, 'multipart/mixed has a boundary');
  // The first boundary may stand at the very start, where no line ends before it.
  const whole = Buffer.concat([Buffer.from(CRLF), body]);
  const parts: Part[] = [];
  let at = boundaryAfter(whole, boundary, 0);
  demand(at !== undefined, 'there is no part');
  while (!at.isLast) {
    const next = boundaryAfter(whole, boundary, at.end);
    demand(next !== undefined, 'the last part does not end');
    parts.push(partOf(whole.subarray(at.end, next.start)));
    demand(parts.length <= MOST_PARTS, `at most ${MOST_PARTS} parts`);
    at = next;
  }
  return parts;
}

/** A body of several parts, with the type that says where they end. */
export function multipartOf(
  parts: readonly { headers: Readonly<Record<string, string>>; content: Buffer | string }[],
  boundary: string,
): { type: string; content: Buffer } {
  const chunks = parts.flatMap(({ headers, content }) => [
    `--${boundary}${CRLF}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}${CRLF}`),
    CRLF,
    content,
    CRLF,
  ]);
  return {
    type: `multipart/mixed; boundary=${boundary}`,
    content: Buffer.concat(
      [...chunks, `--${boundary}--${CRLF}`].map((one) =>
        typeof one === 'string' ? Buffer.from(one) : one,
      ),
    ),
  };
}

interface Found {
  /** Where the part before it ends. */
  start: number;
  /** Where the part after it begins, with the end of the line of the boundary. */
  end: number;
  isLast: boolean;
}

function boundaryAfter(whole: Buffer, boundary: string, from: number): Found | undefined {
  const line = `${CRLF}--${boundary}`;
  for (let start = whole.indexOf(line, from); start >= 0; start = whole.indexOf(line, start + 1)) {
    const end = start + line.length;
    if (whole.subarray(end, end + 2).toString('latin1') === '--')
      return { start, end, isLast: true };
    let behind = end;
    while (whole[behind] === 0x20 || whole[behind] === 0x09) behind += 1;
    // Anything else behind it, and it is the beginning of a longer word.
    if (whole.subarray(behind, behind + 2).toString('latin1') === CRLF)
      return { start, end: behind, isLast: false };
  }
  return undefined;
}

// The end of the line of the boundary is still there, so a part without headers is two ends of lines too.
function partOf(bytes: Buffer): Part {
  const end = bytes.indexOf(CRLF + CRLF);
  demand(end >= 0 && end <= MOST_HEADERS, 'a part has headers, and an empty line behind them');
  const headers = new Map<string, string>();
  for (const line of bytes.subarray(0, end).toString('latin1').split(CRLF).filter(Boolean)) {
    const [, name = '', value = ''] = HEADER.exec(line) ?? [];
    demand(name !== '', 'a header of a part');
    headers.set(name.toLowerCase(), value.trim());
  }
  return { headers, content: bytes.subarray(end + 4) };
}
