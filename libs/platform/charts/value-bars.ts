import { share } from './scale';
import { at, chartFrame, type ChartLabels, label } from './svg';

/** One bar with its words. */
export interface ValueBar {
  label: string;
  value: number;
  /** The value as people read it: "4,2". */
  text: string;
}

const ROW = 46;

/** Bars under each other, each against the same most that can be. */
export function valueBars(
  chart: ChartLabels & { most: number; bars: readonly ValueBar[] },
): string {
  const bars = chart.bars.map(({ label: words, value, text }, index) => {
    const top = index * ROW;
    const bar = (kind: string, width: number): string =>
      `<rect class="${kind}" x="0%" y="${top + 22}" width="${at(width)}%" height="12"/>`;
    return (
      label(0, top + 15, words) +
      label(100, top + 15, text, { anchor: 'end', kind: 'chart-strong' }) +
      bar('chart-track', 100) +
      bar('chart-bar', share(value, chart.most))
    );
  });
  return chartFrame(chart, chart.bars.length * ROW, bars.join(''));
}
