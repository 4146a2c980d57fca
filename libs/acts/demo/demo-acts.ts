import {
  dayIn,
  dayOf,
  demoId,
  laterDay,
  readYaml,
  workingDay,
  workingDayInMonth,
  yearOf,
} from '@academie/platform';

/** A pattern of acts, as `libs/acts/demo/acts.yaml` has it and explains it. */
interface ActPattern {
  kind: string;
  theme: string;
  team?: string;
  subkind?: string;
  subkinds?: string[];
  status?: string;
  flags?: Record<string, boolean>;
  organisations?: 'municipalities' | string[];
  joint?: boolean;
  count?: number;
  when?: { month?: number; day?: number; relativeDays?: number };
  months?: number[];
  monthly?: number[];
  headcount?: number;
  reference?: string;
  document?: { title: string; url: string };
  target?: string;
}

/** One act of the demo. Organisations are codes, the day is `yyyy-mm-dd`. */
export interface DemoAct {
  id: string;
  kind: string;
  theme: string;
  team: string | undefined;
  subkind: string | undefined;
  status: string | undefined;
  flags: Record<string, boolean>;
  organisations: string[];
  occurredOn: string;
  headcount: number | undefined;
  reference: string | undefined;
  document: { title: string; url: string } | undefined;
  target: string | undefined;
}

/** Where a seed looks to see whether the acts of the demo are there. */
export const FIRST_DEMO_ACT = demoId('act', '2025:0:0');

/** These speak of what is to come, so their day may lie ahead. */
const AHEAD = ['requested', 'planned'];

/**
 * The acts of the demo up to now. `municipalities` are the codes of those that exist today,
 * in an order that is the same every time.
 */
export function demoActs(municipalities: readonly string[], now: Date): DemoAct[] {
  const file = readYaml<{ years: { year: number | 'current'; acts: ActPattern[] }[] }>(
    'libs/acts/demo/acts.yaml',
  );
  const today = dayOf(now);
  return file.years.flatMap(({ year, acts }) =>
    acts
      .flatMap((pattern, index) => {
        const calendarYear = year === 'current' ? yearOf(now) : year;
        return expand(pattern, municipalities, calendarYear, today).map((act, nth) => ({
          ...act,
          id: demoId('act', `${year}:${index}:${nth}`),
        }));
      })
      .filter(
        ({ occurredOn, status }) =>
          year !== 'current' || occurredOn <= today || AHEAD.includes(status ?? ''),
      ),
  );
}

function expand(
  pattern: ActPattern,
  municipalities: readonly string[],
  year: number,
  today: string,
): Omit<DemoAct, 'id'>[] {
  const organisations =
    pattern.organisations === 'municipalities' ? municipalities : (pattern.organisations ?? []);
  const subkinds = pattern.subkinds ?? (pattern.subkind ? [pattern.subkind] : []);
  const days = pattern.monthly
    ? pattern.monthly.flatMap((count, month) => spread(year, month + 1, count))
    : Array.from({ length: countOf(pattern, organisations) }, (_, nth) =>
        dayOfAct(pattern, year, today, nth),
      );
  return days.map((occurredOn, nth) => ({
    kind: pattern.kind,
    theme: pattern.theme,
    team: pattern.team,
    subkind: subkinds[nth % subkinds.length],
    status: pattern.status,
    flags: pattern.flags ?? {},
    organisations: pattern.joint
      ? [...organisations]
      : organisations.slice(nth % organisations.length, (nth % organisations.length) + 1),
    occurredOn,
    headcount: pattern.headcount,
    reference: numbered(pattern.reference, year, nth + 1),
    document: pattern.document,
    target: pattern.target,
  }));
}

const countOf = (pattern: ActPattern, organisations: readonly string[]): number =>
  pattern.joint ? 1 : (pattern.count ?? (organisations.length || 1));

const spread = (year: number, month: number, count: number): string[] =>
  Array.from({ length: count }, (_, nth) =>
    workingDayInMonth(dayIn(year, month, 1 + Math.floor(((nth + 0.5) * 28) / count))),
  );

function dayOfAct({ when, months }: ActPattern, year: number, today: string, nth: number): string {
  if (when?.relativeDays !== undefined) return workingDay(laterDay(today, when.relativeDays));
  if (when) return workingDayInMonth(dayIn(year, when.month ?? 1, when.day ?? 1));
  const month = months?.[nth % months.length] ?? 1;
  return workingDayInMonth(dayIn(year, month, 2 + ((nth * 5) % 26)));
}

const numbered = (pattern: string | undefined, year: number, nth: number): string | undefined =>
  pattern
    ?.replace('{year}', String(year))
    .replace('{nnn}', String(nth).padStart(3, '0'))
    .replace('{nn}', String(nth).padStart(2, '0'));
