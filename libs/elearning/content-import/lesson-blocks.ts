import { newId } from '@academie/platform';

import type { Block } from '../block/block';

/** Longest text of one block. */
const LONGEST = 20_000;
const PICTURE = /^!\[([^\]]*)\]\(\/leren\/bestanden\/([0-9a-f-]{36})\/inhoud\)$/;

/**
 * The text of a lesson as blocks: a line that is a picture of the course becomes a block of its own, and a text that
 * is too long for one block becomes several, between paragraphs where there are some.
 */
export function blocksOf(
  text: string,
  isPicture: (fileId: string) => boolean,
  noAlt: string,
): Block[] {
  const blocks: Block[] = [];
  let lines: string[] = [];
  const finish = (): void => {
    for (const part of partsOf(lines.join('\n').trim()))
      blocks.push({ id: newId(), kind: 'text', body: { text: part } });
    lines = [];
  };
  for (const line of text.split('\n')) {
    const [, alt = '', fileId] = PICTURE.exec(line.trim()) ?? [];
    if (!fileId || !isPicture(fileId)) {
      lines.push(line);
      continue;
    }
    finish();
    blocks.push({ id: newId(), kind: 'picture', body: { fileId, alt: alt.trim() || noAlt } });
  }
  finish();
  return blocks;
}

/** Ids of files that stand as pictures in a text. */
export const picturesIn = (text: string): string[] =>
  text.split('\n').flatMap((line) => PICTURE.exec(line.trim())?.[2] ?? []);

function partsOf(text: string): string[] {
  if (text.length <= LONGEST) return text === '' ? [] : [text];
  const place = text.lastIndexOf('\n\n', LONGEST);
  const at = place > 0 ? place : LONGEST;
  return [text.slice(0, at).trim(), ...partsOf(text.slice(at).trim())].filter(Boolean);
}
