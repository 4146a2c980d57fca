import type { Readable } from 'node:stream';

import mammoth from 'mammoth';
import { SaxesParser } from 'saxes';
import { type Entry, openPromise, type ZipFile } from 'yauzl';

import { markdownOf } from './html-markdown';

/** What a document may be at most; looked at before anything is unpacked. */
const LIMITS = {
  files: 2_000,
  /** Bytes of all files together, and of one that is XML. */
  unpacked: 100_000_000,
  xml: 10_000_000,
  /** Elements within elements; a table in a text box in a table has some sixty. */
  depth: 150,
  pictures: 100,
  /** Letters of the text that comes of it. */
  text: 200_000,
} as const;

/** What can be wrong with a document; each has a sentence at `elearning.import.word-problem.<reason>`. */
export const DOCX_PROBLEMS = [
  'no-word',
  'old-or-locked',
  'too-much',
  'entities',
  'too-deep',
  'too-long',
  'unreadable',
  'empty',
] as const;
export type DocxProblem = (typeof DOCX_PROBLEMS)[number];

/** A picture of a document; in the text it stands as `![alt](image:<its place>)`. */
export interface DocxPicture {
  bytes: Uint8Array;
}

/** A document as a text in Markdown with its pictures, or why it cannot be. */
export type DocxAnswer =
  | { text: string; pictures: DocxPicture[]; leftOut: number }
  | { problem: DocxProblem };

class UnreadableDocx extends Error {
  constructor(readonly problem: DocxProblem) {
    super(problem);
  }
}

/** Reads a document of Word on the disk. Runs in a thread of its own, with limits of memory and time. */
export async function readDocx(path: string): Promise<DocxAnswer> {
  try {
    await check(path);
    return await convert(path);
  } catch (error) {
    return { problem: error instanceof UnreadableDocx ? error.problem : 'unreadable' };
  }
}

// The library unpacks everything into memory and builds a tree of it: all that could make that large is found before.
async function check(path: string): Promise<void> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false }).catch(() => {
    throw new UnreadableDocx('no-word');
  });
  try {
    if (zip.entryCount > LIMITS.files) throw new UnreadableDocx('too-much');
    const entries: Entry[] = [];
    for await (const entry of zip.eachEntry()) entries.push(entry);
    const isXml = ({ fileName }: Entry): boolean => /\.(?:xml|rels)$/i.test(fileName);
    const unpacked = entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
    const isLarge = entries.some((one) => isXml(one) && one.uncompressedSize > LIMITS.xml);
    if (unpacked > LIMITS.unpacked || isLarge) throw new UnreadableDocx('too-much');
    if (!entries.some(({ fileName }) => fileName === 'word/document.xml'))
      throw new UnreadableDocx('no-word');
    for (const entry of entries) await checkBytes(zip, entry, isXml(entry));
  } finally {
    zip.close();
  }
}

async function checkBytes(zip: ZipFile, entry: Entry, isXml: boolean): Promise<void> {
  if (entry.isEncrypted()) throw new UnreadableDocx('old-or-locked');
  const parser = new SaxesParser({ xmlns: false, position: false });
  let depth = 0;
  parser.on('doctype', () => {
    throw new UnreadableDocx('entities');
  });
  parser.on('opentag', () => {
    depth += 1;
    if (depth > LIMITS.depth) throw new UnreadableDocx('too-deep');
  });
  parser.on('closetag', () => (depth -= 1));
  parser.on('error', () => {
    throw new UnreadableDocx('unreadable');
  });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  // A file that unpacks to more than it says is an error of the stream.
  const stream: Readable = await zip.openReadStreamPromise(entry);
  for await (const chunk of stream as AsyncIterable<Buffer>)
    if (isXml) parser.write(decoder.decode(chunk, { stream: true }));
  if (isXml) parser.close();
}

async function convert(path: string): Promise<DocxAnswer> {
  const pictures: DocxPicture[] = [];
  let leftOut = 0;
  const { value } = await mammoth.convertToHtml(
    { path },
    {
      // A picture that lies elsewhere is not fetched, from this machine neither.
      externalFileAccess: false,
      convertImage: mammoth.images.imgElement(async (image) => {
        const bytes = await image.readAsBuffer().catch(() => undefined);
        if (!bytes || pictures.length >= LIMITS.pictures) {
          leftOut += 1;
          return { src: '' };
        }
        pictures.push({ bytes });
        return { src: `image:${pictures.length - 1}` };
      }),
    },
  );
  const text = markdownOf(value);
  if (text.trim() === '') throw new UnreadableDocx('empty');
  if (text.length > LIMITS.text) throw new UnreadableDocx('too-long');
  return { text, pictures, leftOut };
}
