/**
 * Round values for an axis from 0 to at least `maximum`, in about `count` steps of 1, 2, 2.5 or 5 times a
 * power of ten. Whole numbers only as long as `maximum` allows it, since people come in ones.
 */
export function ticks(maximum: number, count = 4): number[] {
  if (!(maximum > 0)) return [0, 1];
  const rough = maximum / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const nice = [1, 2, 2.5, 5, 10].map((factor) => factor * power);
  const fitting = nice.find((candidate) => candidate >= rough) ?? 10 * power;
  const step = fitting < 1 ? 1 : fitting;
  const steps = Math.ceil(maximum / step);
  return Array.from({ length: steps + 1 }, (_, index) => Math.round(index * step * 1e6) / 1e6);
}

/** `value` as a share of `whole` in percent, kept between 0 and 100. */
export const share = (value: number, whole: number): number =>
  whole > 0 ? Math.min(100, Math.max(0, (value / whole) * 100)) : 0;
