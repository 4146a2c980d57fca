import type { Actor } from '@academie/people';
import { dutchNumber, longDate, mediumDate, t } from '@academie/platform';

import { contestView } from '../contest/contest-view';
import type { CoverageState } from '../coverage/coverage-state';
import { definitionOf } from '../rule/rule';
import { countOf, dutchDay, valueText } from '../value/target-labels';
import type { PlanRow, TargetView } from '../value/target.queries';
import { planView } from '../value/overview-view';
import type { FirstStep, OwnWork, OwnYear } from './own-organisation.service';
import type { CoverageStanding, OwnOrganisation, ShareStanding } from './own-standing';

export const COVERAGE_BADGES = {
  met: { label: t('targets.own.counts'), kind: 'good', icon: 'check' },
  planned: { label: t('targets.own.planned'), kind: 'info', icon: 'calendar' },
  missing: { label: t('targets.own.missing'), kind: 'warn', icon: 'minus' },
} as const satisfies Record<CoverageState, object>;
const ORDER: readonly CoverageState[] = ['missing', 'planned', 'met'];
const FIRST = 4;
/** A target that asks for some organisations, of which this is none. */
const NOT_ASKED = { label: t('targets.own.not-asked'), kind: 'neutral', icon: 'minus' } as const;

/** What the page of an organisation is made of. */
interface OwnOrganisationPage {
  organisation: OwnOrganisation;
  plans: readonly PlanRow[];
  /** Undefined without a plan. */
  year: OwnYear | undefined;
  isOwn: boolean;
  /** All of the coordinator, where they are few. */
  own: readonly OwnOrganisation[];
  actor: Actor;
  stepOf(target: TargetView): FirstStep | undefined;
}

/** "Mijn gemeente", "Mijn organisatie", or the name for who reads about another. */
export const titleOf = ({ kind, shortName }: OwnOrganisation): string =>
  t(kind === 'municipality' ? 'targets.own.municipality' : 'targets.own.organisation', {
    name: shortName,
  });

export const hrefOf = ({ id }: OwnOrganisation, targetId?: string): string =>
  targetId ? `/gemeente/${id}/doelen/${targetId}` : `/gemeente/${id}`;

/** One organisation and the targets of a year. */
export function ownOrganisationView(page: OwnOrganisationPage): Record<string, unknown> {
  const { organisation, plans, year, isOwn, own, actor } = page;
  const hasOthers = !isOwn || actor.coordinatedOrganisations.length > Math.max(1, own.length);
  const base = {
    title: titleOf(organisation),
    organisation: organisation.shortName,
    isOwn,
    chooseHref: hasOthers ? '/gemeente' : undefined,
    tabs:
      own.length > 1 &&
      own.map((one) => ({
        label: one.shortName,
        href: hrefOf(one),
        current: one.id === organisation.id,
      })),
  };
  if (!year) return base;
  const forAll = year.coverage.filter(({ isForAll }) => isForAll);
  const met = forAll.filter(({ state }) => state === 'met').length;
  const planned = forAll.filter(({ state }) => state === 'planned').length;
  return {
    ...base,
    plan: planView(year.plan),
    years: plans.map((plan) => ({
      label: String(plan.year),
      href: `${hrefOf(organisation)}?jaar=${plan.year}`,
      current: plan.year === year.plan.year,
    })),
    summary: forAll.length > 0 && {
      met: t('targets.own.met', { met, total: forAll.length }),
      planned: dutchNumber(planned),
      missing: dutchNumber(forAll.length - met - planned),
      middle:
        year.middleMet === null
          ? undefined
          : t('targets.own.middle-met', { middle: dutchNumber(year.middleMet) }),
    },
    coverage: [...year.coverage]
      .sort((a, b) => rankOf(a) - rankOf(b))
      .map(({ target, state, isForAll }) => {
        const asked = state === 'met' ? undefined : year.asked.get(target.id);
        return {
          ...headOf(organisation, target),
          badge: isForAll || state !== 'missing' ? COVERAGE_BADGES[state] : NOT_ASKED,
          all: valueText(target),
          asked: asked && t('targets.own.asked', { day: mediumDate(asked) }),
          step:
            isOwn && isForAll && state === 'missing' ? stepView(page.stepOf(target)) : undefined,
          contested: contestedText(year, target),
        };
      }),
    shares: year.shares.map((standing) => ({
      ...headOf(organisation, standing.target),
      units: countOf(standing.units, unitOf(standing.target)),
      seats: standing.seats > 0 && t('targets.own.seats', { count: standing.seats }),
      middle: middleText(standing),
      all: valueText(standing.target),
      contested: contestedText(year, standing.target),
    })),
    contests: year.contests.map((contest) => ({
      ...contestView(contest),
      href: hrefOf(organisation, contest.targetId),
    })),
  };
}

export const stepView = (step: FirstStep | undefined): object | undefined =>
  step && { href: step.href, label: t(`targets.own.step-${step.kind}`) };

// What is asked of every organisation comes first.
const rankOf = ({ state, isForAll }: CoverageStanding): number =>
  ORDER.indexOf(state) + (isForAll ? 0 : ORDER.length);

/** What waits for the coordinator beside the targets. */
export function ownWorkView(work: OwnWork): object | undefined {
  const { requests, offers, held, expiring, noShows, needs } = work;
  const person = ({ personId, name }: { personId: string; name: string }): object => ({
    name,
    href: `/organisatie/personen/${personId}`,
  });
  const asked = requests.count > 0 || offers.length > 0 || held.length > 0;
  return {
    isEmpty: !asked && expiring.length === 0 && noShows.length === 0 && needs.length === 0,
    requests: requests.count > 0 && {
      text: t('targets.own.requests', { count: requests.count }),
      before: requests.decideBy && longDate(requests.decideBy),
    },
    offers: offers.map((one) => ({
      ...person(one),
      course: one.courseTitle,
      until: longDate(one.at),
    })),
    held: held.map((block) => ({
      course: block.courseTitle,
      left: block.seats - block.claimed,
      until: longDate(block.releaseAt),
      href: `/beheer/uitvoeringen/${block.offeringId}/lijst`,
    })),
    expiring: expiring.map((one) => ({
      ...person(one),
      course: one.courseTitle,
      courseHref: `/aanbod/${one.courseSlug}`,
      until: dutchDay(one.validUntil),
    })),
    noShows: noShows.map((one) => ({
      ...person(one),
      course: one.courseTitle,
      on: mediumDate(one.at),
    })),
    needs: needs.slice(0, FIRST).map((one) => ({
      course: one.courseTitle,
      lacking: t('targets.own.lacking', {
        count: one.meant - one.done - one.planned,
        meant: one.meant,
      }),
      href: `/organisatie/bereik/${one.courseId}`,
    })),
    moreNeeds: Math.max(0, needs.length - FIRST),
  };
}

const headOf = (organisation: OwnOrganisation, target: TargetView): object => ({
  code: target.code,
  heading: target.title,
  href: hrefOf(organisation, target.id),
});

const contestedText = ({ contests }: OwnYear, { id }: TargetView): string | undefined =>
  contests.some(({ targetId, state }) => targetId === id && state === 'open')
    ? t('targets.contest.open')
    : undefined;

// Of a ratio the acts are counted that it is made of.
export const unitOf = ({ rule, unit }: TargetView): TargetView['unit'] =>
  definitionOf(rule).shows === 'percentage' ? 'acts' : unit;

const middleText = ({ middle }: ShareStanding): string =>
  middle === null ? '' : dutchNumber(middle);
