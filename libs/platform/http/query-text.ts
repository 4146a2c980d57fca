/** What somebody typed in the address or a form, at most `most` characters; undefined when it is nothing. */
export const trimmedText = (value: unknown, most = 200): string | undefined =>
  typeof value === 'string' && value.trim() ? value.trim().slice(0, most) : undefined;
