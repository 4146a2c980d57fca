import type { XapiStatement } from './statement';

/** Set by the store, so two that differ in nothing else say the same (xAPI, part two, section 2.2). */
const OF_THE_STORE = new Set(['stored', 'authority', 'version', 'attachments']);

/** Whether two statements with the same id say the same; then the second one changes nothing. */
export function isSameStatement(one: XapiStatement, other: XapiStatement): boolean {
  const timestamped = one.timestamp !== undefined && other.timestamp !== undefined;
  return comparable(one, timestamped) === comparable(other, timestamped);
}

function comparable(statement: XapiStatement, withTimestamp: boolean): string {
  const said = Object.entries(statement).filter(
    ([name]) => !OF_THE_STORE.has(name) && (withTimestamp || name !== 'timestamp'),
  );
  return JSON.stringify(ordered(Object.fromEntries(said)));
}

// The order of keys says nothing; one context activity is a list of one; an agent need not say that it is one.
function ordered(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => ordered(one));
  if (typeof value !== 'object' || value === null)
    return name === 'timestamp' && typeof value === 'string' ? Date.parse(value) : value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, one]) => key !== 'objectType' || (one !== 'Agent' && one !== 'Activity'))
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, one]) => [
        key,
        ['parent', 'grouping', 'category', 'other'].includes(key) && name === 'contextActivities'
          ? ordered([one].flat(), key)
          : ordered(one, key),
      ]),
  );
}
