import type { Sight } from '@academie/catalogue';
import { dutchNumber, mediumDate, t, type PageView } from '@academie/platform';

import { targetCoverageView } from '../coverage/target-coverage-view';
import type { CoveredOrganisation, CoverageMeasure } from '../coverage/coverage.queries';
import type { LateBefore } from '../value/baselines';
import type { Decision, LateLabel } from '../value/history.queries';
import type { OpenOffering } from '../planning/rule-forecast';
import { adviceFor } from './todos-view';
import { ratioCounts } from '../value/ratio-counts';
import type { Todo } from './next-steps';
import { foreseenOf } from '../planning/forecasts';
import { definitionOf } from '../rule/rule';
import { gradesView } from '../evidence/grades-view';
import type { RuleDescription } from '../rule/rule-definition';
import type { MonthPoint } from '../value/series.queries';
import { seriesView } from '../value/series-view';
import { isClosed, type TargetView } from '../value/target.queries';
import {
  countOf,
  dutchDay,
  normNote,
  requirementText,
  periodText,
  plannedText,
  progressOf,
  openQuestionOf,
  readingTexts,
  restatedText,
  sourceText,
  statusBadge,
  toCheckText,
  toCloseText,
  totalsText,
} from '../value/target-labels';

/** All the page of a target is made of. */
export interface TargetPage {
  target: TargetView;
  rule: RuleDescription;
  /** Whether the reader may decide about it. */
  decides: boolean;
  isAdministrator: boolean;
  normSetBy: string | undefined;
  coverage: { measure: CoverageMeasure; rows: CoveredOrganisation[] } | undefined;
  /** When coordinators were invited, by measure and organisation. */
  invited: ReadonlyMap<string, Date>;
  /** Whether it can be taken apart by team. */
  hasBreakdown: boolean;
  lateLabels: LateLabel[];
  /** What was reported after the baseline about the time before the period. */
  lateBefore: LateBefore | undefined;
  /** Whether the reader asked for the coverage, so that it is unfolded. */
  showsCoverage: boolean;
  /** What has to happen; undefined where nothing has to. */
  todo: Todo | undefined;
  months: MonthPoint[];
  history: Decision[];
  /** What of all that is confidential the reader may know of. */
  sight: Sight;
  now: Date;
}

/** The page of one target, without its evidence. */
export function targetPageView(page: TargetPage): PageView {
  const { target, rule, decides } = page;
  const { value } = target;
  const closed = isClosed(target);
  return {
    title: `${target.code} ${target.title}`,
    crumbs: [
      {
        href: `/doelen?jaar=${target.year}`,
        label: t('targets.label.targets-year', { year: target.year }),
      },
      { label: target.code },
    ],
    eyebrow: `${target.code} · ${target.owners.map(({ name }) => name).join(' · ')}`,
    target: {
      id: target.id,
      heading: target.title,
      sentence: target.sentence,
      badge: statusBadge(value),
      advice: adviceFor(target, page.todo),
      progress: progressOf(target),
      counts: ratioCounts(target, value).map(({ measure, label, count }) => ({
        label,
        count: dutchNumber(count),
        href: `?telling=${encodeURIComponent(measure)}#bewijs`,
      })),
      late: page.lateLabels.map(({ unitId, occurredAt, changedAt, by }) => ({
        href: `/doelen/${target.id}/bewijs/${unitId}`,
        text: t('targets.target.late-label', {
          held: mediumDate(occurredAt),
          changed: mediumDate(changedAt),
          by: by ?? t('targets.target.somebody'),
        }),
      })),
      lateBefore: lateBeforeText(target, page.lateBefore),
      planned: plannedText(target),
      toClose: toCloseText(target),
      totals: totalsText(target),
      source: sourceText(target),
      readings: (target.readings ?? []).map((reading, index) => ({
        text: readingTexts(target)[index],
        href:
          decides && !closed && reading.options
            ? `/doelen/${target.id}/lezing?woord=${encodeURIComponent(reading.word)}`
            : undefined,
      })),
      label: target.planLabel,
      openQuestion: openQuestionOf(target),
      toCheck: toCheckText(target),
      missesBaseline: value.missing === 'baseline',
      restated: restatedText(target),
    },
    decides,
    step: page.todo?.step,
    unconfirmed: page.todo?.unconfirmed.map(({ shortName, organisationId }) => ({
      name: shortName,
      href: decides
        ? `/registraties/nieuw?${new URLSearchParams({ soort: 'confirmation', gemeente: organisationId, doel: target.code }).toString()}`
        : undefined,
    })),
    facts: factsOf(page),
    rule,
    grades: gradesView(target),
    measures: measuresOf(target),
    isInParts: target.unit === 'parts',
    requirements: value.requirements.map((one) => ({
      label: one.label,
      met: one.met,
      text: requirementText(one),
      href: one.measure && `?telling=${encodeURIComponent(one.measure)}#bewijs`,
    })),
    netGrowth: netGrowthOf(target),
    quarters: quartersView(page),
    coverage:
      page.coverage &&
      targetCoverageView(
        target,
        page.coverage.measure,
        page.coverage.rows,
        page.invited,
        decides && !closed,
      ),
    showsCoverage: page.showsCoverage,
    series: seriesView(target, page.months, page.now),
    offerings: offeringsView(target.plannedEvidence.offerings, page.sight),
    open: offeringsView(target.plannedEvidence.open, page.sight),
    history: page.history.map(decisionView),
    forecastHref:
      foreseenOf(target.rule).basis(target.rule) === null
        ? undefined
        : `/doelen/${target.id}/vooruitblik`,
    breakdownHref: page.hasBreakdown ? `/doelen/${target.id}/uitsplitsing` : undefined,
    ownersHref: page.isAdministrator && !closed ? `/doelen/${target.id}/eigenaren` : undefined,
    proposeHref:
      decides && !closed
        ? `/doelen/voorstellen?jaar=${target.year}&doel=${target.code}#begin`
        : undefined,
    normHref: decides && !closed ? `/doelen/${target.id}/norm` : undefined,
    baselineHref:
      decides && !closed && value.missing === 'baseline'
        ? `/doelen/${target.id}/nulstand`
        : undefined,
  };
}

const MOST = 10;

// What is confidential is counted, and named only to those who may know of it.
const offeringsView = (offerings: readonly OpenOffering[], sight: Sight): object[] =>
  offerings
    .filter(({ id, confidential }) => !confidential || sight.offeringIds.includes(id))
    .slice(0, MOST)
    .map(({ id, slug, title, startsAt }) => ({
      href: `/aanbod/${slug}#uitvoering-${id}`,
      text: title,
      when: mediumDate(startsAt),
    }));

function factsOf({ target, normSetBy }: TargetPage): { term: string; text: string }[] {
  const { value, unit, baseline, owners } = target;
  const note = [normNote(target), normSetBy && t('targets.norm.set-by', { name: normSetBy })]
    .filter(Boolean)
    .join(', ');
  const norm =
    definitionOf(target.rule).shows === 'percentage'
      ? `${value.norm} %`
      : countOf(value.norm, unit);
  return [
    { term: t('targets.label.norm'), text: note ? `${norm} (${note})` : norm },
    { term: t('targets.label.period'), text: periodText(target.periodFrom, target.periodTo) },
    {
      term: owners.length > 1 ? t('targets.label.shared-by') : t('targets.label.theme'),
      text: owners.map(({ name }) => name).join(', '),
    },
    ...(baseline
      ? [
          {
            term: t('targets.label.baseline'),
            text: t('targets.baseline.recorded', {
              persons: countOf(baseline.persons, unit),
              source: baseline.source,
              day: mediumDate(new Date(baseline.recordedAt)),
            }),
          },
        ]
      : []),
  ];
}

const measuresOf = ({ value, measures }: TargetView): object[] =>
  value.measures.map(({ code, label, value: number, outOf, grades }) => {
    const rule = measures.find((one) => one.code === code)?.rule;
    const isPercentage = rule && definitionOf(rule).shows === 'percentage';
    const of = outOf === null ? '' : t('targets.value.out-of', { outOf });
    return {
      label,
      text:
        number === null
          ? t('targets.value.undetermined')
          : `${dutchNumber(number)}${isPercentage ? ' %' : of}`,
      note:
        grades.C > 0
          ? t('targets.value.totals-short', { total: dutchNumber(grades.C) })
          : undefined,
      href: `?telling=${encodeURIComponent(code)}#bewijs`,
    };
  });

function lateBeforeText(
  { periodFrom }: TargetView,
  late: LateBefore | undefined,
): string | undefined {
  if (!late || late.persons === 0) return undefined;
  const { persons: count, inPeriod } = late;
  const told = t('targets.baseline.late', { count, from: dutchDay(periodFrom) });
  return inPeriod > 0
    ? `${told} ${t('targets.baseline.late-in-period', { count: inPeriod })}`
    : told;
}

function netGrowthOf({ value, year, baseline }: TargetView): object | undefined {
  const { netGrowth } = value;
  if (!netGrowth) return undefined;
  const { now, before, growth } = netGrowth;
  return {
    year,
    before: year - 1,
    first: dutchNumber(value.grades.A + value.grades.B),
    growth: growth > 0 ? `+${dutchNumber(growth)}` : dutchNumber(growth),
    text: t('targets.target.net-growth', {
      now: dutchNumber(now),
      year,
      before: dutchNumber(before),
      last: year - 1,
    }),
    beforeSource: baseline?.yearBefore === undefined ? t('targets.baseline.own') : baseline.source,
  };
}

function quartersView({ target }: TargetPage): object[] {
  return target.value.quarters.map(({ name, state }) => ({
    label: t('targets.target.quarter', { number: name.slice(-1) }),
    isMet: state === 'met',
    isPlanned: state === 'planned',
    text: t(`targets.state.${state}`),
  }));
}

function decisionView({ action, at, by, data, reason }: Decision): object {
  const names = (list: unknown): string => (Array.isArray(list) ? list.join(', ') : '');
  const labels: Record<Decision['action'], string> = {
    'target.norm-set': t('targets.decision.norm-set', {
      from: String(data.from),
      to: String(data.to),
    }),
    'target.owners-set': t('targets.decision.owners-set', {
      from: names(data.from),
      to: names(data.to),
    }),
    'target.baseline-recorded': t('targets.decision.baseline-recorded', { persons: data.persons }),
    'plan.loaded': t('targets.decision.loaded', { version: data.version }),
    'plan.continued': t('targets.decision.continued', { version: data.version }),
    'plan.closed': t('targets.decision.closed'),
    'plan.restated': t('targets.decision.restated', { edition: data.edition }),
  };
  return {
    label: labels[action],
    time: mediumDate(at),
    dateTime: at.toISOString(),
    by,
    ...(reason && { text: reason }),
  };
}
