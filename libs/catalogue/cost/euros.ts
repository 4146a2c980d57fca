const EURO = new Intl.NumberFormat('nl-NL', { style: 'currency', currency: 'EUR' });
const WHOLE = new Intl.NumberFormat('nl-NL', {
  ...{ style: 'currency', currency: 'EUR', maximumFractionDigits: 0 },
});

/** "€ 1.250,50", without cents where there are none. */
export const euroText = (cents: number): string =>
  (cents % 100 === 0 ? WHOLE : EURO).format(cents / 100);

/** "1250,50", as a form shows it. */
export const euroInput = (cents: number): string =>
  (cents / 100).toFixed(2).replace('.', ',').replace(/,00$/, '');

/**
 * Cents of what people type: "1250", "1.250,50", "€ 12,5", and "1250.5", in which the point can only stand before
 * cents, unlike that of "1.25"; what is no sum stays as it was typed.
 */
export function centsOf(typed: unknown): unknown {
  if (typeof typed !== 'string') return typed;
  const plain = typed.replace(/[€\s]/gu, '');
  const found =
    /^(\d{1,3}(?:\.\d{3})+|\d{1,9})(?:,(\d{1,2}|-))?$/.exec(plain) ??
    /^(\d{4,9})\.(\d{1,2})$/.exec(plain);
  if (!found) return typed;
  const cents = (found[2] ?? '').replace('-', '').padEnd(2, '0');
  return Number(found[1]?.replaceAll('.', '')) * 100 + Number(cents);
}
