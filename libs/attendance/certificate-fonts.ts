import path from 'node:path';

import type PDFDocument from 'pdfkit';

import { ROOT } from '@academie/platform';

const FILES = path.join(ROOT, 'node_modules/@fontsource/source-sans-3/files');

// The font comes in parts, each with other letters; the first part that has a letter gives it.
const PARTS: readonly { name: string; has: RegExp }[] = [
  {
    name: 'latin',
    has: /[\u0000-\u00ff\u0131\u0152\u0153\u02bb\u02bc\u02c6\u02da\u02dc\u2000-\u206f\u20ac\u2122\u2212]/u,
  },
  { name: 'vietnamese', has: /[\u1ea0-\u1ef9]/u },
  { name: 'greek', has: /[\u0370-\u03ff]/u },
  { name: 'cyrillic', has: /[\u0400-\u045f\u0490\u0491\u04b0\u04b1]/u },
];
const REST = 'latin-ext';

export type Weight = 400 | 600 | 700;

export interface TextStyle {
  weight: Weight;
  size: number;
  color: string;
  width: number;
  lineGap?: number;
  characterSpacing?: number;
  height?: number;
}

/** The file with these letters; embedded where it is used, since a certificate outlives us. */
const fontFile = (part: string, weight: Weight): string =>
  path.join(FILES, `source-sans-3-${part}-${weight}-normal.woff`);

/** How high the text becomes. */
export function heightOf(
  doc: typeof PDFDocument.prototype,
  text: string,
  { weight, size, width, lineGap = 0 }: TextStyle,
): number {
  return doc.font(fontFile('latin', weight)).fontSize(size).heightOfString(text, { width, lineGap });
}

/** Writes text at a place, each letter from the part of the font that has it. */
export function write(
  doc: typeof PDFDocument.prototype,
  text: string,
  x: number,
  y: number,
  style: TextStyle,
): void {
  const { weight, size, color, width, lineGap = 0, characterSpacing = 0, height } = style;
  const runs = runsOf(text.normalize('NFC'));
  doc.fillColor(color).fontSize(size);
  for (const [index, run] of runs.entries()) {
    doc.font(fontFile(run.part, weight));
    const options = {
      width,
      lineGap,
      characterSpacing,
      ...(height && { height, ellipsis: true }),
      continued: index < runs.length - 1,
    };
    if (index === 0) doc.text(run.text, x, y, options);
    else doc.text(run.text, options);
  }
}

/** Neighbouring letters of the same part of the font together. */
export function runsOf(text: string): { part: string; text: string }[] {
  const runs: { part: string; text: string }[] = [];
  for (const letter of text) {
    const part = PARTS.find(({ has }) => has.test(letter))?.name ?? REST;
    const last = runs.at(-1);
    if (last?.part === part) last.text += letter;
    else runs.push({ part, text: letter });
  }
  return runs;
}
