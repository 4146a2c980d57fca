import { Inject, Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';
import {
  Clock,
  CONFIG,
  type Config,
  dutchCsv,
  dutchWorkbook,
  mediumDate,
  PageQuery,
  t,
  timeOf,
} from '@academie/platform';

import { lackingIn } from '../counting/measure-names';
import { type EvidenceItem, EvidenceQueries } from '../evidence/evidence.queries';
import { RuleLabels } from '../rule/rule-labels';
import { FileSigner } from '../signed-file/file-signer';
import { ownTellings, tellingOptions } from '../value/ratio-counts';
import type { TargetRow } from '../value/target.queries';
import { EVIDENCE_HEADER, evidenceDictionary, evidenceRow } from './evidence-sheet';

const PART = 1000;
/** A sheet holds a million rows, and somebody has to open it. */
const MOST = 100_000;

/** Files of evidence for auditors: signed, with a dictionary, and pseudonyms for people. */
@Injectable()
export class EvidenceFiles {
  constructor(
    private readonly evidence: EvidenceQueries,
    private readonly labels: RuleLabels,
    private readonly signer: FileSigner,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** All that counts for a target now, as far as the reader may know of it. */
  async all(reader: Actor, target: TargetRow, kind: 'csv' | 'xlsx') {
    const counted: Counted[] = [];
    for (const { measure } of keptTellings(target))
      counted.push({ measure, items: await this.allOf(reader, target, measure) });
    const about = t('targets.auditing.all-of', {
      ...{ code: target.code, title: target.title },
      count: counted.reduce((sum, { items }) => sum + items.length, 0),
      moment: momentText(this.clock.now()),
    });
    return this.file(target, counted, kind, { about, name: `bewijs-${target.code.toLowerCase()}` });
  }

  private async allOf(reader: Actor, target: TargetRow, measure: string): Promise<EvidenceItem[]> {
    const items: EvidenceItem[] = [];
    let after: string | undefined;
    do {
      const paging = Object.assign(new PageQuery(), { limit: PART, after });
      const page = await this.evidence.page(reader, target.id, { measure }, paging);
      items.push(...page.items);
      after = page.next ?? undefined;
    } while (after !== undefined && items.length < MOST);
    return items;
  }

  /** These pieces, in this order, each with the number for which it counts. */
  async file(
    target: TargetRow,
    counted: readonly Counted[],
    kind: 'csv' | 'xlsx',
    { about, name: base }: { about: string; name: string },
  ): Promise<{ name: string; content: Buffer }> {
    const labels = new Map(tellingOptions(target).map(({ value, label }) => [value, label]));
    const rows = counted.flatMap(({ measure, items }) =>
      items.map((item) =>
        evidenceRow(item, labels.get(measure) ?? '', (code) => this.labels.jobFunction(code)),
      ),
    );
    const name = `${base}.${kind}`;
    const made =
      kind === 'csv'
        ? dutchCsv(EVIDENCE_HEADER, rows)
        : await dutchWorkbook([
            { name: t('targets.label.evidence'), header: EVIDENCE_HEADER, rows },
            {
              name: t('targets.report.dictionary'),
              header: [t('targets.report.column'), t('targets.report.meaning')],
              rows: [
                ...evidenceDictionary(),
                [t('targets.report.this-file'), about],
                [t('targets.report.check'), `${this.config.publicUrl}/verslag-controleren`],
              ],
            },
          ]);
    return { name, content: await this.signer.signed(kind, made, { name, about }) };
  }
}

/** Pieces that count for one number of a target. */
export interface Counted {
  measure: string;
  items: readonly EvidenceItem[];
}

/** What a value stands on: of a percentage both counts, and conditions and parts of which a number is kept. */
export const keptTellings = (target: TargetRow) =>
  ownTellings(target).filter(({ measure }) => lackingIn(measure) === undefined);

export const momentText = (at: Date): string => `${mediumDate(at)} ${timeOf(at)}`;
