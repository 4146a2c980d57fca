import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

import { SaxesParser } from 'saxes';

import { UnreadableTable } from './unreadable-table';

/** Elements within elements; a workbook has ten. */
const DEEPEST = 50;
/** Attributes of an element; a workbook has thirty. */
const MOST_ATTRIBUTES = 500;

/** What is done with the elements of a document; names come without their namespace. */
export interface XmlHandler {
  open?(name: string, attributes: Record<string, string>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/**
 * Reads a document as it comes in, and pauses after each chunk of it. No entity is expanded but those of XML
 * itself, and nothing outside the document is read. @throws UnreadableTable
 */
export async function* readXml(stream: Readable, handler: XmlHandler): AsyncGenerator<undefined> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  let broken: Error | undefined;
  parser.on('error', (error) => (broken ??= error));
  let depth = 0;
  let attributes = 0;
  parser.on('opentagstart', () => (attributes = 0));
  parser.on('attribute', () => {
    attributes += 1;
    if (attributes > MOST_ATTRIBUTES) throw new UnreadableTable('unreadable');
  });
  parser.on('opentag', ({ name, attributes: own }) => {
    depth += 1;
    if (depth > DEEPEST) throw new UnreadableTable('unreadable');
    handler.open?.(local(name), own);
  });
  parser.on('text', (text) => handler.text?.(text));
  parser.on('cdata', (text) => handler.text?.(text));
  parser.on('closetag', ({ name }) => {
    depth -= 1;
    handler.close?.(local(name));
  });
  const decoder = new StringDecoder('utf8');
  try {
    for await (const chunk of stream) {
      parser.write(decoder.write(chunk as Buffer));
      if (broken) break;
      yield undefined;
    }
  } catch {
    throw new UnreadableTable('unreadable');
  } finally {
    stream.destroy();
  }
  if (broken) throw new UnreadableTable('unreadable');
  yield undefined;
}

/** Reads a whole document. */
export async function readWholeXml(stream: Readable, handler: XmlHandler): Promise<void> {
  const chunks = readXml(stream, handler);
  while (!(await chunks.next()).done);
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);
