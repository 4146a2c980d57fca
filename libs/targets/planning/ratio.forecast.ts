import type { RatioRule } from '../rule/ratio.rule';
import { nothingPlanned, type RuleForecast } from './rule-forecast';

export const ratioForecast: RuleForecast<RatioRule> = {
  ...nothingPlanned,
  recordedAs: ({ denominator }) => denominator.actKinds,
};
