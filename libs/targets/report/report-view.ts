import type { Actor } from '@academie/people';
import { mediumDate, t, type PageView } from '@academie/platform';

import type { EditionChange, ReportedTarget } from './edition.queries';
import type { Report } from './report.queries';
import {
  evidenceText,
  normText,
  notesOf,
  reportedText,
  sectionsOf,
  sharedText,
} from './report-rows';
import { mayShare, type SharedLink } from './report-share.service';
import type { PlanRow, ThemeRow } from '../value/target.queries';
import {
  periodText,
  restatedText,
  standsOf,
  standsText,
  statusBadge,
  statusText,
} from '../value/target-labels';

const COLUMNS = [
  t('targets.label.target'),
  t('targets.label.worth'),
  t('targets.label.norm'),
  t('targets.label.value'),
  t('targets.label.evidence'),
].map((label) => ({ label }));

/** What a reader of the report sees of it, with or without links to the targets. */
export function reportBody(report: Report, now: Date, isPublic = false): Record<string, unknown> {
  const { plan, shown } = report;
  return {
    plan: {
      year: plan.year,
      title: plan.title,
      version: plan.version,
      label: plan.label,
      concept: conceptText(plan),
      period: periodText(plan.periodFrom, plan.periodTo),
    },
    standing: shown
      ? t(`targets.report.settled${shown.edition > 1 ? '-edition' : ''}`, {
          day: mediumDate(shown.closedAt),
          edition: shown.edition,
        })
      : t('targets.report.not-closed', { now: mediumDate(now) }),
    reason: shown?.reason,
    totals: totalsOf(report),
    sections: sectionsOf(report).map(({ theme, heading, targets }) => ({
      id: `thema-${theme.slug}`,
      heading,
      note: standsText(targets.map(({ target }) => target)),
      columns: COLUMNS,
      csvHref: isPublic
        ? undefined
        : `/doelen/jaarverslag.csv?${addressOf(report)}&thema=${theme.slug}`,
      rows: targets.map((reported) => rowOf(reported, theme, isPublic)),
    })),
  };
}

/** Of the latest edition, or of a year that runs, the year alone: that address stays the same. */
const addressOf = ({ plan, editions, shown }: Report): string =>
  `jaar=${plan.year}${shown && shown !== editions[0] ? `&versie=${shown.edition}` : ''}`;

function rowOf(reported: ReportedTarget, theme: ThemeRow, isPublic: boolean): object {
  const { target } = reported;
  return {
    code: target.code,
    what: target.title,
    sentence: target.sentence,
    href: isPublic ? undefined : `/doelen/${target.id}`,
    worth: reportedText(reported),
    norm: normText(reported),
    badge: statusBadge(target.value),
    evidence: evidenceText(reported),
    notes: notesOf(reported),
    shared: sharedText(reported, theme),
    restated: restatedText(target),
  };
}

/** What has to be said of figures against a plan that was not adopted. */
export const conceptText = ({ isConcept, version }: PlanRow): string | undefined =>
  isConcept ? t('targets.report.concept', { version }) : undefined;

// Each target once: a shared one is under more than one heading and still is one.
function totalsOf({ targets }: Report): object[] {
  const own = targets.flatMap(({ target }) => (target.isOther ? [] : [target]));
  return standsOf(own).map(([label, value]) => ({ label, value: String(value) }));
}

/** The page of the report. */
export function reportView(
  report: Report,
  plans: readonly PlanRow[],
  links: readonly SharedLink[],
  actor: Actor,
  now: Date,
  today: string,
  form: object,
  /** Full address of the link that was just made; it is shown once. */
  sharedUrl: string | undefined,
  changes: readonly EditionChange[] = [],
): PageView {
  const { plan, editions, targets, shown } = report;
  const isLatest = shown === editions[0];
  const changed = targets.filter(({ target }) => target.current !== null);
  const isOver = plan.periodTo <= today;
  return {
    title: t('targets.report.title', { year: plan.year }),
    crumbs: [
      {
        href: `/doelen?jaar=${plan.year}`,
        label: t('targets.label.targets-year', { year: plan.year }),
      },
      { label: t('targets.report.name') },
    ],
    ...reportBody(report, now),
    year: plan.year,
    years: plans.map(({ year }) => ({
      label: String(year),
      href: `/doelen/jaarverslag?jaar=${year}`,
      current: year === plan.year,
    })),
    files: ['pdf', 'xlsx', 'csv'].map((kind) => ({
      label: kind === 'xlsx' ? 'Excel' : kind.toUpperCase(),
      href: `/doelen/jaarverslag.${kind}?${addressOf(report)}`,
    })),
    form,
    earlier: !isLatest && {
      text: t('targets.report.earlier-edition', { edition: editions[0]?.edition ?? 0 }),
      href: `/doelen/jaarverslag?jaar=${plan.year}`,
    },
    changesHref:
      isLatest && shown && shown.edition > 1
        ? `/doelen/jaarverslag?jaar=${plan.year}&versie=${shown.edition - 1}#verschillen`
        : undefined,
    differences: !isLatest && differencesView(report, changes),
    closing: actor.isAdministrator &&
      isLatest && {
        canClose: editions.length === 0 && isOver,
        tooEarly: editions.length === 0 && !isOver,
        canRestate: editions.length > 0 && changed.length > 0,
        unchanged: editions.length > 0 && changed.length === 0,
      },
    changed: changed.map(({ target }) => ({
      text: `${target.code} ${target.title}: ${restatedText(target) ?? ''}`,
      href: `/doelen/${target.id}`,
    })),
    editions: editions.map(({ edition, closedAt, reason, closedBy }) => ({
      label:
        edition === 1
          ? t('targets.report.year-closed')
          : t('targets.report.restated-edition', { edition }),
      time: mediumDate(closedAt),
      dateTime: closedAt.toISOString(),
      by: closedBy,
      text: reason ?? undefined,
      href:
        edition === shown?.edition
          ? undefined
          : `/doelen/jaarverslag?jaar=${plan.year}${edition === editions[0]?.edition ? '' : `&versie=${edition}`}`,
    })),
    shares: mayShare(actor) &&
      isLatest && {
        sharedUrl,
        links: links.map(({ id, label, expiresAt, revokedAt }) => ({
          id,
          label,
          until: mediumDate(expiresAt),
          isOpen: !revokedAt && expiresAt > now,
          state: revokedAt
            ? t('targets.report.revoked-on', { day: mediumDate(revokedAt) })
            : expiresAt > now
              ? t('targets.report.works-until', { day: mediumDate(expiresAt) })
              : 'verlopen',
        })),
      },
  };
}

/** What the next edition says otherwise than the one that is shown. */
function differencesView({ editions, shown }: Report, changes: readonly EditionChange[]): object {
  const edition = (shown?.edition ?? 0) + 1;
  const next = editions.find((one) => one.edition === edition);
  return {
    heading: t('targets.report.differences', { edition }),
    reason: next?.reason ?? undefined,
    columns: [
      { label: t('targets.label.target') },
      { label: t('targets.report.in-this-edition') },
      { label: t('targets.report.in-edition', { edition }) },
    ],
    rows: changes.map(({ before, after }) => {
      const target = (after ?? before)?.target;
      return {
        cells: [
          { text: `${target?.code ?? ''} ${target?.title ?? ''}`, href: `/doelen/${target?.id}` },
          { text: before ? saidOf(before, after) : '', label: t('targets.report.in-this-edition') },
          {
            text: after ? saidOf(after, before) : '',
            label: t('targets.report.in-edition', { edition }),
          },
        ],
      };
    }),
  };
}

/** What an edition says of a target; what stands beside the number only where the other says it otherwise. */
function saidOf(reported: ReportedTarget, other: ReportedTarget | undefined): string {
  const notes = notesOf(reported);
  return [
    reportedText(reported),
    statusText(reported.target.value),
    evidenceText(reported),
    ...(notes && other && notes !== notesOf(other) ? [notes] : []),
  ].join(' · ');
}
