import { dutchNumber, seriesChart, startOfDay, t } from '@academie/platform';

import type { MonthPoint } from './series.queries';
import { monthsOf } from './months';
import type { TargetView } from './target.queries';
import { definitionOf } from '../rule/rule';

const month = new Intl.DateTimeFormat('nl-NL', { month: 'long', timeZone: 'UTC' });
const short = new Intl.DateTimeFormat('nl-NL', { month: 'short', timeZone: 'UTC' });
const dateOf = (name: string): Date => new Date(`${name}-15T00:00:00Z`);

/** How a target grew, as a chart with its figures; nothing where there is nothing to draw. */
export function seriesView(
  target: TargetView,
  months: readonly MonthPoint[],
  now: Date,
): object | undefined {
  const { shows, pace } = definitionOf(target.rule);
  const from = startOfDay(target.periodFrom);
  const until = startOfDay(target.periodTo);
  const known = months.filter(({ value }) => value !== null);
  if (!from || !until || known.length === 0 || shows === 'finished') return undefined;
  const { norm, expected } = target.value;
  const names = monthsOf(target.periodFrom, target.periodTo);
  const isRatio = shows === 'percentage';
  // The running month is known until today.
  const after = (name: string): Date => {
    const end = startOfDay(`${nextMonth(name)}-01`) ?? until;
    return end < now ? end : now;
  };
  const svg = seriesChart({
    id: `verloop-${target.id}`,
    title: t('targets.series.title', { title: target.title }),
    description: known
      .map(({ month: name, value }) => `${month.format(dateOf(name))} ${dutchNumber(value ?? 0)}`)
      .join(', '),
    from,
    until,
    points: [
      { at: from, value: isRatio ? (known[0]?.value ?? 0) : 0 },
      ...known.map(({ month: name, value }) => ({ at: after(name), value: value ?? 0 })),
    ],
    norm,
    pace: expected === null || pace === 'quarterly' ? undefined : norm,
    marks: names
      .filter((_, index) => index % 3 === 0)
      .map((name) => ({ at: startOfDay(`${name}-01`) ?? from, label: short.format(dateOf(name)) })),
  });
  return {
    svg,
    columns: [
      { label: t('targets.label.month') },
      ...(isRatio ? [] : [{ label: t('targets.label.added'), numeric: true }]),
      { label: t('targets.label.value'), numeric: true },
    ],
    rows: known.map(({ month: name, added, value }) => ({
      cells: [
        { text: month.format(dateOf(name)) },
        ...(isRatio
          ? []
          : [{ text: dutchNumber(added ?? 0), label: t('targets.label.added'), numeric: true }]),
        { text: dutchNumber(value ?? 0), label: t('targets.label.value'), numeric: true },
      ],
    })),
  };
}

function nextMonth(name: string): string {
  const [year, number] = [Number(name.slice(0, 4)), Number(name.slice(5))];
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}
