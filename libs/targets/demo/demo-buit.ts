import { dayIn, dayOf, laterDay, readYaml, yearOf } from '@academie/platform';

interface BuitFile {
  course: string;
  provider: string;
  givenNames: string[];
  familyNames: string[];
  organisations: { organisation: string; weight: number }[];
  baseline: { before: string; persons: number; yearBefore: number; source: string };
  years: {
    year: number | 'current';
    named: { monthly: number[]; again: number; completedPercent: number };
    totals: { monthly: number[] };
  }[];
}

/** A person whom the provider of an e-learning names. Days are `yyyy-mm-dd`. */
export interface ExternalParticipant {
  externalId: string;
  email: string;
  givenName: string;
  familyName: string;
  /** Code of the organisation. */
  organisation: string;
  startedOn: string;
  completedOn: string | undefined;
}

/** People of whom the provider passes on no more than the number. */
export interface ExternalTotal {
  externalId: string;
  /** Last day of the month. */
  day: string;
  count: number;
}

/** What the provider reports in one delivery. */
export interface ExternalReport {
  year: number;
  named: ExternalParticipant[];
  totals: ExternalTotal[];
}

/**
 * What the provider of the e-learning BUIT reported, up to now: who took part before 2025, and one
 * report a year. The rules stand in `libs/targets/demo/buit.yaml`.
 */
export function demoBuit(now: Date): {
  course: string;
  source: string;
  before: ExternalParticipant[];
  reports: ExternalReport[];
} {
  const file = readYaml<BuitFile>('libs/targets/demo/buit.yaml');
  const before = baseline(file);
  const reports: ExternalReport[] = [];
  for (const { year, named, totals } of file.years) {
    const calendarYear = year === 'current' ? yearOf(now) : year;
    const earlier = reports[0]?.named ?? before;
    reports.push({
      year: calendarYear,
      named: namedOf(file, calendarYear, named, earlier, dayOf(now)),
      totals: totals.monthly.flatMap((count, index) => {
        const day = laterDay(
          dayIn(calendarYear + Math.floor((index + 1) / 12), ((index + 1) % 12) + 1, 1),
          -1,
        );
        return day <= dayOf(now)
          ? [{ externalId: `BUIT-${calendarYear}-totaal-${index + 1}`, day, count }]
          : [];
      }),
    });
  }
  return { course: file.course, source: file.baseline.source, before, reports };
}

function namedOf(
  file: BuitFile,
  year: number,
  { monthly, again, completedPercent }: BuitFile['years'][number]['named'],
  earlier: readonly ExternalParticipant[],
  today: string,
): ExternalParticipant[] {
  const rows = monthly.reduce((sum, count) => sum + count, 0);
  const every = Math.floor(rows / again);
  const days = monthly.flatMap((count, month) =>
    Array.from({ length: count }, (_, nth) =>
      dayIn(year, month + 1, 1 + Math.floor(((nth + 0.5) * 28) / count)),
    ),
  );
  return days.flatMap((startedOn, k) => {
    const repeats = k % every === every - 1 ? Math.floor(k / every) : again;
    const known = repeats < again ? earlier[repeats] : undefined;
    const finished = laterDay(startedOn, 9);
    const completes = (k * 37) % 100 < completedPercent && finished <= today;
    if (startedOn > today) return [];
    return [
      {
        ...(known ?? personOf(file, k, `buit-${year}-${four(k + 1)}`)),
        externalId: `BUIT-${year}-${four(k + 1)}`,
        startedOn,
        completedOn: completes ? finished : undefined,
      },
    ];
  });
}

// Half of them finished; the years before the last are shared by those who are left.
function baseline(file: BuitFile): ExternalParticipant[] {
  const { persons, yearBefore, before } = file.baseline;
  const last = Number(before.slice(0, 4)) - 1;
  return Array.from({ length: persons }, (_, n) => {
    const year = n < yearBefore ? last : last - 1 - (n % 2);
    const startedOn = dayIn(year, 1 + ((n * 5) % 12), 1 + ((n * 11) % 28));
    return {
      ...personOf(file, n + 7, `buit-eerder-${four(n + 1)}`),
      externalId: `BUIT-EERDER-${four(n + 1)}`,
      startedOn,
      completedOn: n % 2 === 0 && startedOn.slice(5) < '12-20' ? laterDay(startedOn, 9) : undefined,
    };
  });
}

function personOf(
  { givenNames, familyNames, organisations }: BuitFile,
  k: number,
  name: string,
): Omit<ExternalParticipant, 'externalId' | 'startedOn' | 'completedOn'> {
  const turns = inTurn(organisations);
  const family = (k * 7 + Math.floor(k / givenNames.length)) % familyNames.length;
  return {
    email: `${name}@deelnemer.example`,
    givenName: givenNames[k % givenNames.length] ?? '',
    familyName: familyNames[family] ?? '',
    organisation: turns[k % turns.length] ?? '',
  };
}

// Round after round, an organisation takes part in as many as its weight says.
function inTurn(organisations: BuitFile['organisations']): string[] {
  const most = Math.max(...organisations.map(({ weight }) => weight));
  return Array.from({ length: most }, (_, round) =>
    organisations.filter(({ weight }) => weight > round).map(({ organisation }) => organisation),
  ).flat();
}

const four = (n: number): string => String(n).padStart(4, '0');
