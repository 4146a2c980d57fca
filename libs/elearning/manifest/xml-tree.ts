import { SaxesParser, type SaxesTagNS } from 'saxes';

import { BrokenPackage, broken } from './package-problem';

/** An element of a document, with the line on which it begins. */
export interface XmlElement {
  /** Without its prefix. */
  name: string;
  uri: string;
  /** By local name; of two with the same one the last. */
  attributes: Record<string, string>;
  children: XmlElement[];
  text: string;
  line: number;
}

const DEEPEST = 100;
const MOST_ELEMENTS = 100_000;
const AT_ONCE = 65_536;

/**
 * Reads a document into a tree, some of it at a time, so that it never holds up others for long. A document
 * with definitions of entities is refused, and no other file is read for it.
 * @throws BrokenPackage with the line
 */
export async function readXmlTree(bytes: Buffer, file: string): Promise<XmlElement> {
  const text = textOf(bytes);
  const parser = new SaxesParser({ xmlns: true, position: true });
  const stack: XmlElement[] = [];
  let root: XmlElement | undefined;
  let count = 0;
  const fail = (reason: 'not-xml' | 'entities' | 'too-deep', line = parser.line): never => {
    throw broken(reason, { file, line });
  };
  parser.on('error', () => fail('not-xml'));
  parser.on('doctype', (declared) => {
    if (declared.includes('[')) fail('entities');
  });
  parser.on('opentag', (tag) => {
    count += 1;
    const element = elementOf(tag, parser.line);
    if (count > MOST_ELEMENTS || stack.length >= DEEPEST) fail('too-deep');
    stack.at(-1)?.children.push(element);
    root ??= element;
    stack.push(element);
  });
  const take = (piece: string): void => {
    const open = stack.at(-1);
    if (open) open.text += piece;
  };
  parser.on('text', take);
  parser.on('cdata', take);
  parser.on('closetag', () => stack.pop());
  for (let at = 0; at < text.length; at += AT_ONCE) {
    parser.write(text.slice(at, at + AT_ONCE));
    await new Promise((resolve) => setImmediate(resolve));
  }
  try {
    parser.close();
  } catch (error) {
    if (error instanceof BrokenPackage) throw error;
    fail('not-xml');
  }
  return root ?? fail('not-xml', 1);
}

/** The first child with this name, in whatever namespace. */
export const child = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((one) => one.name === name);

export const childrenOf = (element: XmlElement | undefined, name: string): XmlElement[] =>
  element?.children.filter((one) => one.name === name) ?? [];

/** What stands in it, or undefined when nothing does. */
export const textIn = (element: XmlElement | undefined): string | undefined =>
  element?.text.trim() || undefined;

function elementOf(tag: SaxesTagNS, line: number): XmlElement {
  const attributes: Record<string, string> = {};
  for (const { prefix, local, value } of Object.values(tag.attributes))
    if (prefix !== 'xmlns') attributes[local] = value;
  return { name: tag.local, uri: tag.uri, attributes, children: [], text: '', line };
}

// What the document says of itself holds only where its first bytes do not say otherwise.
function textOf(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const declared = /^[^>]{0,200}?encoding\s*=\s*["']([\w.-]{1,40})["']/.exec(
    bytes.subarray(0, 300).toString('latin1'),
  )?.[1];
  // Whose first letters can be read one byte a letter is not what has two bytes for each.
  const isOther = declared !== undefined && !/^utf-?(?:8|16)/i.test(declared);
  return (
    (isOther ? decoded(bytes, declared) : undefined) ?? decoded(bytes, 'utf-8') ?? latin(bytes)
  );
}

function decoded(bytes: Buffer, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

// Tools that write UTF-8 in the first line and the letters of Windows behind it: no byte of these is wrong.
const latin = (bytes: Buffer): string => new TextDecoder('windows-1252').decode(bytes);
