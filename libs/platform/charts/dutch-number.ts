const FORMAT = new Intl.NumberFormat('nl-NL', { maximumFractionDigits: 1 });

/** A number as a reader of Dutch expects it: 1.250 and 12,5. */
export const dutchNumber = (value: number): string => FORMAT.format(value);
