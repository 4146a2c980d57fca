/** The list with one thing a step up or down; as it was when it is at the end, or not there. */
export function moved<T>(list: readonly T[], thing: T, step: 'up' | 'down'): T[] {
  const result = [...list];
  const from = result.indexOf(thing);
  const to = step === 'up' ? from - 1 : from + 1;
  if (from < 0 || to < 0 || to >= result.length) return result;
  [result[from], result[to]] = [result[to] as T, result[from] as T];
  return result;
}

/** The list in the order of these ids; what they do not name comes at the end, as it stood. */
export function inOrder<T>(
  list: readonly T[],
  ids: readonly string[],
  idOf: (thing: T) => string,
): T[] {
  const named = new Map(list.map((thing) => [idOf(thing), thing]));
  const first = [...new Set(ids)].flatMap((id) => (named.has(id) ? [named.get(id) as T] : []));
  return [...first, ...list.filter((thing) => !first.includes(thing))];
}
