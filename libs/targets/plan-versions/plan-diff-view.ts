import { Injectable } from '@nestjs/common';

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
  norm: 'Norm',
  defaultNorm: 'Norm van de academie',
  title: 'Korte naam',
  sentence: 'Zin',
  owners: 'Thema',
  unit: 'Eenheid',
  operator: 'Vergelijking',
  period: 'Periode',
  rule: 'Telregel',
  measures: 'Ernaast',
  openQuestion: 'Vraag aan de themaleiders',
  yearSpecific: 'Hoort bij dit jaar',
  toCheck: 'Nog nakijken',
  sourceLines: 'Regels in het plan',
  version: 'Versie',
  status: 'Stand',
  label: 'Aanduiding',
  continuedFrom: 'Voortgezet uit',
  year: 'Jaar',
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
    if (value === undefined || value === null) return field === 'norm' ? 'geen getal' : NOTHING;
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
    ? `${defaultNorm ?? 1} ${unitText(unit)} (norm niet in jaarplan)`
    : `${norm} ${unitText(unit)}`;

function plainText(value: unknown): string {
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value === 'object' && value !== null) return Object.values(value).join(' tot ');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : NOTHING;
}

const countOf = ({ fields, added, removed, changed }: PlanDiff): number =>
  fields.length + added.length + removed.length + changed.length;

function summaryOf({ added, removed, changed }: PlanDiff): string {
  const many = (count: number, one: string, more: string): string[] =>
    count === 0 ? [] : [`${count} ${count === 1 ? one : more}`];
  const parts = [
    ...many(changed.length, 'doel gewijzigd', 'doelen gewijzigd'),
    ...many(added.length, 'doel erbij', 'doelen erbij'),
    ...many(removed.length, 'doel eruit', 'doelen eruit'),
  ];
  return parts.length > 0 ? `${parts.join(', ')}.` : 'De doelen zijn gelijk.';
}
