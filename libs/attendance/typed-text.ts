/** What somebody typed in the address or a form, or undefined when it is nothing. */
export const text = (value: unknown, most = 200): string | undefined =>
  typeof value === 'string' && value.trim() ? value.trim().slice(0, most) : undefined;

/** The texts of a group of fields by their name; anything else is left out. */
export function texts(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
}
