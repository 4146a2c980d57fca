import { Injectable } from '@nestjs/common';

import { t } from '@academie/platform';

import type { Operator, PlanStatus, PlanTarget } from '../plan/plan';
import { type Unit, unitText } from '../rule/unit';
import { type FieldChange, type PlanDiff, type TargetChange } from '../plan/plan-diff';
import { RuleDescriber } from '../rule/rule-describer';
import { RuleLabels } from '../rule/rule-labels';

/** A difference in words: what it is about, what it was and what it becomes. */
interface Told {
  label: string;
  was: string;
  becomes: string;
}

export const STATUS_NAMES: Record<PlanStatus, string> = {
  draft: 'opzet',
  concept: 'concept',
  adopted: 'vastgesteld',
};
const OPERATORS: Record<Operator, string> = {
  at_least: 'minstens',
  exactly: 'precies',
  all: 'allemaal',
};
const LABELS: Record<string, string> = {
  norm: t('targets.label.norm'),
  defaultNorm: t('targets.plan-diff.default-norm'),
  title: t('targets.label.short-name'),
  sentence: t('targets.label.sentence'),
  owners: t('targets.label.theme'),
  unit: t('targets.label.unit'),
  operator: t('targets.label.operator'),
  period: t('targets.label.period'),
  rule: t('targets.label.rule'),
  measures: t('targets.label.measures'),
  openQuestion: t('targets.plan-diff.open-question'),
  yearSpecific: t('targets.plan-diff.year-specific'),
  toCheck: t('targets.plan-diff.to-check'),
  sourceLines: t('targets.plan-diff.source-lines'),
  version: t('targets.label.version'),
  status: t('targets.label.value'),
  label: t('targets.label.designation'),
  continuedFrom: t('targets.plan-diff.continued-from'),
  year: t('targets.label.year'),
};
const NOTHING = 'niets';

/** The difference between two versions of a plan, in plain Dutch. */
@Injectable()
export class PlanDiffTeller {
  constructor(
    private readonly teller: RuleDescriber,
    private readonly labels: RuleLabels,
  ) {}

  /** View of the page; `counted` is how much was counted for a target that is left out, by code. */
  view(diff: PlanDiff, counted: ReadonlyMap<string, number>): Record<string, unknown> {
    return {
      summary: summaryOf(diff),
      isSame: countOf(diff) === 0,
      fields: diff.fields.map((change) => this.told(change)),
      added: diff.added.map((target) => ({
        heading: headingOf(target),
        sentence: target.sentence,
        norm: normText(target),
        owners: this.themes(target.owners),
        rule: this.teller.describe(target.rule).counts,
      })),
      removed: diff.removed.map((target) => ({
        heading: headingOf(target),
        sentence: target.sentence,
        counted: counted.get(target.code) ?? 0,
      })),
      changed: diff.changed.map((change) => ({
        heading: headingOf(change.after),
        changes: this.changes(change),
      })),
    };
  }

  private changes({ before, after, fields }: TargetChange): Told[] {
    const whole = new Set(fields.map(({ field }) => field.split('.', 1)[0] ?? field));
    return [...whole].map((field) =>
      this.told({
        field,
        before: before[field as keyof PlanTarget],
        after: after[field as keyof PlanTarget],
      }),
    );
  }

  private told({ field, before, after }: FieldChange): Told {
    const whole = field.split('.', 1)[0] ?? field;
    const was = this.text(whole, before);
    const becomes = this.text(whole, after);
    // A rule may differ in what its sentence leaves out.
    const hidden = was === becomes && whole === 'rule';
    return {
      label: LABELS[whole] ?? whole,
      was: hidden ? JSON.stringify(before) : was,
      becomes: hidden ? JSON.stringify(after) : becomes,
    };
  }

  private text(field: string, value: unknown): string {
    if (value === undefined || value === null)
      return field === 'norm' ? t('targets.plan-diff.no-number') : NOTHING;
    switch (field) {
      case 'owners':
        return this.themes(value as string[]);
      case 'unit':
        return unitText(value as Unit);
      case 'operator':
        return OPERATORS[value as Operator];
      case 'status':
        return STATUS_NAMES[value as PlanStatus];
      case 'rule': {
        const { counts, conditions } = this.teller.describe(value as PlanTarget['rule']);
        return [counts, ...conditions].join(' ');
      }
      case 'measures':
        return (value as PlanTarget['measures']).map(({ label }) => label).join(', ') || NOTHING;
      default:
        return plainText(value);
    }
  }

  private themes(slugs: readonly string[]): string {
    return slugs.map((slug) => this.labels.theme(slug)).join(', ');
  }
}

const headingOf = ({ code, title }: PlanTarget): string => `${code} ${title}`;

const normText = ({ norm, defaultNorm, unit }: PlanTarget): string =>
  norm === null
    ? t('targets.plan-diff.no-plan-norm', { norm: defaultNorm ?? 1, unit: unitText(unit) })
    : `${norm} ${unitText(unit)}`;

function plainText(value: unknown): string {
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value === 'object' && value !== null) return Object.values(value).join(' tot ');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : NOTHING;
}

const countOf = ({ fields, added, removed, changed }: PlanDiff): number =>
  fields.length + added.length + removed.length + changed.length;

function summaryOf({ added, removed, changed }: PlanDiff): string {
  const many = (count: number, what: 'changed' | 'added' | 'removed'): string[] =>
    count === 0 ? [] : [t(`targets.plan-diff.${what}`, { count })];
  const parts = [
    ...many(changed.length, 'changed'),
    ...many(added.length, 'added'),
    ...many(removed.length, 'removed'),
  ];
  return parts.length > 0 ? `${parts.join(', ')}.` : t('targets.plan-diff.same');
}
