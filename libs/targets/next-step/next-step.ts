import { t } from '@academie/platform';

import { foreseenOf } from '../planning/forecasts';
import type { OpenOffering } from '../planning/rule-forecast';
import { VALUE } from '../counting/measure-names';
import { isCoverage } from '../rule/coverage.rule';
import type { TargetView } from '../value/target.queries';
import { isClosed } from '../value/target.queries';

export type StepKind = 'close' | 'confirm' | 'ask' | 'plan' | 'invite' | 'record';

/** The one thing somebody does next for a target. */
export interface NextStep {
  kind: StepKind;
  /** "Plan een datum" */
  label: string;
  href: string;
}

/** What a step depends on beside the target. */
export interface StepFacts {
  /** Whether the reader decides about the target. */
  decides: boolean;
  /** Whether the reader may close the registers of an offering. */
  closes: (offering: OpenOffering) => boolean;
  /** Organisations that wait for a confirmation. */
  unconfirmed: number;
  /** A course of which a new date would count, if the reader manages it. */
  courseId: string | undefined;
}

/**
 * What to do next, or undefined where nothing can be done or nothing has to: what happened is closed and
 * confirmed before anything new is planned.
 */
export function nextStepOf(target: TargetView, facts: StepFacts): NextStep | undefined {
  const { value, plannedEvidence } = target;
  if (isClosed(target) || value.status === 'met') return undefined;
  const home = `/doelen/${target.id}`;
  const open = plannedEvidence.open.find(facts.closes);
  if (value.toClose > 0)
    return step(
      'close',
      open?.openSessionId ? `/lesgeven/sessies/${open.openSessionId}` : `${home}#open`,
    );
  if (facts.unconfirmed > 0) return step('confirm', `${home}#bevestigen`);
  if (value.missing === 'baseline') return step('ask', facts.decides ? `${home}/nulstand` : home);
  if (value.status === 'unreachable' || value.status === 'planned' || value.status === 'no_norm')
    return undefined;
  if (value.status === 'on_track' && !value.planBefore) return undefined;
  return missing(target, facts, home);
}

function missing(
  { rule, value }: TargetView,
  { courseId, decides }: StepFacts,
  home: string,
): NextStep {
  const acts = foreseenOf(rule).recordedAs(rule);
  if (isCoverage(rule)) {
    const asks = rule.by.every(({ evidence }) => evidence === 'act');
    return step(asks ? 'ask' : 'invite', `${home}?dekking=${VALUE}#dekking`);
  }
  if (acts.length > 0 && value.forecast?.basis !== 'sessions')
    return step('record', `/registraties/nieuw?soort=${acts[0] ?? ''}`);
  // What people do alone elsewhere comes in by the lists of whoever offers it.
  if (value.forecast?.basis === 'pace') return step('ask', '/registraties/importeren');
  if (!decides) return step('plan', home);
  return step(
    'plan',
    courseId ? `/beheer/aanbod/${courseId}/uitvoeringen/nieuw` : '/beheer/aanbod/nieuw',
  );
}

const step = (kind: StepKind, href: string): NextStep => ({
  kind,
  label: t(`targets.step.${kind}`),
  href,
});

/** How urgent a target is: the lower, the sooner something has to be done. */
export function urgencyOf({ value, periodTo }: TargetView): string {
  const rank =
    value.toClose > 0
      ? '0'
      : value.status === 'behind'
        ? value.isSerious
          ? '1'
          : '3'
        : value.isSerious
          ? '2'
          : '4';
  return `${rank} ${value.planBefore ?? periodTo}`;
}
