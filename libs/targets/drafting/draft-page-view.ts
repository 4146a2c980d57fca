import { Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';
import { dutchNumber, mediumDate, t } from '@academie/platform';

import { type CheckedDraft, DraftCheck } from './draft-check';
import { DRAFT_FIELDS } from './draft-fields';
import { DraftFormView, type Problems } from './draft-form-view';
import { groupsView } from './draft-groups';
import { DraftPreview, type Preview } from './draft-preview';
import type { DraftRow } from './draft.queries';
import { DraftService } from './draft.service';
import type { DraftDocument } from './draft-document';
import { DRAFTS } from './draft-links';
import { OPERATORS, type PlanTarget } from '../plan/plan';
import { definitionOf } from '../rule/rule';
import { RuleDescriber } from '../rule/rule-describer';
import { RuleLabels } from '../rule/rule-labels';
import { unitText } from '../rule/unit';
import { evidenceRows } from '../target/evidence-rows';
import { TargetQueries } from '../value/target.queries';
import { requirementText, valueText } from '../value/target-labels';

/** How the page of a draft is to be shown. */
export interface DraftPage {
  draft: DraftRow;
  /** What was filled in: that of the draft, or what could not be kept. */
  document: DraftDocument;
  /** By field; '' for the form as a whole. */
  errors: Record<string, string>;
  /** Whether to say what is missing, and what it would count. */
  preview: boolean;
  /** The field or list that somebody is working on; '' for none. */
  part: string;
  typed?: { newTag?: string; newFunction?: string; remark?: string };
}

/** The page on which a target is composed. */
@Injectable()
export class DraftPageView {
  constructor(
    private readonly check: DraftCheck,
    private readonly form: DraftFormView,
    private readonly previews: DraftPreview,
    private readonly service: DraftService,
    private readonly targets: TargetQueries,
    private readonly teller: RuleDescriber,
    private readonly labels: RuleLabels,
  ) {}

  async view(actor: Actor, page: DraftPage): Promise<Record<string, unknown>> {
    const { draft, document } = page;
    const checked = await this.check.of({ ...draft, document });
    const { rule, measures, readings } = document;
    const tree = { rule, measures, readings };
    const problems = byField(page.preview ? checked.problems : [], page.errors);
    const fields = await this.form.fields(DRAFT_FIELDS, tree, { problems, part: page.part });
    const errors = Object.fromEntries(problems);
    const owners = (await this.targets.themes()).map(({ slug, name, parentId }) => ({
      value: slug,
      label: parentId ? `– ${name}` : name,
      name,
      selected: document.owners.includes(slug),
    }));
    const chosen = owners.filter(({ selected }) => selected).map(({ name }) => name);
    const heading = draft.code
      ? t('targets.draft.change-title', { code: draft.code })
      : t('targets.draft.new-title', { year: draft.year });
    return {
      title: heading,
      crumbs: [
        { href: '/doelen', label: t('targets.label.targets') },
        { href: DRAFTS, label: t('targets.draft.list') },
        { label: draft.code ?? t('targets.draft.new') },
      ],
      lead: t('targets.draft.in-plan', { year: draft.year }),
      state: t(`targets.draft.state.${draft.state}`),
      by: t('targets.draft.by', { name: draft.maker, day: mediumDate(draft.changedAt) }),
      remark: draft.state === 'returned' ? draft.remark : undefined,
      mayChange: mayChange(actor, draft),
      action: `${DRAFTS}/${draft.id}`,
      version: draft.version,
      document,
      errors,
      errorList: Object.entries(errors).map(([field, text]) => ({ field, text })),
      fields,
      groups: groupsView(document, checked, {
        errors: [...problems.keys()],
        part: page.part,
        owners: chosen,
        teller: this.teller,
      }),
      owners,
      ownersChosen: chosen.join(', '),
      units: unitsOf(checked, rule, document.unit),
      operators: OPERATORS.map((value) => ({
        value,
        label: t(`targets.operator.${value}`),
        selected: value === document.operator,
      })),
      asksReason: checked.changesNorm,
      normWas: checked.before && normText(checked.before),
      toCheck: checked.before?.toCheck,
      isComplete: checked.target !== undefined,
      preview:
        page.preview && checked.target
          ? await this.previewOf(actor, draft, checked, checked.target)
          : undefined,
      previewMissing: page.preview && !checked.target,
      typed: page.typed,
      decision: decisionOf(actor, draft, this.service.needsOtherEyes(actor, draft)),
    };
  }

  private async previewOf(
    actor: Actor,
    { targetId, baseline }: DraftRow,
    { plan }: CheckedDraft,
    target: PlanTarget,
  ): Promise<object> {
    const years = await this.previews.of(actor, {
      target,
      period: plan.period,
      existing: targetId ? { id: targetId, baseline } : undefined,
    });
    return {
      rule: this.teller.describe(target.rule),
      years: years.map((preview) => this.yearView(target, preview)),
    };
  }

  private yearView(target: PlanTarget, { year, value, units, total, parts }: Preview): object {
    return {
      year,
      text: valueText({ unit: target.unit, rule: target.rule, value }),
      requirements: value.requirements.map((one) => ({
        label: one.label,
        text: requirementText(one),
      })),
      measures: value.measures.map(({ label, value: number }) => ({
        label,
        text: number === null ? t('targets.value.undetermined') : dutchNumber(number),
      })),
      totals:
        value.grades.C > 0
          ? t('targets.value.totals-short', { total: dutchNumber(value.grades.C) })
          : undefined,
      // Parts that ask for a number each show their own; the one that made a part enough says little.
      lists: (parts.length > 0 ? parts : [{ label: '', units, total }])
        .filter((one) => one.total > 0)
        .map((one) => this.listView(year, one)),
    };
  }

  private listView(year: number, { label, units, total }: Preview['parts'][number]): object {
    return {
      label,
      count: total,
      more: total > units.length ? total - units.length : undefined,
      caption: [label, t('targets.draft.units-of', { year })].filter(Boolean).join(': '),
      columns: [
        t('targets.label.what'),
        t('targets.label.date'),
        t('targets.label.who-or-where'),
        t('targets.label.grade'),
        t('targets.label.quantity'),
      ].map((name) => ({ label: name })),
      rows: evidenceRows('', units, (code) => this.labels.jobFunction(code)).map(({ cells }) => ({
        cells: cells.slice(0, 5),
      })),
    };
  }
}

/** Who works on it changes it, until it is with the administrator, who then changes it. */
export const mayChange = (actor: Actor, { state }: DraftRow): boolean =>
  state === 'open' || state === 'returned' || (state === 'proposed' && actor.isAdministrator);

function decisionOf(actor: Actor, draft: DraftRow, needsOtherEyes: boolean): object | undefined {
  if (draft.state !== 'proposed' || !actor.isAdministrator) return undefined;
  return { proposer: draft.proposer, needsOtherEyes };
}

function byField(
  problems: readonly { field: string; text: string }[],
  errors: Record<string, string>,
): Problems {
  const found = new Map<string, string>();
  for (const { field, text } of problems) if (!found.has(field)) found.set(field, capital(text));
  for (const [field, text] of Object.entries(errors)) found.set(field, text);
  return found;
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

const normText = ({ norm, defaultNorm, unit }: PlanTarget): string =>
  norm === null
    ? t('targets.plan-diff.no-plan-norm', { norm: defaultNorm ?? 1, unit: unitText(unit) })
    : `${norm} ${unitText(unit, norm)}`;

function unitsOf(
  { target }: CheckedDraft,
  rule: object,
  chosen: string,
): { value: string; label: string; selected: boolean }[] {
  const definition = definitionOf((target?.rule ?? rule) as PlanTarget['rule']) as
    | ReturnType<typeof definitionOf>
    | undefined;
  return (definition?.units ?? []).map((value) => ({
    value,
    label: unitText(value),
    selected: value === chosen,
  }));
}
