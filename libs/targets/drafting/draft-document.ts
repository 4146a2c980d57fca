import { isRecord, type Tree } from './draft-tree';
import type { Plan, PlanTarget } from '../plan/plan';
import { definitionOf, type Rule } from '../rule/rule';

/** What was filled in of a target. Numbers are texts until the reader of plans has seen them. */
export interface DraftDocument {
  title: string;
  sentence: string;
  /** As `13, 14`. */
  pages: string;
  lines: string;
  /** Slugs. */
  owners: string[];
  unit: string;
  operator: string;
  /** Whose number the norm is. */
  normFrom: string;
  norm: string;
  /** Why the norm is another one than before. */
  reason: string;
  /** First and last day, where they differ from those of the plan. */
  from: string;
  to: string;
  openQuestion: string;
  yearSpecific: string;
  /** What was to be looked at again for this year has been looked at. */
  checked: boolean;
  rule: Tree;
  measures: Tree[];
  readings: Tree[];
}

/** The fields of a draft that are a line of text. */
export const TEXTS = [
  ...['title', 'sentence', 'pages', 'lines', 'unit', 'operator', 'normFrom', 'norm', 'reason'],
  ...['from', 'to', 'openQuestion', 'yearSpecific'],
] as const;

export const EMPTY: DraftDocument = {
  ...{ title: '', sentence: '', pages: '', lines: '', owners: [], unit: '', operator: 'at_least' },
  ...{ normFrom: 'plan', norm: '', reason: '', from: '', to: '', openQuestion: '' },
  ...{ yearSpecific: '', checked: false, rule: {}, measures: [], readings: [] },
};

/** A draft that says what a target says now. */
export function documentOf(target: PlanTarget): DraftDocument {
  const { norm, defaultNorm, period, measures, readings } = target;
  return {
    title: target.title,
    sentence: target.sentence,
    pages: (target.sourcePages ?? []).join(', '),
    lines: target.sourceLines.join(', '),
    owners: target.owners,
    unit: target.unit,
    operator: target.operator,
    normFrom: norm === null ? 'own' : 'plan',
    norm: String(norm ?? defaultNorm ?? ''),
    reason: '',
    from: period?.from ?? '',
    to: period ? moveDay(period.until, -1) : '',
    openQuestion: target.openQuestion ?? '',
    yearSpecific: target.yearSpecific ?? '',
    checked: false,
    rule: asTree(target.rule),
    measures: measures.map(asTree),
    readings: (readings ?? []).map(({ word, reads, reason = '' }) => ({ word, reads, reason })),
  };
}

/** The plan with what was drafted in it, as the reader of plans takes it; `code` is that of the target. */
export function planWith(plan: Plan, code: string, draft: DraftDocument): Plan {
  const before = [...plan.targets, ...plan.others].find((one) => one.code === code);
  const target = targetOf(plan, code, draft, before);
  const renew = (list: PlanTarget[]): PlanTarget[] =>
    list.map((one) => (one.code === code ? target : one));
  return before
    ? { ...plan, targets: renew(plan.targets), others: renew(plan.others) }
    : { ...plan, targets: [...plan.targets, target] };
}

/** A code that no target of the plan has: one further than the last T. */
export function nextCode({ targets, others }: Plan): string {
  const numbers = [...targets, ...others]
    .filter(({ code }) => code.startsWith('T'))
    .map(({ code }) => Number(code.slice(1)));
  return `T${String(Math.max(0, ...numbers) + 1).padStart(2, '0')}`;
}

// What does not fit is refused by the reader of plans, in the words that it has for files.
function targetOf(
  plan: Plan,
  code: string,
  draft: DraftDocument,
  before: PlanTarget | undefined,
): PlanTarget {
  const norm = numberIn(draft.norm);
  const own = draft.normFrom === 'own';
  const hasPeriod = draft.from !== '' || draft.to !== '';
  const rule = draft.rule as unknown as Rule;
  const toCheck = draft.checked ? undefined : before?.toCheck;
  return {
    code,
    title: draft.title,
    sentence: draft.sentence,
    sourceLines: numbersIn(draft.lines) as number[],
    ...(draft.pages !== '' && { sourcePages: numbersIn(draft.pages) as number[] }),
    owners: draft.owners,
    unit: (draft.unit || unitOf(rule)) as PlanTarget['unit'],
    operator: draft.operator as PlanTarget['operator'],
    norm: (own ? null : norm) as number | null,
    ...(own && { defaultNorm: norm as number }),
    ...(hasPeriod && {
      period: {
        from: draft.from || plan.period.from,
        until: draft.to ? moveDay(draft.to, 1) : plan.period.until,
      },
    }),
    rule,
    measures: draft.measures.map((measure, index) => ({
      code: codeOfMeasure(before, measure, index),
      ...(measure as unknown as Omit<PlanTarget['measures'][number], 'code'>),
    })),
    ...(draft.readings.length > 0 && {
      readings: draft.readings.map((one) => readingOf(one, before)),
    }),
    ...(draft.openQuestion && { openQuestion: draft.openQuestion }),
    ...(draft.yearSpecific && { yearSpecific: draft.yearSpecific }),
    ...(toCheck && { toCheck }),
  };
}

function readingOf(
  given: Tree,
  before: PlanTarget | undefined,
): NonNullable<PlanTarget['readings']>[number] {
  const { word, reads, reason } = given as Record<string, string>;
  const known = before?.readings?.find((one) => one.word === word);
  return {
    word: word ?? '',
    reads: reads ?? '',
    ...(reason && { reason }),
    ...(known?.options && { options: known.options }),
  };
}

/** A measure keeps its code, by which it was counted, as long as it keeps its name. */
function codeOfMeasure(before: PlanTarget | undefined, { label }: Tree, index: number): string {
  const known = before?.measures.find((one) => one.label === label);
  if (known) return known.code;
  const words = typeof label === 'string' ? label.toLowerCase().replace(/[^a-z0-9]+/g, '-') : '';
  return `own-${words.slice(0, 40) || index}`;
}

/** What a target of this rule is usually counted in; nothing for a rule that is not chosen yet. */
function unitOf(rule: Rule): string {
  const definition = definitionOf(rule) as ReturnType<typeof definitionOf> | undefined;
  return definition?.units[0] ?? '';
}

const numberIn = (text: string): unknown => (/^\d{1,9}$/.test(text) ? Number(text) : text);
const numbersIn = (text: string): unknown[] =>
  text
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(numberIn);

/** The day so many days later, of `yyyy-mm-dd`; what is no day stays what it is. */
function moveDay(day: string, days: number): string {
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(at) ? day : new Date(at + days * 86_400_000).toISOString().slice(0, 10);
}

const asTree = (value: object): Tree => {
  const tree = structuredClone(value) as Tree & { code?: unknown };
  return isRecord(tree.rule) ? { label: tree.label, rule: tree.rule } : tree;
};
