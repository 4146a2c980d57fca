import type { Actor } from '@academie/people';

import { sparkLine, t, type PageView } from '@academie/platform';

import { isClosedStatus } from '../plan/plan';
import { monthsOf } from './months';
import { definitionOf } from '../rule/rule';
import type { MonthPoint } from './series.queries';
import type { PlanRow, TargetView, ThemeRow } from './target.queries';
import { STATUSES, type TargetStatus } from './target-status';
import {
  normNote,
  periodText,
  plannedText,
  progressOf,
  openQuestionOf,
  openQuestionText,
  readingTexts,
  restatedText,
  standsText,
  STATUS_WORDS,
  statusBadge,
  toCloseText,
  totalsText,
  valueText,
} from './target-labels';

/** What the address of the overview asks for. */
export interface OverviewFilter {
  year: number;
  /** `mijn`, `alle` or the slug of a theme. */
  theme: string;
  status: TargetStatus | undefined;
}

export const MINE = 'mijn';
export const ALL = 'alle';

/** Reads the query; whatever it does not know it leaves out. */
export function readOverview(
  query: Record<string, unknown>,
  plans: readonly PlanRow[],
  thisYear: number,
  actor: Actor,
): OverviewFilter {
  const years = plans.map(({ year }) => year);
  const asked = Number(query.jaar);
  const fallback = years.find((year) => year <= thisYear) ?? years[0] ?? thisYear;
  const status = STATUSES.find((one) => STATUS_WORDS[one].slug === query.stand);
  const theme = typeof query.thema === 'string' && query.thema !== '' ? query.thema : undefined;
  return {
    year: years.includes(asked) ? asked : fallback,
    theme: theme ?? (actor.is('theme_lead') ? MINE : ALL),
    status,
  };
}

/** The overview: the targets of a year under their themes. */
export function overviewView({
  filter,
  plans,
  themes,
  targets,
  actor,
  contested,
  months,
}: {
  filter: OverviewFilter;
  plans: readonly PlanRow[];
  themes: readonly ThemeRow[];
  targets: readonly TargetView[];
  actor: Actor;
  /** How often something about a target is contested. */
  contested: ReadonlyMap<string, number>;
  /** How each target grew; nothing of all themes at once, where small lines would make the page too large. */
  months: ReadonlyMap<string, readonly MonthPoint[]>;
}): PageView {
  const plan = plans.find(({ year }) => year === filter.year);
  const shownThemes = themesOf(filter.theme, themes, actor);
  const inThemes = targetsShown(filter, themes, targets, actor);
  const selected = inThemes.filter(({ value }) => !filter.status || value.status === filter.status);
  const seen = new Set<string>();
  const names = new Map(themes.map(({ id, name }) => [id, name]));
  const sections = shownThemes.flatMap((theme) => {
    const own = selected.filter(({ owners }) => owners.some(({ id }) => id === theme.id));
    if (own.length === 0) return [];
    const parent = theme.parentId ? names.get(theme.parentId) : undefined;
    return [
      {
        id: `thema-${theme.slug}`,
        heading: theme.name,
        parent,
        title: parent ? `${parent}: ${theme.name}` : theme.name,
        note: standsText(own),
        targets: own.map((target) => {
          const row = rowOf(target, theme.id, contested.get(target.id), months.get(target.id));
          // Of all themes at once a list to look through: sentences stand with their theme.
          return shownOnce(row, target, seen, filter.theme === ALL ? undefined : target.sentence);
        }),
      },
    ];
  });
  return {
    title: t('targets.label.targets-year', { year: filter.year }),
    plan: plan && planView(plan),
    years: plans.map(({ year }) => ({
      label: String(year),
      href: hrefOf({ ...filter, year, status: undefined }),
      current: year === filter.year,
    })),
    themes: tabsOf(filter, themes, actor),
    statuses: STATUSES.map((status) => ({
      label: STATUS_WORDS[status].label,
      kind: STATUS_WORDS[status].kind,
      value: inThemes.filter(({ value }) => value.status === status).length,
      href: hrefOf({ ...filter, status: filter.status === status ? undefined : status }),
      current: filter.status === status,
      status,
    })).filter(({ value, current }) => value > 0 || current),
    total: inThemes.length,
    chosen: filter.status && STATUS_WORDS[filter.status].label,
    clearHref: hrefOf({ ...filter, status: undefined }),
    coverageHref: `/doelen/dekking?jaar=${filter.year}`,
    draftsHref: actor.is('theme_lead') || actor.isAdministrator ? '/doelen/voorstellen' : undefined,
    reportHref: `/doelen/jaarverslag?jaar=${filter.year}`,
    forecastHref: `/doelen/vooruitblik?jaar=${filter.year}`,
    sections,
    // Who chose a status came for those rows; who sees the whole year looks for a theme first.
    folded: sections.length > MOST_OPEN && !filter.status,
  };
}

/** More themes than these are folded: each row of all of them is a page of some ten screens of a phone. */
const MOST_OPEN = 3;

/** What is shared is drawn once; under its other themes stand its number and its chip. */
function shownOnce(
  row: ReturnType<typeof rowOf>,
  target: TargetView,
  seen: Set<string>,
  sentence?: string,
): object {
  const { notes, ...rest } = row;
  if (seen.has(target.id)) return { ...rest, progress: undefined, trend: undefined };
  seen.add(target.id);
  return { ...rest, more: (sentence || notes.length > 0) && { sentence, notes } };
}

/** The targets of the themes that were asked for. */
export function targetsShown(
  { theme }: OverviewFilter,
  themes: readonly ThemeRow[],
  targets: readonly TargetView[],
  actor: Actor,
): TargetView[] {
  const ids = new Set(themesOf(theme, themes, actor).map(({ id }) => id));
  return targets.filter(({ owners }) => owners.some(({ id }) => ids.has(id)));
}

/** One target in a list; `under` is the theme it stands under. */
function rowOf(
  target: TargetView,
  under: string,
  contested = 0,
  months: readonly MonthPoint[] = [],
) {
  const shared = target.owners.filter(({ id }) => id !== under).map(({ name }) => name);
  const open = target.value.requirements.filter(({ met }) => !met).map(({ label }) => label);
  // A bar or a line of what is finished or not says nothing more than the words.
  const isDrawn = definitionOf(target.rule).shows !== 'finished';
  const given = <T>(texts: readonly (T | undefined)[]): T[] =>
    texts.filter((text) => text !== undefined);
  return {
    code: target.code,
    heading: target.title,
    href: `/doelen/${target.id}`,
    badge: statusBadge(target.value),
    text: valueText(target),
    progress: isDrawn ? progressOf(target) : undefined,
    trend: isDrawn
      ? sparkLine(
          months.map(({ value }) => value),
          monthsOf(target.periodFrom, target.periodTo).length,
        )
      : undefined,
    // What changes from week to week stands in sight on a phone too; how it is read stands below it, folded.
    facts: given([
      contested > 0 ? t('targets.contest.times', { count: contested }) : undefined,
      plannedText(target),
      toCloseText(target),
      restatedText(target),
    ]).join(' · '),
    asides: given([
      openQuestionOf(target) ? t('targets.overview.has-question') : undefined,
      shared.length > 0
        ? t('targets.overview.shared-with', { shared: shared.join(', ') })
        : undefined,
    ]).join(' · '),
    notes: given([
      open.length > 0
        ? t('targets.overview.still-needed', { list: open.join(', ').toLowerCase() })
        : undefined,
      normNote(target),
      totalsText(target),
      ...readingTexts(target),
      openQuestionText(target),
    ]),
  };
}

export const planView = (plan: PlanRow): object => ({
  title: plan.title,
  label: plan.label,
  version: plan.version,
  isConcept: plan.isConcept,
  isClosed: isClosedStatus(plan.status),
  period: periodText(plan.periodFrom, plan.periodTo),
});

function themesOf(theme: string, themes: readonly ThemeRow[], actor: Actor): ThemeRow[] {
  const leads = ({ id, parentId }: ThemeRow): boolean =>
    actor.leads(id) || (parentId !== null && actor.leads(parentId));
  if (theme === MINE) return themes.filter(leads);
  // Own themes first, for who has any.
  if (theme === ALL) return [...themes].sort((a, b) => Number(leads(b)) - Number(leads(a)));
  const chosen = themes.find(({ slug }) => slug === theme);
  return themes.filter(
    ({ id, parentId }) => chosen && (id === chosen.id || parentId === chosen.id),
  );
}

function tabsOf(filter: OverviewFilter, themes: readonly ThemeRow[], actor: Actor): object[] {
  const tab = (theme: string, label: string): object => ({
    label,
    href: hrefOf({ ...filter, theme, status: undefined }),
    current: filter.theme === theme,
  });
  return [
    ...(actor.is('theme_lead') ? [tab(MINE, t('targets.overview.my-themes'))] : []),
    tab(ALL, t('targets.overview.all-themes')),
    ...themes.filter(({ parentId }) => parentId === null).map(({ slug, name }) => tab(slug, name)),
  ];
}

function hrefOf({ year, theme, status }: OverviewFilter): string {
  const query = new URLSearchParams({ jaar: String(year), thema: theme });
  if (status) query.set('stand', STATUS_WORDS[status].slug);
  return `/doelen?${query.toString()}`;
}
