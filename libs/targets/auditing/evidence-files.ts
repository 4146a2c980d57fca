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

import { VALUE } from '../counting/measure-names';
import { type EvidenceItem, EvidenceQueries } from '../evidence/evidence.queries';
import { RuleLabels } from '../rule/rule-labels';
import { FileSigner } from '../signed-file/file-signer';
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
    const items: EvidenceItem[] = [];
    let after: string | undefined;
    do {
      const paging = Object.assign(new PageQuery(), { limit: PART, after });
      const page = await this.evidence.page(reader, target.id, { measure: VALUE }, paging);
      items.push(...page.items);
      after = page.next ?? undefined;
    } while (after !== undefined && items.length < MOST);
    const about = t('targets.auditing.all-of', {
      ...{ code: target.code, title: target.title, count: items.length },
      moment: momentText(this.clock.now()),
    });
    return this.file(items, kind, { about, name: `bewijs-${target.code.toLowerCase()}` });
  }

  /** These pieces, in this order. */
  async file(
    items: readonly EvidenceItem[],
    kind: 'csv' | 'xlsx',
    { about, name: base }: { about: string; name: string },
  ): Promise<{ name: string; content: Buffer }> {
    const rows = items.map((item) => evidenceRow(item, (code) => this.labels.jobFunction(code)));
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

export const momentText = (at: Date): string => `${mediumDate(at)} ${timeOf(at)}`;
