/** Names under which the numbers of a target are kept. Measures of the plan have their own codes. */

/** The headline. */
export const VALUE = 'value';
/** The denominator of a ratio, and other numbers that a value is made of; not shown by themselves. */
export const denominatorOf = (measure: string): string => `${measure}:denominator`;
export const requirementOf = (index: number): string => `value:requirement-${index}`;
/** All persons of the period and of the year before: net growth is the difference. */
export const PERSONS = 'value:persons';
export const PERSONS_BEFORE = 'value:persons-before';
