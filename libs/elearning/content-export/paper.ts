import { heightOf, newPdf, type TextStyle, writeText } from '@academie/platform';

import { linesOf } from './paper-text';

type Doc = PDFKit.PDFDocument;
type Look = Omit<TextStyle, 'width'>;
type Element = PDFKit.PDFStructureElement;

const INK = '#14232d';
const SOFT = '#4b5b66';
const SEA = '#0a3346';
const LINE = '#6d8290';

// A4, in points.
const PAGE = { width: 595.28, height: 841.89, margin: 56, foot: 56 };
const WIDTH = PAGE.width - 2 * PAGE.margin;
const INDENT = 22;
const GAP = 6;

const look = (size: number, weight: 400 | 600 | 700, color = INK): Look => ({
  size,
  weight,
  color,
  lineGap: 2,
});
const LOOKS = {
  H1: look(24, 700, SEA),
  H2: look(17, 700, SEA),
  H3: look(13.5, 700),
  H4: look(11.5, 600),
  P: look(10.5, 400),
} as const;

/** Pages of A4 that are written from top to bottom: tagged (PDF/UA subset), in Dutch, fonts embedded. */
export class Paper {
  private readonly root: Element;
  private y = PAGE.margin;
  private page = 1;

  private constructor(
    readonly doc: Doc,
    private readonly academie: string,
  ) {
    this.root = this.doc.struct('Document');
    this.doc.addStructure(this.root);
    this.foot();
  }

  static async begin(title: string, academie: string, at: Date): Promise<Paper> {
    const info = { Title: title, Author: academie, CreationDate: at, ModDate: at };
    return new Paper(await newPdf({ info }), academie);
  }

  heading(tag: 'H1' | 'H2' | 'H3' | 'H4', text: string): void {
    this.y += LOOKS[tag].size * 0.6;
    // With at least some lines of what follows.
    this.room(LOOKS[tag].size + 70);
    this.write(this.root, tag, text, LOOKS[tag], 0);
  }

  text(text: string, options: { isSoft?: boolean; isBold?: boolean } = {}): void {
    const style: Look = {
      ...LOOKS.P,
      ...(options.isSoft && { color: SOFT }),
      ...(options.isBold && { weight: 600 }),
    };
    for (const line of linesOf(text)) this.write(this.root, 'P', line, style, 0);
  }

  /** Begins something that belongs together: a little apart, and on the next page when it does not fit on this one. */
  together(texts: readonly string[], lines = 0): void {
    const height = texts
      .flatMap(linesOf)
      .reduce(
        (sum, text) => sum + heightOf(this.doc, text, { ...LOOKS.P, width: WIDTH - INDENT }) + GAP,
        lines * 24,
      );
    this.y += 8;
    this.room(Math.min(height, PAGE.height / 2));
  }

  /** A list; with boxes to tick, or a line to write on behind each. */
  list(items: readonly string[], mark: 'box' | 'line' | 'none' = 'none'): void {
    if (items.length === 0) return;
    const list = this.doc.struct('L');
    this.root.add(list);
    for (const item of items.flatMap(linesOf)) {
      const li = this.doc.struct('LI');
      list.add(li);
      this.room(heightOf(this.doc, item, { ...LOOKS.P, width: WIDTH - INDENT }));
      if (mark !== 'none')
        this.decorate(() =>
          this.doc
            .rect(
              PAGE.margin,
              this.y + (mark === 'box' ? 2 : 13),
              mark === 'box' ? 10 : 14,
              mark === 'box' ? 10 : 0,
            )
            .lineWidth(0.8)
            .stroke(LINE),
        );
      this.write(li, 'LBody', item, LOOKS.P, INDENT);
      li.end();
    }
    list.end();
  }

  /** Room to write an answer. */
  lines(count: number): void {
    this.room(count * 24);
    this.decorate(() => {
      for (let nth = 1; nth <= count; nth += 1)
        this.doc.rect(PAGE.margin, this.y + nth * 24, WIDTH, 0.5).fill(LINE);
    });
    this.y += count * 24 + 10;
  }

  /** A picture, as large as it fits. Returns whether it is one that a PDF can hold. */
  picture(bytes: Buffer, alt: string): boolean {
    let image: { width: number; height: number };
    try {
      image = (this.doc as unknown as { openImage(src: Buffer): typeof image }).openImage(bytes);
    } catch {
      return false;
    }
    // 96 dots of a screen are 72 points.
    const scale = Math.min(0.75, WIDTH / image.width, 360 / image.height);
    const [width, height] = [image.width * scale, image.height * scale];
    this.room(height + 8);
    const top = this.y;
    this.root.add(
      this.doc.struct('Figure', { alt }, () =>
        this.doc.image(image as unknown as Buffer, PAGE.margin, top, { width, height }),
      ),
    );
    this.y = top + height + 8;
    return true;
  }

  nextPage(): void {
    this.doc.addPage();
    this.page += 1;
    this.y = PAGE.margin;
    this.foot();
  }

  end(): void {
    this.root.end();
    this.doc.end();
  }

  private write(parent: Element, tag: string, text: string, style: Look, indent: number): void {
    const full = { ...style, width: WIDTH - indent };
    const height = heightOf(this.doc, text, full);
    this.room(height);
    const top = this.y;
    parent.add(
      this.doc.struct(tag, {}, () => writeText(this.doc, text, PAGE.margin + indent, top, full)),
    );
    this.y = top + height + GAP;
  }

  private room(height: number): void {
    if (this.y + height > PAGE.height - PAGE.foot) this.nextPage();
  }

  private foot(): void {
    this.decorate(() =>
      writeText(this.doc, `${this.academie}  |  ${this.page}`, PAGE.margin, PAGE.height - 36, {
        ...look(8.5, 400, SOFT),
        width: WIDTH,
      }),
    );
  }

  // What says nothing is an artifact: a screen reader passes over it.
  private decorate(draw: () => void): void {
    this.doc.markContent('Artifact', { type: 'Layout' });
    draw();
    this.doc.endMarkedContent();
  }
}
