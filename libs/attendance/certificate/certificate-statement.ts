import { heightOf, t, type TextStyle, writeText as write } from '@academie/platform';

import type { CertificateRow } from './certificate.queries';

type Doc = PDFKit.PDFDocument;

// The tokens of the house (assets/css/tokens.css), in the light scheme: paper is white.
export const INK = '#14232d';
export const INK_SOFT = '#4b5b66';
const SEA = '#0b5574';

/** A piece of text of the paper: what it is, how it looks, and how far it stands below the last. */
export interface Block {
  tag: string;
  text: string;
  style: TextStyle;
  above: number;
}

/** Writes them under each other from a place on. Returns where they end. */
export function writeBlocks(
  doc: Doc,
  root: PDFKit.PDFStructureElement,
  blocks: readonly Block[],
  { x, y: top }: { x: number; y: number },
): number {
  let y = top;
  for (const { tag, text, style, above } of blocks) {
    const at = y + above;
    root.add(doc.struct(tag, {}, () => write(doc, text, x, at, style)));
    y = at + blockHeight(doc, text, style);
  }
  return y;
}

const blockHeight = (doc: Doc, text: string, style: TextStyle): number =>
  Math.min(heightOf(doc, text, style), style.height ?? Infinity);

/** How high they are together, in points. */
export const heightOfBlocks = (doc: Doc, blocks: readonly Block[]): number =>
  blocks.reduce((sum, { text, style, above }) => sum + above + blockHeight(doc, text, style), 0);

/** Who completed what, on lines of at most this width. */
export function statementBlocks(doc: Doc, { facts }: CertificateRow, width: number): Block[] {
  const holder = facts.holder ?? t('attendance.certificate-pdf.no-name');
  const plain = { weight: 400, color: INK_SOFT, width } as const;
  const eyebrow: TextStyle = {
    weight: 600,
    size: 14,
    color: SEA,
    width,
    characterSpacing: 3.2,
  };
  const name = fitting(doc, holder, [42, 36, 30, 25], 2, { weight: 700, color: INK, width });
  const title = fitting(doc, facts.course, [28, 24, 20, 17], 3, { weight: 600, color: SEA, width });
  const summary: TextStyle = { ...plain, size: 12.5, width: width - 40, lineGap: 3, height: 70 };
  return [
    { tag: 'H1', text: t('attendance.certificate-pdf.head'), style: eyebrow, above: 0 },
    { tag: 'P', text: holder, style: name, above: 22 },
    { tag: 'P', text: 'heeft afgerond', style: { ...plain, size: 16 }, above: 8 },
    { tag: 'H2', text: facts.course, style: title, above: 8 },
    { tag: 'P', text: facts.summary, style: summary, above: 12 },
  ];
}

/** The largest of the sizes at which the text takes at most so many lines. */
function fitting(
  doc: Doc,
  text: string,
  sizes: readonly number[],
  lines: number,
  style: Pick<TextStyle, 'weight' | 'color' | 'width'>,
): TextStyle {
  const at = (size: number): TextStyle => ({ ...style, size, lineGap: 0 });
  const fits = (size: number): boolean =>
    heightOf(doc, text, at(size)) <= lines * heightOf(doc, 'X', at(size)) + 1;
  return at(sizes.find(fits) ?? sizes.at(-1) ?? 17);
}
