/** What a form says that its sender saw; nothing when it was tampered with. */
export function seenIn(body: unknown): string {
  const seen = typeof body === 'object' && body !== null && 'seen' in body ? body.seen : undefined;
  return typeof seen === 'string' ? seen : '';
}
