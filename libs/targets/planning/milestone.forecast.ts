import type { MilestoneRule } from '../rule/milestone.rule';
import { nothingPlanned, type RuleForecast } from './rule-forecast';

export const milestoneForecast: RuleForecast<MilestoneRule> = {
  ...nothingPlanned,
  recordedAs: () => ['milestone'],
};
