import { share } from './scale';
import { dutchNumber } from './dutch-number';
import { at, chartFrame, type ChartLabels, label } from './svg';

/** One target against its norm. All in the unit of the target. */
export interface ProgressChart extends ChartLabels {
  value: number;
  norm: number;
  /** What the value should be today to reach the norm at the end of the period. */
  pace?: number | undefined;
  /** What planned offerings are expected to add. */
  planned?: number | undefined;
  /** "op schema: 437"; stands above the mark. */
  paceText?: string | undefined;
}

const BAR = { y: 24, height: 22 };

/** A bar from nothing to the norm, what is planned behind the value, and a mark at today's pace. */
export function progressChart(chart: ProgressChart): string {
  const whole = Math.max(chart.norm, chart.value);
  const value = share(chart.value, whole);
  const planned = Math.min(100 - value, share(chart.planned ?? 0, whole));
  const bar = (kind: string, x: number, width: number): string =>
    `<rect class="${kind}" x="${at(x)}%" y="${BAR.y}" width="${at(width)}%" height="${BAR.height}"/>`;

  const parts = [bar('chart-track', 0, 100), bar('chart-bar', 0, value)];
  if (planned > 0) parts.push(bar('chart-planned', value, planned));
  if (chart.pace !== undefined) parts.push(paceMark(share(chart.pace, whole), chart.paceText));
  const end = share(chart.norm, whole);
  if (end < 100)
    parts.push(`<rect class="chart-mark" x="${at(end)}%" y="20" width="2" height="30"/>`);
  parts.push(label(0, 66, '0'));
  parts.push(label(100, 66, `norm ${dutchNumber(chart.norm)}`, { anchor: 'end' }));
  return chartFrame(chart, 74, parts.join(''));
}

function paceMark(x: number, text?: string): string {
  const anchor = x < 20 ? 'start' : x > 80 ? 'end' : 'middle';
  return (
    `<rect class="chart-mark" x="${at(Math.min(x, 99.5))}%" y="18" width="4" height="34"/>` +
    (text ? label(x, 12, text, { anchor, kind: 'chart-strong' }) : '')
  );
}
