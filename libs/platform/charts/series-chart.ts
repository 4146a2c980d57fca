import { share, ticks } from './scale';
import { dutchNumber } from './dutch-number';
import { at, chartFrame, type ChartLabels, label, plane } from './svg';

/** A value on a day. */
export interface SeriesPoint {
  at: Date;
  value: number;
}

/** How a value grew in a period, against its norm. */
export interface SeriesChart extends ChartLabels {
  from: Date;
  /** The first moment after the period. */
  until: Date;
  /** In order of time; the value holds until the next point, as counts do. */
  points: readonly SeriesPoint[];
  norm?: number | undefined;
  /** Draws a straight line from 0 at `from` to this at `until`. */
  pace?: number | undefined;
  /** From today on; begins with the last point. */
  forecast?: readonly SeriesPoint[] | undefined;
  /** Between which values it may end, from a moment on; without `high` there is no end to it. */
  range?: { from: Date; low: number; high?: number | undefined } | undefined;
  /** Words under the axis, each at its moment. Every third is enough for a year. */
  marks: readonly { at: Date; label: string }[];
}

const TOP = 26;
const HEIGHT = 200;

/** A stepped line of the value, dotted onward as forecast, with the pace and the norm as lines. */
export function seriesChart(chart: SeriesChart): string {
  const all = [
    ...[...chart.points, ...(chart.forecast ?? [])].map(({ value }) => value),
    chart.range?.high ?? 0,
  ];
  const scale = ticks(Math.max(1, chart.norm ?? 0, chart.pace ?? 0, ...all));
  const top = scale.at(-1) ?? 1;
  const length = chart.until.getTime() - chart.from.getTime();
  const x = (moment: Date): number => share(moment.getTime() - chart.from.getTime(), length);
  const y = (value: number): number => HEIGHT - (value / top) * HEIGHT;
  const corner = (point: SeriesPoint): string => `${at(x(point.at) * 10)},${at(y(point.value))}`;

  const lines: string[] = scale.map((tick) =>
    across(tick === 0 ? 'chart-axis' : 'chart-grid', y(tick)),
  );
  const steps = stepped(chart.points);
  const last = chart.points.at(-1);
  const first = chart.points[0];
  if (first && last) {
    const area = [
      `${at(x(first.at) * 10)},${HEIGHT}`,
      ...steps.map(corner),
      `${at(x(last.at) * 10)},${HEIGHT}`,
    ];
    lines.push(`<polygon class="chart-area" points="${area.join(' ')}"/>`);
  }
  const { range } = chart;
  if (range && last) {
    const corners: SeriesPoint[] = [
      { at: range.from, value: last.value },
      { at: chart.until, value: Math.min(top, range.high ?? top) },
      { at: chart.until, value: range.low },
    ];
    lines.push(`<polygon class="chart-range" points="${corners.map(corner).join(' ')}"/>`);
  }
  if (chart.pace !== undefined)
    lines.push(
      `<line class="chart-pace" x1="0" y1="${HEIGHT}" x2="1000" y2="${at(y(chart.pace))}"/>`,
    );
  if (chart.norm !== undefined) lines.push(across('chart-norm', y(chart.norm)));
  if (chart.forecast?.length)
    lines.push(
      `<polyline class="chart-forecast" points="${chart.forecast.map(corner).join(' ')}"/>`,
    );
  if (steps.length > 0)
    lines.push(`<polyline class="chart-value" points="${steps.map(corner).join(' ')}"/>`);

  const words = scale.slice(1).map((tick) => label(0, TOP + y(tick) - 5, dutchNumber(tick)));
  for (const mark of chart.marks) words.push(markLabel(x(mark.at), mark.label));
  if (chart.norm !== undefined)
    words.push(
      label(100, TOP + y(chart.norm) - 6, `norm ${dutchNumber(chart.norm)}`, {
        anchor: 'end',
        kind: 'chart-norm-text',
      }),
    );
  if (last)
    words.push(
      `<circle class="chart-dot" cx="${at(x(last.at))}%" cy="${at(TOP + y(last.value))}" r="6"/>`,
    );
  return chartFrame(chart, TOP + HEIGHT + 30, plane(TOP, HEIGHT, lines.join('')) + words.join(''));
}

const across = (kind: string, y: number): string =>
  `<line class="${kind}" x1="0" y1="${at(y)}" x2="1000" y2="${at(y)}"/>`;

function markLabel(x: number, text: string): string {
  const anchor = x < 4 ? 'start' : x > 96 ? 'end' : 'middle';
  return label(x, TOP + HEIGHT + 22, text, { anchor });
}

// A count stands still and then jumps: a slope would show people who were not there yet.
function stepped(points: readonly SeriesPoint[]): SeriesPoint[] {
  return points.flatMap((point, index) => {
    const before = points[index - 1];
    return before ? [{ at: point.at, value: before.value }, point] : [point];
  });
}
