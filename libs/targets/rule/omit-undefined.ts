/** Drops fields without a value, so that a field left out and one never set are the same data. */
export function omitUndefined<T extends object>(fields: T): T {
  const present = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present) as T;
}
