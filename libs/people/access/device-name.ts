import bowser from 'bowser';

/** Browser and system by their names, "Firefox, Windows": enough for somebody to know a device of their own. */
export function deviceName(userAgent: unknown): string {
  if (typeof userAgent !== 'string' || userAgent.length === 0) return '';
  const { browser, os } = bowser.parse(userAgent.slice(0, 500));
  return [browser.name, os.name].filter(Boolean).join(', ').slice(0, 100);
}
