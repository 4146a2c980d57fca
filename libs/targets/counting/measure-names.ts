/** Names under which the numbers of a target are kept. Measures of the plan have their own codes. */

/** The headline. */
export const VALUE = 'value';
/** The denominator of a ratio, and other numbers that a value is made of; not shown by themselves. */
export const denominatorOf = (measure: string): string => `${measure}:denominator`;
export const requirementOf = (index: number): string => `value:requirement-${index}`;
/** Of a ratio: what was asked and is not there yet. Nothing is kept under it; it is found from both sides. */
export const lackingOf = (measure: string): string => `${measure}:lacking`;
export const lackingIn = (measure: string): string | undefined =>
  measure.endsWith(':lacking') ? measure.slice(0, -':lacking'.length) : undefined;
/** A part that is met once: it counts in the value, under its own label. */
export const partOf = (label: string): string => `value:part:${label}`;
/** All persons of the period and of the year before: net growth is the difference. */
export const PERSONS = 'value:persons';
export const PERSONS_BEFORE = 'value:persons-before';
