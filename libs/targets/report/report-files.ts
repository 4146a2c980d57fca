import { Inject, Injectable } from '@nestjs/common';

import {
  Clock,
  CONFIG,
  type Config,
  dutchCsv,
  dutchWorkbook,
  Installation,
  mediumDate,
  t,
} from '@academie/platform';

import { FileSigner } from '../signed-file/file-signer';
import type { FileKind } from '../signed-file/signature-in-file';
import { reportPdf } from './report-pdf';
import type { Report } from './report.queries';
import { dictionaryRows, SHEET_HEADER, sheetRows, totalRows } from './report-rows';

/** The report of a year as a file, signed: PDF, workbook or CSV. */
@Injectable()
export class ReportFiles {
  constructor(
    private readonly signer: FileSigner,
    private readonly clock: Clock,
    private readonly installation: Installation,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Of the whole year, or of one theme with those below it. */
  async of(
    report: Report,
    kind: FileKind,
    slug?: string,
  ): Promise<{ name: string; content: Buffer }> {
    const { plan, shown } = report;
    const edition = shown ? `-versie-${shown.edition}` : '';
    const name = `jaarverslag-${plan.year}${edition}${slug ? `-${slug}` : ''}.${kind}`;
    const made = await this.contentOf(report, kind, slug);
    const about = this.aboutOf(report, slug);
    return { name, content: await this.signer.signed(kind, made, { name, about }) };
  }

  private contentOf(
    report: Report,
    kind: FileKind,
    slug: string | undefined,
  ): Promise<Buffer> | string {
    switch (kind) {
      case 'pdf':
        return reportPdf(
          report,
          {
            now: this.clock.now(),
            academie: this.installation.current.name,
            checkUrl: this.checkUrl,
          },
          slug,
        );
      case 'csv':
        return dutchCsv(SHEET_HEADER, sheetRows(report, slug));
      case 'xlsx':
        return dutchWorkbook([
          {
            name: t('targets.label.targets-year', { year: report.plan.year }),
            header: SHEET_HEADER,
            rows: sheetRows(report, slug),
          },
          {
            name: t('targets.report.totals'),
            header: [t('targets.label.value'), t('targets.label.targets')],
            rows: totalRows(report, slug),
          },
          {
            name: t('targets.report.dictionary'),
            header: [t('targets.report.column'), t('targets.report.meaning')],
            rows: [
              ...dictionaryRows(),
              [t('targets.report.this-file'), this.aboutOf(report, slug)],
              [t('targets.report.check'), this.checkUrl],
            ],
          },
        ]);
      default:
        return kind satisfies never;
    }
  }

  private get checkUrl(): string {
    return `${this.config.publicUrl}/verslag-controleren`;
  }

  private aboutOf({ plan, shown, themes }: Report, slug: string | undefined): string {
    const theme = themes.find((one) => one.slug === slug)?.name;
    return [
      t('targets.report.title', { year: plan.year }),
      theme,
      shown
        ? t('targets.report.edition-of', {
            edition: shown.edition,
            day: mediumDate(shown.closedAt),
          })
        : t('targets.report.running', { day: mediumDate(this.clock.now()) }),
    ]
      .filter(Boolean)
      .join(', ');
  }
}
