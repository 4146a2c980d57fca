/** What somebody typed in the address or a form, at most `most` characters; undefined when it is nothing. */
export const trimmedText = (value: unknown, most = 200): string | undefined =>
  typeof value === 'string' && value.trim() ? value.trim().slice(0, most) : undefined;

/**
 * The page of a list that an address asks for, from 1; the first when it says nothing that makes sense. Far pages are
 * empty, and a number that PostgreSQL could not multiply is no page.
 */
export function pageAsked(given: unknown): number {
  const page = Number(given);
  return Number.isInteger(page) && page > 0 && page < 10_000 ? page : 1;
}
