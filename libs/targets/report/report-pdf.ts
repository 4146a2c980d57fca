import {
  FairShare,
  heightOf,
  mediumDate,
  newPdf,
  t,
  type TextStyle,
  writeText,
} from '@academie/platform';

import type { ReportedTarget } from './edition.queries';
import type { Report } from './report.queries';
import {
  evidenceText,
  notesOf,
  normText,
  reportedText,
  sectionsOf,
  sharedText,
} from './report-rows';
import { conceptText } from './report-view';
import type { ThemeRow } from '../value/target.queries';
import { periodText, statusText } from '../value/target-labels';

type Doc = PDFKit.PDFDocument;
/** What pdfkit takes for an element; its types know no scope of a header and no span. */
type StructOptions = Exclude<Parameters<Doc['struct']>[1], undefined | (() => void)>;

const INK = '#14232d';
const SOFT = '#4b5b66';
const SEA = '#0a3346';
const LINE = '#d3dde2';
const HEAD = '#eef4f7';

// A4, in points.
const PAGE = { width: 595.28, height: 841.89, margin: 42, foot: 50 };
const WIDTH = PAGE.width - 2 * PAGE.margin;
const PAD = 4;
const COLUMNS = [
  { label: t('targets.label.target'), width: 176 },
  { label: t('targets.label.worth'), width: 108 },
  { label: t('targets.label.norm'), width: 98 },
  { label: t('targets.label.value'), width: 64 },
  { label: t('targets.label.evidence'), width: WIDTH - 446 },
] as const;

const style = (size: number, weight: 400 | 600 | 700, color = INK): Omit<TextStyle, 'width'> => ({
  size,
  weight,
  color,
  lineGap: 1,
});
const BODY = style(8.5, 400);
const SMALL = style(7.5, 400, SOFT);
const LABEL = style(8, 700, SEA);

/** The report of a year to print: A4, tagged (PDF/UA subset), in Dutch, without names of participants. */
export async function reportPdf(
  report: Report,
  { now, academie, checkUrl }: { now: Date; academie: string; checkUrl: string },
  slug?: string,
): Promise<Buffer> {
  const doc = await newPdf({
    info: {
      Title: t('targets.report.title', { year: report.plan.year }),
      Author: academie,
      CreationDate: now,
    },
  });
  const parts: Buffer[] = [];
  doc.on('data', (part: Buffer) => parts.push(part));
  const done = new Promise<void>((resolve, reject) => {
    doc.on('end', resolve);
    doc.on('error', reject);
  });
  await new ReportPaper(doc, report, now, academie).draw(checkUrl, slug);
  doc.end();
  await done;
  return Buffer.concat(parts);
}

class ReportPaper {
  private readonly root: PDFKit.PDFStructureElement;
  private y = PAGE.margin;
  private page = 1;
  /** A year takes half a second to draw: others go first in between. */
  private readonly share = new FairShare();

  constructor(
    private readonly doc: Doc,
    private readonly report: Report,
    private readonly now: Date,
    private readonly academie: string,
  ) {
    this.root = doc.struct('Document');
    doc.addStructure(this.root);
    this.foot();
  }

  async draw(checkUrl: string, slug?: string): Promise<void> {
    const { plan, shown } = this.report;
    this.text('H1', t('targets.report.heading', { year: plan.year }), style(22, 700, SEA));
    this.text(
      'P',
      t('targets.report.plan-version', {
        title: plan.title,
        version: plan.version,
        period: periodText(plan.periodFrom, plan.periodTo),
      }),
      style(10, 400),
    );
    this.text(
      'P',
      shown
        ? t(`targets.report.settled${shown.edition > 1 ? '-restated' : ''}`, {
            day: mediumDate(shown.closedAt),
            edition: shown.edition,
            reason: shown.reason ?? '',
          })
        : t('targets.report.not-closed', { now: mediumDate(this.now) }),
      style(10, 600),
    );
    const concept = conceptText(plan);
    if (concept) this.text('P', concept, style(10, 600));
    if (plan.label) this.text('P', plan.label, style(10, 400, SOFT));
    this.text('P', t('targets.grade.explained'), style(8.5, 400, SOFT));
    this.text('P', t('targets.report.check-file', { url: checkUrl }), style(8.5, 400, SOFT));
    for (const { theme, heading, targets } of sectionsOf(this.report, slug))
      await this.section(theme, heading, targets);
    this.root.end();
  }

  private async section(
    theme: ThemeRow,
    heading: string,
    targets: readonly ReportedTarget[],
  ): Promise<void> {
    this.y += 8;
    this.room(70);
    this.text('H2', heading, style(13, 700, SEA));
    const table = this.doc.struct('Table');
    this.root.add(table);
    this.row(
      table,
      COLUMNS.map(({ label }) => label),
      true,
    );
    for (const reported of targets) {
      await this.share.pass();
      const { target } = reported;
      this.row(table, [
        `${target.code} ${target.title}`,
        reportedText(reported),
        normText(reported),
        statusText(target.value),
        evidenceText(reported),
      ]);
      const notes = [sharedText(reported, theme), notesOf(reported)].filter(Boolean).join('; ');
      if (notes) this.note(table, notes);
    }
    table.end();
  }

  private row(table: PDFKit.PDFStructureElement, cells: readonly string[], isHead = false): void {
    const look = isHead ? LABEL : BODY;
    const styles = COLUMNS.map(({ width }) => ({ ...look, width: width - 2 * PAD }));
    const heights = cells.map((cell, index) =>
      heightOf(this.doc, cell, styles[index] ?? { ...look, width: 50 }),
    );
    const height = Math.max(...heights) + 2 * PAD;
    this.room(height);
    const top = this.y;
    this.decorate(() => {
      if (isHead) this.doc.rect(PAGE.margin, top, WIDTH, height).fill(HEAD);
      this.doc.rect(PAGE.margin, top + height - 0.5, WIDTH, 0.5).fill(LINE);
    });
    const tr = this.doc.struct('TR');
    table.add(tr);
    let x = PAGE.margin;
    for (const [index, cell] of cells.entries()) {
      const at = x + PAD;
      const type = isHead || index === 0 ? 'TH' : 'TD';
      const scope = isHead ? 'Column' : 'Row';
      const options = type === 'TH' ? ({ scope } as unknown as StructOptions) : {};
      tr.add(
        this.doc.struct(type, options, () =>
          writeText(this.doc, cell, at, top + PAD, {
            ...(styles[index] ?? { ...look, width: 50 }),
            ...(index === 0 && !isHead && { weight: 600 }),
          }),
        ),
      );
      x += COLUMNS[index]?.width ?? 0;
    }
    tr.end();
    this.y = top + height;
  }

  // Under the row it belongs to, over the whole width: a cell of its own would be a column of air.
  private note(table: PDFKit.PDFStructureElement, text: string): void {
    const look = { ...SMALL, width: WIDTH - 2 * PAD };
    const height = heightOf(this.doc, text, look) + PAD + 2;
    this.room(height);
    const top = this.y;
    const tr = this.doc.struct('TR');
    table.add(tr);
    const options = { colSpan: COLUMNS.length } as unknown as StructOptions;
    tr.add(
      this.doc.struct('TD', options, () =>
        writeText(this.doc, text, PAGE.margin + PAD, top + 2, look),
      ),
    );
    tr.end();
    this.y = top + height;
  }

  private text(type: 'H1' | 'H2' | 'P', text: string, look: Omit<TextStyle, 'width'>): void {
    const full = { ...look, width: WIDTH };
    const height = heightOf(this.doc, text, full);
    this.room(height);
    const top = this.y;
    this.root.add(
      this.doc.struct(type, {}, () => writeText(this.doc, text, PAGE.margin, top, full)),
    );
    this.y = top + height + 5;
  }

  private room(height: number): void {
    if (this.y + height <= PAGE.height - PAGE.foot) return;
    this.doc.addPage();
    this.page += 1;
    this.y = PAGE.margin;
    this.foot();
  }

  private foot(): void {
    this.decorate(() =>
      writeText(
        this.doc,
        t('targets.report.page', {
          academie: this.academie,
          year: this.report.plan.year,
          page: this.page,
        }),
        PAGE.margin,
        PAGE.height - 32,
        { ...SMALL, width: WIDTH },
      ),
    );
  }

  // What says nothing new is an artifact: a screen reader passes over it.
  private decorate(draw: () => void): void {
    this.doc.markContent('Artifact', { type: 'Layout' });
    draw();
    this.doc.endMarkedContent();
  }
}
