import { TABLE_TYPES } from '@academie/platform';

/** The kinds of files that carry a signature. */
export const FILE_KINDS = ['pdf', 'xlsx', 'csv'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

export const isFileKind = (text: string): text is FileKind =>
  (FILE_KINDS as readonly string[]).includes(text);

/** What a browser is told that it gets. */
export const FILE_TYPES: Record<FileKind, string> = {
  pdf: 'application/pdf',
  ...TABLE_TYPES,
};

/** A file as it came, taken apart. */
export interface CarriedSignature {
  kind: FileKind;
  /** All but the signature: that is what was signed. */
  content: Buffer;
  jws: string;
}

const JWS = '[\\w-]+\\.[\\w-]+\\.[\\w-]+';
const MARK = 'academie-handtekening';
/** Without its comment: signature, six numbers of two or four bytes, length of the comment. */
const END_OF_ZIP = 22;
const LENGTH_AT = 20;
const LONGEST = 4000;

const CSV_LINE = (checksum: string, jws: string): string =>
  `SHA-256;${checksum}\r\nJWS (EdDSA);${jws}\r\n`;
const LAST_OF_CSV = new RegExp(
  `(?<=\\r?\\n)SHA-256;[0-9a-f]{64};*\\r?\\nJWS \\(EdDSA\\);(${JWS});*\\r?\\n?$`,
);
const COMMENT = (checksum: string, jws: string): string => `${MARK} sha256=${checksum} jws=${jws}`;
const IN_COMMENT = new RegExp(`${MARK} sha256=[0-9a-f]{64} jws=(${JWS})\\n?$`);

/**
 * The file with its checksum and signature behind what is in it, where readers of its kind look past them: the last
 * lines of a CSV, a comment after the end of a PDF, the comment of the archive that a workbook is.
 */
export function withSignature(
  kind: FileKind,
  content: Buffer,
  { checksum, jws }: { checksum: string; jws: string },
): Buffer {
  switch (kind) {
    case 'csv':
      return Buffer.concat([content, Buffer.from(CSV_LINE(checksum, jws))]);
    case 'pdf':
      return Buffer.concat([content, Buffer.from(`%${COMMENT(checksum, jws)}\n`)]);
    case 'xlsx': {
      const comment = Buffer.from(COMMENT(checksum, jws));
      return Buffer.concat([lengthSet(content, comment.length), comment]);
    }
    default:
      return kind satisfies never;
  }
}

/** Undefined for a file that carries no signature. */
export function signatureIn(file: Buffer): CarriedSignature | undefined {
  const kind = kindOf(file);
  const tail = file.subarray(-LONGEST).toString('latin1');
  const found = (kind === 'csv' ? LAST_OF_CSV : IN_COMMENT).exec(tail);
  if (!found?.[1]) return undefined;
  const [carried, jws] = found;
  const content = file.subarray(0, file.length - carried.length);
  if (kind === 'csv') return { kind, content, jws };
  if (kind === 'pdf') return { kind, content: content.subarray(0, -1), jws };
  if (content.length < END_OF_ZIP) return undefined;
  return { kind, content: lengthSet(content, 0), jws };
}

const kindOf = (file: Buffer): FileKind =>
  file.subarray(0, 5).toString('latin1') === '%PDF-'
    ? 'pdf'
    : file.subarray(0, 2).toString('latin1') === 'PK'
      ? 'xlsx'
      : 'csv';

// The archive says in its last two bytes how long the comment after it is.
function lengthSet(archive: Buffer, length: number): Buffer {
  const set = Buffer.from(archive);
  set.writeUInt16LE(length, set.length - END_OF_ZIP + LENGTH_AT);
  return set;
}
