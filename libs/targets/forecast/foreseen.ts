import { type Forecast, NO_WHAT_IF, type Usual, type WhatIf } from '../planning/forecast';
import { isClosed, type TargetView } from '../value/target.queries';
import { type Value, valueOf } from '../value/target-value';

/** A target with what it is expected to come to. */
export interface Foreseen {
  target: TargetView;
  /** The value with what was assumed. */
  value: Value;
  /** Undefined for what cannot be foreseen. */
  forecast: Forecast | undefined;
  usual: Usual;
}

/** What targets are expected to come to, with what is planned and usual, or with what a reader assumes. */
export const foreseenWith = (
  targets: readonly TargetView[],
  whatIf: WhatIf = NO_WHAT_IF,
): Foreseen[] =>
  targets.map((target) => {
    const value = isClosed(target) ? target.value : valueOf(target.figures, whatIf);
    return { target, value, usual: target.figures.usual, forecast: value.forecast ?? undefined };
  });
