import { dutchNumber, mediumDate, t } from '@academie/platform';

import type { DigestWeek } from './digest-week';
import type { TargetWeek } from './digest.queries';
import { adviceOf } from '../value/advice';
import type { ThemeRow } from '../value/target.queries';
import type { Value } from '../value/target-value';
import { STATUSES, type TargetStatus } from '../value/target-status';
import { countOf, dutchDay, STATUS_WORDS, statusText, valueText } from '../value/target-labels';
import { definitionOf } from '../rule/rule';

/** A line about one target, with an address to look further. */
export interface DigestLine {
  code: string;
  title: string;
  /** Path of the target, or of what counted this week. */
  href: string;
  text: string;
  /** Dutch: what to do, or what is planned. */
  notes: string[];
}

/** What a theme lead reads about one theme. */
export interface DigestSection {
  slug: string;
  heading: string;
  /** In a few words what is in it. */
  note: string;
  moved: DigestLine[];
  behind: DigestLine[];
  /** What an organisation contests, with how often. */
  contested: DigestLine[];
  /** Number of further targets that are behind; a mail shows only the first. */
  moreBehind: number;
  behindHref: string;
  /** How the others stand: each word with the targets of which it holds. */
  rest: { label: string; targets: string }[];
}

/** What one reader gets, without the greeting. */
export interface Digest {
  week: string;
  subject: string;
  sections: DigestSection[];
}

const LONGEST = 5;
const FEW = 6;

/**
 * The digest of these themes; undefined when none of them has a target. A target that two of the themes
 * share stands under the first.
 */
export function digestOf(
  themes: readonly ThemeRow[],
  targets: readonly TargetWeek[],
  week: DigestWeek,
): Digest | undefined {
  const told = new Set<string>();
  const sections = themes.flatMap((theme) => {
    const own = targets.filter(
      ({ target }) => !told.has(target.id) && target.owners.some(({ id }) => id === theme.id),
    );
    const shown = own.filter((one) => one.isRunning || hasMoved(one) || one.contested > 0);
    for (const { target } of shown) told.add(target.id);
    return shown.length === 0 ? [] : [sectionOf(theme, shown, week)];
  });
  if (sections.length === 0) return undefined;
  const [moved, behind] = [
    sections.reduce((sum, section) => sum + section.moved.length, 0),
    sections.reduce((sum, section) => sum + section.behind.length + section.moreBehind, 0),
  ];
  return { week: week.text, subject: subjectOf(moved, behind), sections };
}

const subjectOf = (moved: number, behind: number): string =>
  t('targets.digest.subject', newsOf(moved, behind));

/** "2 doelen veranderd" and "1 doel vraagt iets". */
function newsOf(moved: number, behind: number): { news: string; late: string } {
  const news =
    moved === 0
      ? t('targets.digest.nothing-moved')
      : t('targets.digest.targets-moved', { targets: targetsText(moved) });
  const late =
    behind === 0
      ? t('targets.digest.none-behind')
      : t('targets.digest.urgent', { count: behind, number: dutchNumber(behind) });
  return { news, late };
}

function sectionOf(
  theme: ThemeRow,
  targets: readonly TargetWeek[],
  week: DigestWeek,
): DigestSection {
  const running = targets.filter(({ isRunning }) => isRunning);
  const behind = running.filter(isBehind).sort((a, b) => shareBehind(b) - shareBehind(a));
  const others = running.filter((one) => !isBehind(one));
  const moved = targets.filter(hasMoved);
  const { news, late } = newsOf(moved.length, behind.length);
  return {
    slug: theme.slug,
    heading: theme.name,
    note: `${news}, ${late}`,
    moved: moved.map((one) => movedLine(one, theme, week)),
    behind: behind.slice(0, LONGEST).map((one) => behindLine(one, theme)),
    contested: targets.filter(({ contested }) => contested > 0).map(contestedLine),
    moreBehind: Math.max(0, behind.length - LONGEST),
    behindHref: `/doelen?${new URLSearchParams({ thema: theme.slug }).toString()}`,
    rest: restOf(others),
  };
}

/** Whether something came to count or ceased to; what was only counted anew did not move. */
export function hasMoved({ target, before, added, removed }: TargetWeek): boolean {
  const { value } = target;
  return value.value !== before.value || value.grades.C !== before.grades.C || added !== removed;
}

const SERIOUS: readonly TargetStatus[] = ['unreachable', 'behind'];

const contestedLine = (one: TargetWeek): DigestLine => ({
  ...headOf(one),
  href: '/doelen/betwist',
  text: t('targets.digest.contested', { count: one.contested }),
  notes: [],
});

/** What somebody has to do something about: it is behind, will not be, or must be planned within a month. */
const isBehind = ({ target: { value } }: TargetWeek): boolean =>
  SERIOUS.includes(value.status) || value.isSerious;

const shareBehind = ({ target: { value } }: TargetWeek): number => {
  const due = value.expected ?? value.norm;
  return due === 0 ? 0 : (due - (value.value ?? 0)) / due;
};

function movedLine(one: TargetWeek, theme: ThemeRow, week: DigestWeek): DigestLine {
  const { target, before, added, removed } = one;
  const from = numberText(one, before);
  const to = numberText(one, target.value);
  const units = [
    added > 0 ? t('targets.digest.added', { evidence: evidenceText(added) }) : undefined,
    removed > 0 ? t('targets.digest.removed', { evidence: evidenceText(removed) }) : undefined,
  ].filter((text) => text !== undefined);
  const total = target.value.grades.C - before.grades.C;
  return {
    ...headOf(one),
    href: `/doelen/${target.id}?sinds=${week.monday}#bewijs`,
    text:
      from === to ? t('targets.digest.stayed', { to }) : t('targets.digest.from-to', { from, to }),
    notes: [
      units.length > 0 ? `${units.join(', ')}.` : undefined,
      total !== 0
        ? t(`targets.digest.totals-${total > 0 ? 'added' : 'removed'}`, {
            total: dutchNumber(Math.abs(total)),
          })
        : undefined,
      sharedText(one, theme),
    ].filter((note) => note !== undefined),
  };
}

function behindLine(one: TargetWeek, theme: ThemeRow): DigestLine {
  const { target, missing } = one;
  // A mail is passed on: what is confidential is counted in it, and not named.
  const first = target.plannedEvidence.offerings
    .filter(({ confidential }) => !confidential)
    .slice(0, 2);
  return {
    ...headOf(one),
    href: `/doelen/${target.id}`,
    text: behindText(one),
    notes: [
      `${statusText(target.value)}.`,
      adviceOf(target, target.value),
      first.length > 0
        ? t('targets.digest.planned', {
            list: first
              .map(({ title, startsAt }) =>
                t('targets.digest.title-on', { title, day: mediumDate(startsAt) }),
              )
              .join('; '),
          })
        : undefined,
      missing.length > 0 ? t('targets.digest.missing', { missing: someOf(missing) }) : undefined,
      target.value.normSource === 'default' ? t('targets.digest.norm-not-in-plan') : undefined,
      sharedText(one, theme),
    ].filter((note) => note !== undefined),
  };
}

function behindText({ target }: TargetWeek): string {
  const { value, unit, rule } = target;
  const text = valueText(target);
  if (value.value === null) return text;
  if (definitionOf(rule).shows === 'percentage')
    return t('targets.digest.ratio-norm', { text, norm: dutchNumber(value.norm) });
  if (value.expected === null || value.expected <= value.value) return text;
  const late = countOf(value.expected - value.value, unit);
  return t('targets.digest.late', { text, expected: dutchNumber(value.expected), late });
}

const restOf = (others: readonly TargetWeek[]): DigestSection['rest'] =>
  STATUSES.flatMap((status) => {
    const codes = others
      .filter(({ target }) => target.value.status === status)
      .map(({ target: { code, value } }) =>
        status === 'to_plan' && value.planBefore
          ? t('targets.digest.code-before', { code, day: dutchDay(value.planBefore) })
          : code,
      );
    return codes.length > 0
      ? [{ label: STATUS_WORDS[status].label, targets: codes.join(', ') }]
      : [];
  });

const headOf = ({ target }: TargetWeek): Pick<DigestLine, 'code' | 'title'> => ({
  code: target.code,
  title: target.title,
});

function numberText({ target: { rule, unit } }: TargetWeek, { value }: Value): string {
  if (value === null) return t('targets.value.undetermined');
  const { shows } = definitionOf(rule);
  if (shows === 'finished')
    return value > 0 ? t('targets.value.finished') : t('targets.value.not-finished');
  return shows === 'percentage' ? `${dutchNumber(value)} %` : countOf(value, unit);
}

const sharedText = ({ target }: TargetWeek, theme: ThemeRow): string | undefined => {
  const others = target.owners.filter(({ id }) => id !== theme.id).map(({ name }) => name);
  return others.length > 0
    ? t('targets.digest.shared-with', { others: others.join(', ') })
    : undefined;
};

const evidenceText = (count: number): string =>
  t('targets.digest.evidence', { count, number: dutchNumber(count) });
const targetsText = (count: number): string =>
  t('targets.digest.targets', { count, number: dutchNumber(count) });

/** The first few, and how many more there are. */
const someOf = (names: readonly string[]): string => {
  const more = names.length - FEW;
  return more > 1
    ? t('targets.digest.and-others', {
        names: names.slice(0, FEW).join(', '),
        more: dutchNumber(more),
      })
    : names.join(', ');
};
