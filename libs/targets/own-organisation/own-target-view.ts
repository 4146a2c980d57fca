import type { Actor } from '@academie/people';
import { dutchNumber, mediumDate, t } from '@academie/platform';

import { contestedUnits, type ContestRow } from '../contest/contest.queries';
import { contestView } from '../contest/contest-view';
import { coverageStateOf } from '../coverage/coverage-state';
import type { EvidenceItem } from '../evidence/evidence.queries';
import { isCoverage } from '../rule/coverage.rule';
import { countOf, statusBadge, valueText } from '../value/target-labels';
import { isClosed, type TargetView } from '../value/target.queries';
import type { UnitPerson } from './organisation-shares.queries';
import type { FirstStep } from './own-organisation.service';
import { COVERAGE_BADGES, hrefOf, stepView, titleOf, unitOf } from './own-organisation-view';
import type { OwnOrganisation } from './own-standing';

const FEW = 8;

interface OwnTargetPage {
  organisation: OwnOrganisation;
  target: TargetView;
  /** Dutch: how it counts. */
  counts: string;
  items: readonly EvidenceItem[];
  people: readonly UnitPerson[];
  contests: readonly ContestRow[];
  /** Organisations that count; undefined where it is not about organisations. */
  covered: ReadonlySet<string> | undefined;
  /** How much of it is of the organisation; undefined where it is about organisations. */
  units: number | undefined;
  step: FirstStep | undefined;
  isOwn: boolean;
  actor: Actor;
  next: string | null | undefined;
  isFirst: boolean;
}

/** What of one organisation counts for one target, unit by unit. */
export function ownTargetView(page: OwnTargetPage): Record<string, unknown> {
  const { organisation, target, items, contests, isOwn, covered, actor } = page;
  const contested = contestedUnits(contests);
  const home = hrefOf(organisation, target.id);
  const state = isCoverage(target.rule)
    ? coverageStateOf(target, organisation.id, covered)
    : undefined;
  return {
    title: `${target.code} ${target.title}`,
    crumbs: crumbsOf(organisation, target.code),
    organisation: organisation.shortName,
    sentence: target.sentence,
    counts: page.counts,
    all: valueText(target),
    badge: statusBadge(target.value),
    own: state && COVERAGE_BADGES[state],
    ownCount: page.units !== undefined && countOf(page.units, unitOf(target)),
    step: state === 'met' ? undefined : stepView(page.step),
    offerings: isClosed(target)
      ? []
      : target.plannedEvidence.offerings
          .filter(({ confidential }) => !confidential)
          .slice(0, FEW)
          .map(({ id, slug, title, startsAt }) => ({
            text: title,
            href: `/aanbod/${slug}#uitvoering-${id}`,
            when: mediumDate(startsAt),
          })),
    units: items.map((item) => ({
      what: item.title,
      day: mediumDate(item.occurredAt),
      grade: item.grade,
      quantity: dutchNumber(item.quantity),
      people: page.people
        .filter(({ id }) => id === item.id)
        .map(({ name, personId }) => ({ name, href: `/organisatie/personen/${personId}` })),
      isContested: contested.has(item.id),
      contestHref:
        isOwn && !contested.has(item.id) ? `${home}/klopt-niet?eenheid=${item.id}` : undefined,
      files: item.files.length || undefined,
      proofHref:
        isOwn && !item.hidden && item.organisationId === organisation.id
          ? `${home}/bewijs/${item.id}`
          : undefined,
    })),
    showsPeople: isOwn,
    gapHref:
      isOwn &&
      state !== 'met' &&
      !contests.some((one) => one.state === 'open' && one.contributionId === null)
        ? `${home}/klopt-niet`
        : undefined,
    contests: contests.map((contest) => ({
      ...contestView(contest),
      withdrawAction:
        isOwn && contest.state === 'open' && contest.madeBy === actor.id
          ? `/gemeente/${organisation.id}/betwist/${contest.id}/intrekken`
          : undefined,
    })),
    nextHref: page.next && `${home}?na=${encodeURIComponent(page.next)}`,
    firstHref: page.isFirst ? undefined : home,
  };
}

/** The form with which a coordinator says that something is wrong. */
export const contestFormView = (
  organisation: OwnOrganisation,
  target: TargetView,
  contributionId: string | null,
): Record<string, unknown> => {
  const home = hrefOf(organisation, target.id);
  return {
    title: t('targets.contest.form-title', { name: organisation.shortName, code: target.code }),
    crumbs: crumbsOf(organisation, target.code, home),
    heading: target.title,
    isGap: contributionId === null,
    action: contributionId ? `${home}/klopt-niet?eenheid=${contributionId}` : `${home}/klopt-niet`,
    backHref: home,
  };
};

const crumbsOf = (organisation: OwnOrganisation, code: string, home?: string): object[] => [
  { href: hrefOf(organisation), label: titleOf(organisation) },
  { label: code, ...(home && { href: home }) },
  ...(home ? [{ label: t('targets.contest.name') }] : []),
];
