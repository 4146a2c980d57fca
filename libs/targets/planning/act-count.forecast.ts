import type { ActCountRule } from '../rule/act-count.rule';
import { nothingPlanned, type RuleForecast, wouldMatch } from './rule-forecast';

export const actCountForecast: RuleForecast<ActCountRule> = {
  ...nothingPlanned,
  basis: () => 'pace',
  recordedAs: ({ actKinds }) => actKinds,
  plannedKeys: (rule, { acts }) =>
    acts.filter(({ context }) => wouldMatch(rule, context)).map(({ sourceId }) => sourceId),
};
