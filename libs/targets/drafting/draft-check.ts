import { Injectable } from '@nestjs/common';

import { NotFound, t } from '@academie/platform';

import { type DraftDocument, nextCode, planWith } from './draft-document';
import type { DraftRow } from './draft.queries';
import { normOf, type Plan, type PlanTarget } from '../plan/plan';
import { PlanReader } from '../plan/plan-reader';
import { PlanVersionQueries } from '../plan-versions/plan-version.queries';

/** A draft as the reader of plans sees it. */
export interface CheckedDraft {
  /** Of the target; of a new one the next that is free. */
  code: string;
  /** The plan that it is made in, with the draft in it where that is complete. */
  plan: Plan;
  /** As it stands in the plan now; undefined for a new target. */
  before: PlanTarget | undefined;
  /** Undefined while it is not complete. */
  target: PlanTarget | undefined;
  changesNorm: boolean;
  /** What is wrong, by field of the form; '' for what belongs to none. Dutch. */
  problems: { field: string; text: string }[];
}

/**
 * Reads a draft as if it came in the file of the plan: what the page accepts is what a file may hold, and
 * what is written to a file reads back the same.
 */
@Injectable()
export class DraftCheck {
  constructor(
    private readonly reader: PlanReader,
    private readonly versions: PlanVersionQueries,
  ) {}

  async of(draft: Pick<DraftRow, 'year' | 'code' | 'document'>): Promise<CheckedDraft> {
    const stored = await this.versions.find(draft.year);
    if (!stored) throw new NotFound();
    const plan = stored.document;
    const code = draft.code ?? nextCode(plan);
    const before = targetIn(plan, code);
    const read = await this.reader.check(planWith(plan, code, draft.document));
    const target = read.plan && targetIn(read.plan, code);
    const list = plan.others.some((one) => one.code === code) ? 'others' : 'targets';
    const place = before ? plan[list].indexOf(before) : plan.targets.length;
    return {
      code,
      plan: read.plan ?? plan,
      before,
      target,
      changesNorm: Boolean(before && target && normOf(before).value !== normOf(target).value),
      problems: (read.problems ?? [])
        .map(({ field, messageNl }) => ({
          field: fieldOf(field, `${list}[${place}]`),
          text: answerOf(field, messageNl),
        }))
        // The unit follows from what is counted as long as nobody chose one.
        .filter(({ field }) => field !== 'unit' || draft.document.unit !== '')
        .map(({ field, text }) => ({
          field,
          text: isEmpty(draft.document, field) ? t('targets.draft.answer') : text,
        })),
    };
  }
}

const FIRST_FIELDS = ['title', 'sentence', 'owners', 'norm'] as const;

/** What is not filled in is asked for; which texts and numbers a file may hold says nothing then. */
const isEmpty = (document: DraftDocument, field: string): boolean =>
  FIRST_FIELDS.some((one) => one === field && document[one].length === 0);

const targetIn = ({ targets, others }: Plan, code: string): PlanTarget | undefined =>
  [...targets, ...others].find((one) => one.code === code);

/** What is missing has a question on the page: its name in the file says nothing there. */
function answerOf(field: string, text: string): string {
  const key = field.split('.').at(-1) ?? '';
  return text === t('targets.plan-file.missing', { key }) ? t('targets.draft.answer') : text;
}

const FORM_FIELDS: Record<string, string> = {
  sourceLines: 'pages',
  sourcePages: 'pages',
  defaultNorm: 'norm',
  'period.from': 'from',
  'period.until': 'to',
  period: 'from',
};

/** `targets[3].rule.kinds[0]` as the form names it: `rule.kinds`. */
function fieldOf(path: string, start: string): string {
  if (!path.startsWith(`${start}.`)) return '';
  const name = path.slice(start.length + 1).replace(/\[(\d+)\]/g, '.$1');
  return FORM_FIELDS[name] ?? FORM_FIELDS[name.split('.', 1)[0] ?? ''] ?? name;
}
