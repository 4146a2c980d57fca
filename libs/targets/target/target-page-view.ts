import { dutchNumber, mediumDate } from '@academie/platform';

import { targetCoverageView } from '../coverage/target-coverage-view';
import type { CoveredOrganisation, CoverageMeasure } from '../coverage/coverage.queries';
import type { EvidenceItem } from '../evidence/evidence.queries';
import type { Decision } from '../value/history.queries';
import { VALUE } from '../counting/measure-names';
import { foreseenOf } from '../planning/forecasts';
import { definitionOf } from '../rule/rule';
import { unitText } from '../rule/unit';
import { gradesView } from '../evidence/grades-view';
import type { RuleDescription } from '../rule/rule-definition';
import type { MonthPoint } from '../value/series.queries';
import { seriesView } from '../value/series-view';
import { isClosed, type TargetView } from '../value/target.queries';
import { quartersOf } from '../value/target-value';
import {
  countOf,
  normNote,
  periodText,
  plannedText,
  progressOf,
  restatedText,
  STATUS_WORDS,
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
  months: MonthPoint[];
  history: Decision[];
  quarters: Set<string>;
  now: Date;
}

/** The page of one target, without its evidence. */
export function targetPageView(page: TargetPage): Record<string, unknown> {
  const { target, rule, decides } = page;
  const { value } = target;
  const closed = isClosed(target);
  return {
    title: `${target.code} ${target.title}`,
    crumbs: [
      { href: `/doelen?jaar=${target.year}`, label: `Doelen ${target.year}` },
      { label: target.code },
    ],
    eyebrow: `${target.code} · ${target.owners.map(({ name }) => name).join(' · ')}`,
    target: {
      id: target.id,
      heading: target.title,
      sentence: target.sentence,
      badge: STATUS_WORDS[value.status],
      progress: progressOf(target),
      planned: plannedText(target),
      totals: totalsText(target),
      source: `Jaarplan ${target.year}, versie ${target.planVersion}, regel ${target.sourceLines.join(', ')}`,
      label: target.planLabel,
      openQuestion: target.openQuestion,
      toCheck: target.toCheck,
      missesBaseline: value.missing === 'baseline',
      restated: restatedText(target),
    },
    facts: factsOf(page),
    rule,
    grades: gradesView(target),
    measures: measuresOf(target),
    requirements: value.requirements,
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
    series: seriesView(target, page.months, page.now),
    offerings: target.plannedEvidence.offerings
      .slice(0, 10)
      .map(({ id, slug, title, startsAt }) => ({
        href: `/aanbod/${slug}#uitvoering-${id}`,
        text: title,
        when: mediumDate(startsAt),
      })),
    history: page.history.map(decisionView),
    forecastHref:
      foreseenOf(target.rule).basis(target.rule) === null
        ? undefined
        : `/doelen/${target.id}/vooruitblik`,
    breakdownHref: page.hasBreakdown ? `/doelen/${target.id}/uitsplitsing` : undefined,
    ownersHref: page.isAdministrator && !closed ? `/doelen/${target.id}/eigenaren` : undefined,
    normHref: decides && !closed ? `/doelen/${target.id}/norm` : undefined,
    baselineHref:
      decides && !closed && value.missing === 'baseline'
        ? `/doelen/${target.id}/nulstand`
        : undefined,
  };
}

function factsOf({ target, normSetBy }: TargetPage): { term: string; text: string }[] {
  const { value, unit, baseline, owners } = target;
  const note = [normNote(target), normSetBy && `door ${normSetBy}`].filter(Boolean).join(', ');
  const norm =
    definitionOf(target.rule).shows === 'percentage'
      ? `${value.norm} %`
      : countOf(value.norm, unit);
  return [
    { term: 'Norm', text: note ? `${norm} (${note})` : norm },
    { term: 'Periode', text: periodText(target.periodFrom, target.periodTo) },
    {
      term: owners.length > 1 ? 'Gedeeld door' : 'Thema',
      text: owners.map(({ name }) => name).join(', '),
    },
    ...(baseline
      ? [
          {
            term: 'Nulstand',
            text: `${countOf(baseline.persons, unit)} (${baseline.source}), vastgelegd op ${mediumDate(new Date(baseline.recordedAt))}`,
          },
        ]
      : []),
  ];
}

const measuresOf = ({ value, measures }: TargetView): object[] =>
  value.measures.map(({ code, label, value: number, outOf, grades }) => {
    const rule = measures.find((one) => one.code === code)?.rule;
    const isPercentage = rule && definitionOf(rule).shows === 'percentage';
    const of = outOf === null ? '' : ` van ${outOf}`;
    return {
      label,
      text: number === null ? 'onbepaald' : `${dutchNumber(number)}${isPercentage ? ' %' : of}`,
      note: grades.C > 0 ? `daarnaast ${dutchNumber(grades.C)} als totaal opgegeven` : undefined,
      href: `?telling=${encodeURIComponent(code)}#bewijs`,
    };
  });

function netGrowthOf({ value, year, baseline }: TargetView): object | undefined {
  const { netGrowth } = value;
  if (!netGrowth) return undefined;
  const { now, before, growth } = netGrowth;
  return {
    year,
    before: year - 1,
    first: dutchNumber(value.grades.A + value.grades.B),
    growth: growth > 0 ? `+${dutchNumber(growth)}` : dutchNumber(growth),
    text: `${dutchNumber(now)} deelnemers in ${year}, ${dutchNumber(before)} in ${year - 1}`,
    beforeSource: baseline?.yearBefore === undefined ? 'eigen registratie' : baseline.source,
  };
}

function quartersView({ target, quarters }: TargetPage): object[] {
  if (definitionOf(target.rule).pace !== 'quarterly') return [];
  return quartersOf(target.periodFrom, target.periodTo).map((name) => {
    const planned = target.plannedEvidence.subjects.has(name);
    return {
      label: `${name.slice(-1)}e kwartaal`,
      isMet: quarters.has(name),
      isPlanned: !quarters.has(name) && planned,
      text: quarters.has(name) ? 'gehaald' : planned ? 'gepland' : 'nog niet',
    };
  });
}

function decisionView({ action, at, by, data, reason }: Decision): object {
  const names = (list: unknown): string => (Array.isArray(list) ? list.join(', ') : '');
  const labels: Record<Decision['action'], string> = {
    'target.norm-set': `Norm gewijzigd van ${String(data.from)} in ${String(data.to)}`,
    'target.owners-set': `Eigenaren gewijzigd van ${names(data.from)} in ${names(data.to)}`,
    'target.baseline-recorded': `Nulstand vastgelegd: ${data.persons} deelnemers`,
    'plan.loaded': `Jaarplan geladen, versie ${data.version}`,
    'plan.continued': `Jaarplan gestart: ${data.version}`,
    'plan.closed': 'Jaar afgesloten: de stand staat vast',
    'plan.restated': `Cijfers herzien (versie ${data.edition})`,
  };
  return {
    label: labels[action],
    time: mediumDate(at),
    dateTime: at.toISOString(),
    by,
    ...(reason && { text: reason }),
  };
}

/** Rows of the evidence table: from where, as what and when, never who. */
export function evidenceRows(
  targetId: string,
  items: readonly EvidenceItem[],
  jobFunction: (code: string) => string,
): object[] {
  return items.map((item) => ({
    cells: [
      { text: item.title, href: sourceHref(item) },
      { text: mediumDate(item.occurredAt), label: 'Datum' },
      { text: aboutOf(item, jobFunction), label: 'Wie of waar' },
      { text: item.grade, label: 'Graad' },
      { text: dutchNumber(item.quantity), label: 'Aantal', numeric: true },
      {
        text: item.journalId ? `Logregel ${item.journalId}` : 'Bekijk herkomst',
        href: `/doelen/${targetId}/bewijs/${item.id}`,
        label: 'Herkomst',
      },
    ],
  }));
}

function sourceHref(item: EvidenceItem): string | undefined {
  if (item.sourceType === 'act') return `/registraties/${item.sourceId}`;
  return item.course ? `/aanbod/${item.course.slug}` : undefined;
}

function aboutOf(item: EvidenceItem, jobFunction: (code: string) => string): string {
  const parts = [
    item.organisation,
    item.functionCodes.map(jobFunction).join(', '),
    item.participant && `deelnemer ${item.participant}`,
    item.present !== null && countOf(item.present, 'persons'),
    item.headcount !== null && `${dutchNumber(item.headcount)} bezoekers`,
  ];
  return parts.filter(Boolean).join(' · ') || 'geen organisatie';
}

/** What a target can list evidence of: its value, and each of its measures. */
export const tellings = ({ measures, unit }: TargetView): { value: string; label: string }[] => [
  { value: VALUE, label: `Het doel zelf (${unitText(unit)})` },
  ...measures.map(({ code, label }) => ({ value: code, label })),
];
