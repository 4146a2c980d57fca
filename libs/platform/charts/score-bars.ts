import { dutchNumber } from './dutch-number';
import { share } from './scale';
import { at, chartFrame, type ChartLabels, label } from './svg';

/** One statement: how many chose each answer, the lowest first. */
export interface ScoreBar {
  label: string;
  /** At the end of the words: "4,2 · 9 antwoorden". */
  text: string;
  counts: readonly number[];
}

/** As many answers as there are colours for. */
const KINDS = [
  'chart-score-1',
  'chart-score-2',
  'chart-score-3',
  'chart-score-4',
  'chart-score-5',
] as const;
const ROW = 58;
/** In a narrower part no number can stand, percent of the width. */
const NARROW = 6;

/** Bars under each other, each the whole of its answers, with how many in every part that is wide enough. */
export function scoreBars(chart: ChartLabels & { bars: readonly ScoreBar[] }): string {
  const bars = chart.bars.map(({ label: words, text, counts }, index) => {
    const top = index * ROW;
    const most = counts.reduce((sum, count) => sum + count, 0);
    let from = 0;
    const parts = counts.map((count, place) => {
      const [left, width] = [from, share(count, most)];
      from += width;
      if (width === 0) return '';
      const part = `<rect class="${KINDS[place]}" x="${at(left)}%" y="${top + 22}" width="${at(width)}%" height="24"/>`;
      if (width < NARROW) return part;
      const kind = `${KINDS[place]}-text`;
      return (
        part + label(left + width / 2, top + 39, dutchNumber(count), { anchor: 'middle', kind })
      );
    });
    return (
      label(0, top + 15, words) +
      label(100, top + 15, text, { anchor: 'end', kind: 'chart-strong' }) +
      parts.join('')
    );
  });
  return chartFrame(chart, chart.bars.length * ROW, bars.join(''));
}
