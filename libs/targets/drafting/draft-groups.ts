import { t } from '@academie/platform';

import type { CheckedDraft } from './draft-check';
import type { DraftDocument } from './draft-document';
import { normOf } from '../plan/plan';
import type { RuleDescriber } from '../rule/rule-describer';
import { unitText } from '../rule/unit';

/** The parts in which the form is folded; a phone shows what each says now, and one of them open. */
export const GROUPS = ['promise', 'counting', 'beside', 'norm', 'doubt'] as const;
export type Group = (typeof GROUPS)[number];

export interface GroupView {
  isOpen: boolean;
  /** What was filled in, in a line. */
  says: string;
  isEmpty: boolean;
}

const FIELDS: Record<Exclude<Group, 'doubt'>, readonly string[]> = {
  promise: ['title', 'sentence', 'pages', 'lines', 'owners'],
  counting: ['rule', 'newTag', 'newFunction'],
  beside: ['measures', 'readings'],
  norm: ['operator', 'norm', 'unit', 'normFrom', 'reason', 'from', 'to'],
};

/** In which group a field of the form is, `rule.parts.0.label` too; undefined for what is in none. */
export function groupOf(field: string): Group | undefined {
  const name = field.split('.', 1)[0] ?? '';
  if (['openQuestion', 'yearSpecific', 'checked'].includes(name)) return 'doubt';
  return GROUPS.find((group) => group !== 'doubt' && FIELDS[group].includes(name));
}

/**
 * Open is what has an error, and what somebody is working on (`part`: a field or a list of the form); else the first that
 * is not filled in yet.
 */
export function groupsView(
  document: DraftDocument,
  checked: CheckedDraft,
  more: {
    errors: readonly string[];
    part: string;
    owners: readonly string[];
    teller: RuleDescriber;
  },
): Record<Group, GroupView> {
  const said: Record<Group, string> = {
    promise: [document.title, more.owners.join(', ')].filter(Boolean).join(' · '),
    counting: countingText(document, checked, more.teller),
    beside: [...document.measures.map(({ label }) => label), ...document.readings.map(readingText)]
      .filter((one) => typeof one === 'string' && one !== '')
      .join(' · '),
    norm: normText(document, checked),
    doubt: [document.openQuestion, document.yearSpecific].filter(Boolean).join(' · '),
  };
  const missing: Partial<Record<Group, boolean>> = {
    promise: !document.title || !document.sentence || document.owners.length === 0,
    counting: !document.rule.type,
    norm: document.norm === '',
  };
  const wanted = new Set([...more.errors, more.part].map(groupOf).filter((one) => one));
  if (wanted.size === 0) wanted.add(GROUPS.find((group) => missing[group]));
  const view = (group: Group): GroupView => ({
    isOpen: wanted.has(group),
    says: said[group] || t(`targets.draft.empty.${missing[group] ? 'needed' : group}`),
    isEmpty: said[group] === '',
  });
  return {
    promise: view('promise'),
    counting: view('counting'),
    beside: view('beside'),
    norm: view('norm'),
    doubt: view('doubt'),
  };
}

function countingText(
  { rule }: DraftDocument,
  { target }: CheckedDraft,
  teller: RuleDescriber,
): string {
  if (target) return teller.describe(target.rule).counts;
  return typeof rule.type === 'string' && rule.type !== ''
    ? t(`targets.field.type.${rule.type}`)
    : '';
}

function normText({ operator, norm }: DraftDocument, { target }: CheckedDraft): string {
  if (!norm) return '';
  const unit = target ? unitText(target.unit, normOf(target).value) : '';
  return [t(`targets.operator.${operator}`), norm, unit].filter(Boolean).join(' ');
}

const readingText = ({ word, reads }: Record<string, unknown>): string =>
  typeof word === 'string' && typeof reads === 'string' ? `“${word}”: ${reads}` : '';
