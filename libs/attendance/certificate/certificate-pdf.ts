import {
  heightOf,
  mediumDate,
  newPdf,
  qrModules,
  startOfDay,
  t,
  type TextStyle,
  writeText as write,
} from '@academie/platform';

import { printedCode } from './certificate-code';
import { accreditationText, criteriaText, issuedBy, lengthText } from './certificate-facts';
import {
  heightOfBlocks,
  INK,
  INK_SOFT,
  statementBlocks,
  writeBlocks,
} from './certificate-statement';
import type { CertificateRow } from './certificate.queries';

type Doc = PDFKit.PDFDocument;

// The tokens of the house (assets/css/tokens.css), in the light scheme: paper is white.
const BAR = '#0a3346';
const ON_BAR = '#ffffff';
const ON_BAR_SOFT = '#c2d6e0';
const SUN = '#f7b917';
const SUN_FAINT = '#fef6df';
const SEA_FAINT = '#f3f8fa';
const LINE = '#d3dde2';

// A4 on its side, in points.
const PAGE = { width: 841.89, height: 595.28 };
const BAND = 222;
const LEFT = BAND + 58;
const RIGHT = PAGE.width - 56;
const WIDE = RIGHT - LEFT;
/** Height of the facts and the sentence under them, and of who signs. */
const BELOW_STATEMENT = 150;
const SIGNATURE = 62;
const INSIDE = { x: 36, width: BAND - 72 };

/** The province in tiles, Texel on top, as in the mark: columns of each row. */
const TILES = [[0], [0, 1], [0, 1, 2], [0, 1]];

/**
 * The certificate as a PDF to print and frame: A4, tagged (PDF/UA subset), in Dutch, fonts embedded.
 * It holds the frozen facts only, and is the same file each time.
 * @param checkUrl where anybody checks it, e.g. `https://academie.example/certificaat/7z…`
 */
export async function certificatePdf(
  certificate: CertificateRow,
  checkUrl: string,
): Promise<Buffer> {
  const { facts, issuedAt } = certificate;
  const doc = await newPdf({
    layout: 'landscape',
    info: {
      Title: t('attendance.certificate-pdf.title', { course: facts.course }),
      Author: issuedBy(facts),
      Subject: t('attendance.certificate-pdf.subject', {
        holder: facts.holder ?? t('attendance.certificate-pdf.unknown'),
      }),
      CreationDate: issuedAt,
      ModDate: issuedAt,
    },
  });
  const parts: Buffer[] = [];
  doc.on('data', (part: Buffer) => parts.push(part));
  const done = new Promise<void>((resolve, reject) => {
    doc.on('end', resolve);
    doc.on('error', reject);
  });

  decoration(doc, () => band(doc));
  const root = doc.struct('Document');
  doc.addStructure(root);
  root.add(doc.struct('P', {}, () => wordmark(doc, issuedBy(facts))));
  const blocks = statementBlocks(doc, certificate, WIDE);
  // What is on the paper stands in its middle, so that a short certificate has no hole in it.
  const lower = BELOW_STATEMENT + (certificate.facts.signatory ? SIGNATURE : 0);
  const top = Math.max(52, (PAGE.height - heightOfBlocks(doc, blocks) - lower) / 2);
  factList(doc, root, certificate, writeBlocks(doc, root, blocks, { x: LEFT, y: top }));
  checkPart(doc, root, certificate, checkUrl);
  root.end();
  doc.end();
  await done;
  return Buffer.concat(parts);
}

// What says nothing is an artifact: a screen reader passes over it.
function decoration(doc: Doc, draw: () => void): void {
  doc.markContent('Artifact', { type: 'Layout' });
  draw();
  doc.endMarkedContent();
}

function band(doc: Doc): void {
  doc.rect(0, 0, BAND, PAGE.height).fill(BAR);
  doc.rect(BAND, 0, 5, PAGE.height).fill(SUN);
  mark(doc, INSIDE.x, 48, 15, { first: SUN, rest: ON_BAR });
  // Large and faint in the corner of the paper, as a watermark.
  mark(doc, RIGHT - 112, 44, 34, { first: SUN_FAINT, rest: SEA_FAINT });
}

function mark(
  doc: Doc,
  x: number,
  y: number,
  size: number,
  color: { first: string; rest: string },
): void {
  const step = size * 1.2;
  TILES.forEach((columns, row) => {
    for (const column of columns)
      doc
        .roundedRect(x + column * step, y + row * step, size, size, size / 5)
        .fill(row === 0 ? color.first : color.rest);
  });
}

// As on the pages: the last word in another weight.
function wordmark(doc: Doc, academie: string): void {
  const words = academie.split(' ');
  const unit = words.length > 1 ? (words.pop() ?? '') : '';
  const name = words.join(' ');
  const size = academie.length > 30 ? 14 : 20;
  const style: TextStyle = { weight: 700, size, color: ON_BAR, width: INSIDE.width };
  write(doc, name, INSIDE.x, 132, style);
  if (unit)
    write(doc, unit, INSIDE.x, 132 + heightOf(doc, name, style) * 0.9, { ...style, weight: 400 });
}

/** When, how long and how, in columns. */
function factList(
  doc: Doc,
  root: PDFKit.PDFStructureElement,
  certificate: CertificateRow,
  below: number,
): void {
  const items = factItems(certificate);
  const top = below + 50;
  const size = items.length > 4 ? 12 : 13.5;
  decoration(doc, () => doc.rect(LEFT, top - 16, WIDE, 1).fill(LINE));
  const gap = 16;
  const width = (WIDE - gap * (items.length - 1)) / items.length;
  for (const [index, { term, text }] of items.entries()) {
    const x = LEFT + index * (width + gap);
    root.add(
      doc.struct('P', {}, () => {
        write(doc, `${term} `, x, top, { weight: 400, size: 10.5, color: INK_SOFT, width });
        write(doc, text, x, top + 15, { weight: 600, size, color: INK, width });
      }),
    );
  }
  const { facts, issuedAt } = certificate;
  const withProvider = facts.provider && !issuedBy(facts).startsWith(facts.provider);
  const issued = t(`attendance.certificate-pdf.${withProvider ? 'issued-with' : 'issued'}`, {
    academie: issuedBy(facts),
    provider: facts.provider,
    day: mediumDate(issuedAt),
  });
  const accredited = accreditationText(facts);
  const closing = [
    criteriaText(facts),
    accredited && t('attendance.certificate-pdf.accredited', { what: accredited }),
    issued,
  ]
    .filter(Boolean)
    .join(' ');
  const style: TextStyle = { weight: 400, size: 11, color: INK_SOFT, width: WIDE, lineGap: 2 };
  root.add(doc.struct('P', {}, () => write(doc, closing, LEFT, top + 66, style)));
  if (facts.signatory)
    signature(doc, root, facts.signatory, top + 66 + heightOf(doc, closing, style));
}

/** Who signs, under a line with room for a signature. */
function signature(
  doc: Doc,
  root: PDFKit.PDFStructureElement,
  signatory: string,
  below: number,
): void {
  const y = below + 44;
  decoration(doc, () => doc.rect(LEFT, y, 260, 1).fill(LINE));
  const style: TextStyle = { weight: 600, size: 11, color: INK, width: WIDE };
  root.add(doc.struct('P', {}, () => write(doc, signatory, LEFT, y + 6, style)));
}

/** The facts as they are printed and as the check page shows them. */
export function factItems({ facts, validUntil }: CertificateRow): { term: string; text: string }[] {
  const day = (text: string): string => mediumDate(startOfDay(text) ?? new Date(text));
  const length = lengthText(facts.minutes);
  const from = facts.startedOn !== null && facts.startedOn !== facts.completedOn;
  return [
    { term: t('attendance.certificate-pdf.kind'), text: t(`catalogue.kind.${facts.kind}`) },
    ...(from && facts.startedOn
      ? [{ term: t('attendance.certificate-pdf.started'), text: day(facts.startedOn) }]
      : []),
    { term: t('attendance.certificate-pdf.finished'), text: day(facts.completedOn) },
    ...(length ? [{ term: t('attendance.certificate-pdf.length'), text: length }] : []),
    ...(validUntil
      ? [{ term: t('attendance.certificate-pdf.valid-until'), text: day(validUntil) }]
      : []),
  ];
}

/** The code and the QR with which anybody checks it. */
function checkPart(
  doc: Doc,
  root: PDFKit.PDFStructureElement,
  { code }: CertificateRow,
  checkUrl: string,
): void {
  const { x, width } = INSIDE;
  const size = 128;
  const top = 330;
  root.add(
    doc.struct('Figure', { alt: t('attendance.certificate-pdf.qr', { link: checkUrl }) }, () =>
      qr(doc, checkUrl, x, top, size),
    ),
  );
  const soft: TextStyle = { weight: 400, size: 9, color: ON_BAR_SOFT, width, lineGap: 1 };
  const line = (text: string, y: number, style: TextStyle): number => {
    root.add(doc.struct('P', {}, () => write(doc, text, x, y, style)));
    return y + heightOf(doc, text, style);
  };
  let y = line(t('attendance.certificate-pdf.check'), top + size + 12, {
    ...soft,
    weight: 600,
    size: 11,
    color: ON_BAR,
  });
  y = line(`${new URL(checkUrl).host}/certificaat`, y + 2, soft);
  line(printedCode(code), y + 6, oneLine(doc, printedCode(code), { ...soft, color: ON_BAR }));
}

/** The largest size at which a code fits on one line, so that nobody copies half of it. */
function oneLine(doc: Doc, text: string, style: TextStyle): TextStyle {
  const width = BAND - INSIDE.x - 20;
  const sizes = [10, 9.5, 9, 8.5, 8, 7.5];
  const at = (size: number): TextStyle => ({ ...style, size, width });
  const one = (size: number): boolean =>
    heightOf(doc, text, at(size)) <= heightOf(doc, 'X', at(size)) + 1;
  return at(sizes.find(one) ?? 7);
}

function qr(doc: Doc, text: string, x: number, y: number, size: number): void {
  const modules = qrModules(text);
  const quiet = 10;
  doc.roundedRect(x, y, size, size, 6).fill('#ffffff');
  const cell = (size - quiet * 2) / modules.length;
  modules.forEach((row, down) =>
    row.forEach((isBlack, along) => {
      if (isBlack)
        doc.rect(x + quiet + along * cell, y + quiet + down * cell, cell + 0.05, cell + 0.05);
    }),
  );
  doc.fill(INK);
}
