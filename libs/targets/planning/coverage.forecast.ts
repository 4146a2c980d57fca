import { matchesCourse } from '../counting/context-facts';
import type { CoverageRule } from '../rule/coverage.rule';
import { nothingPlanned, type OpenOffering, type RuleForecast, wouldMatch } from './rule-forecast';

export const coverageForecast: RuleForecast<CoverageRule> = {
  ...nothingPlanned,
  basis: () => 'organisations',
  plannedKeys: (rule, { offerings, acts, expected }) =>
    rule.by.flatMap((by) =>
      by.evidence === 'act'
        ? acts
            .filter(({ context, kind }) => kind === rule.reference && wouldMatch(by, context))
            .map(({ organisationId }) => organisationId ?? '')
        : offerings
            .filter(({ context }) => by.evidence === 'attendance' && matchesCourse(by, context))
            .flatMap(({ id }) => expected.get(id) ?? [])
            .filter(({ kind }) => kind === rule.reference)
            .map(({ id }) => id),
    ),
  mayCountAlready: true,
  keysOfDue: (rule, { organisationId, kind }, context) =>
    kind === rule.reference &&
    rule.by.some((by) => by.evidence === 'attendance' && matchesCourse(by, context))
      ? [organisationId]
      : [],
  isServedBy: countsAttendance,
  asksWhoComesTo: countsAttendance,
};

function countsAttendance({ by }: CoverageRule, { context }: OpenOffering): boolean {
  return by.some((one) => one.evidence === 'attendance' && matchesCourse(one, context));
}
