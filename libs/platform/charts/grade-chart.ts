import { share } from './scale';
import { dutchNumber } from './dutch-number';
import { at, chartFrame, type ChartLabels, label } from './svg';

/** How far evidence can be trusted: A seen by us, B confirmed by another system, C told to us. */
export type Grade = 'A' | 'B' | 'C';

/** One bar: how much of each grade. */
export interface GradeRow {
  label: string;
  grades: Record<Grade, number>;
}

const GRADES: { grade: Grade; kind: string }[] = [
  { grade: 'A', kind: 'chart-a' },
  { grade: 'B', kind: 'chart-b' },
  { grade: 'C', kind: 'chart-c' },
];
const ROW = 52;
const LEGEND = 30;

/** Bars under each other, stacked by grade, all to one scale, with the total at the end of the words. */
export function gradeChart(chart: ChartLabels & { rows: readonly GradeRow[] }): string {
  const longest = Math.max(0, ...chart.rows.map((row) => total(row)));
  const bars = chart.rows.map((row, index) => {
    const top = LEGEND + index * ROW;
    let from = 0;
    const stack = GRADES.map(({ grade, kind }) => {
      const width = share(row.grades[grade], longest);
      const rect = `<rect class="${kind}" x="${at(from)}%" y="${top + 22}" width="${at(width)}%" height="16"/>`;
      from += width;
      return width > 0 ? rect : '';
    });
    return (
      label(0, top + 15, row.label) +
      label(100, top + 15, dutchNumber(total(row)), { anchor: 'end', kind: 'chart-strong' }) +
      stack.join('')
    );
  });
  return chartFrame(chart, LEGEND + chart.rows.length * ROW, legend() + bars.join(''));
}

const total = (row: GradeRow): number => row.grades.A + row.grades.B + row.grades.C;

const legend = (): string =>
  GRADES.map(
    ({ grade, kind }, index) =>
      `<rect class="${kind}" x="${at(index * 80)}" y="2" width="14" height="14"/>` +
      `<text x="${at(index * 80 + 20)}" y="14">graad ${grade}</text>`,
  ).join('');
