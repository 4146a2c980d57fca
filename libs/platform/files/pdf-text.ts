import path from 'node:path';

import { ROOT } from './files';

const FILES = path.join(ROOT, 'node_modules/@fontsource/source-sans-3/files');

// The font comes in parts, each with other letters; the first part that has a letter gives it.
const PARTS = ['latin', 'latin-ext', 'vietnamese', 'greek', 'cyrillic', 'cyrillic-ext'] as const;
type Part = (typeof PARTS)[number];

export type Weight = 400 | 600 | 700;

type Doc = PDFKit.PDFDocument;

export interface TextStyle {
  weight: Weight;
  size: number;
  color: string;
  width: number;
  lineGap?: number;
  characterSpacing?: number;
  height?: number;
}

/** The file with these letters; embedded where it is used, since a paper outlives us. */
const fontFile = (part: Part, weight: Weight): string =>
  path.join(FILES, `source-sans-3-${part}-${weight}-normal.woff`);

/** How high the text becomes. */
export function heightOf(
  doc: Doc,
  text: string,
  { weight, size, width, lineGap = 0 }: TextStyle,
): number {
  return doc
    .font(fontFile('latin', weight))
    .fontSize(size)
    .heightOfString(text, { width, lineGap });
}

/** Writes text at a place, each letter from the part of the font that has it. */
export function writeText(doc: Doc, text: string, x: number, y: number, style: TextStyle): void {
  const { weight, size, color, width, lineGap = 0, characterSpacing = 0, height } = style;
  const runs = runsOf(doc, text, weight);
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

/**
 * Neighbouring letters of the same part of the font together. A sign that no part has becomes a
 * question mark: an empty box, or no paper at all, would be worse.
 */
function runsOf(doc: Doc, text: string, weight: Weight): { part: Part; text: string }[] {
  const runs: { part: Part; text: string }[] = [];
  for (const letter of text.normalize('NFC').replace(/\p{C}/gu, '')) {
    const found = PARTS.find((part) => has(doc, part, weight, letter));
    const part = found ?? 'latin';
    const last = runs.at(-1);
    const sign = found ? letter : '?';
    if (last?.part === part) last.text += sign;
    else runs.push({ part, text: sign });
  }
  return runs;
}

function has(doc: Doc, part: Part, weight: Weight, letter: string): boolean {
  doc.font(fontFile(part, weight));
  // pdfkit keeps the font to itself, and throws halfway when a letter is not in it.
  const { _font } = doc as unknown as {
    _font: { font: { hasGlyphForCodePoint(point: number): boolean } };
  };
  return _font.font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0);
}
