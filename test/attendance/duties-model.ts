/** What duties should be, told person by person and step by step, to compare the academie with. */

export interface ModelRule {
  within: number;
  repeats: 'none' | 'yearly' | 'months';
  month: number;
  every: number | null;
  /** Numbers of the groups it is for. */
  groups: number[];
  from: string;
}

export interface ModelRow {
  state: 'open' | 'completed' | 'waived' | 'ended';
  begun: string;
  due: string;
  fulfilled: string | null;
}

interface Done {
  day: string;
  revoked: boolean;
  elsewhere: boolean;
}

interface Kept extends ModelRow {
  countsFrom: string | null;
  by: Done | null;
}

export class DutiesOfOne {
  readonly groups = new Set<number>();
  readonly done: Done[] = [];
  waivedUntil: string | null = null;
  private readonly kept: Kept[] = [];

  constructor(private readonly rules: readonly ModelRule[]) {}

  get rows(): ModelRow[] {
    return this.kept.map(({ state, begun, due, fulfilled }) => ({ state, begun, due, fulfilled }));
  }

  settle(today: string): void {
    this.takeBack();
    const last = this.last();
    const open = this.open();
    if (open && last && last.day >= (open.countsFrom ?? '')) {
      const state = last.elsewhere ? 'waived' : 'completed';
      Object.assign(open, { state, fulfilled: last.day, by: last });
    }
    const waived = this.waivedUntil !== null && this.waivedUntil >= today;
    if (waived) Object.assign(this.open() ?? {}, { state: 'waived' });
    const asked = this.rules
      .filter(({ groups }) => groups.some((group) => this.groups.has(group)))
      .map((rule) => ({ rule, ...askedBy(rule, this.open()?.begun ?? today, last?.day) }));
    const next = waived
      ? undefined
      : asked
          .filter(({ rule, holds }) => !(holds && rule.repeats === 'none'))
          .sort((a, b) => a.due.localeCompare(b.due))[0];
    const still = this.open();
    if (still && !next) still.state = 'ended';
    if (still && next) Object.assign(still, { due: next.due, countsFrom: next.countsFrom });
    if (last && !still && asked.some(({ holds }) => holds)) this.knewAlready(asked, last, today);
    if (next && !this.open())
      this.kept.push({ ...begin(today, next.due), countsFrom: next.countsFrom });
  }

  private takeBack(): void {
    const closed = this.kept.filter(
      ({ state, fulfilled, by }) => by ?? (state === 'waived' && !fulfilled),
    );
    const latest = closed.at(-1);
    if (!latest?.by?.revoked) return;
    const next = this.open();
    if (next && this.kept.indexOf(next) > this.kept.indexOf(latest)) next.state = 'ended';
    if (!this.open()) Object.assign(latest, { state: 'open', fulfilled: null, by: null });
  }

  private knewAlready(
    asked: readonly { holds: boolean; rule: ModelRule }[],
    last: Done,
    today: string,
  ): void {
    const known = (repeats: string): boolean =>
      this.kept.some(
        ({ by, fulfilled }) => by === last || (repeats === 'none' && fulfilled !== null),
      );
    if (asked.some(({ holds, rule }) => holds && !known(rule.repeats)))
      this.kept.push({
        ...begin(today, last.day),
        ...{ state: last.elsewhere ? 'waived' : 'completed', fulfilled: last.day, by: last },
      });
  }

  private last(): Done | undefined {
    return this.done
      .filter(({ revoked }) => !revoked)
      .sort((a, b) => a.day.localeCompare(b.day) || Number(b.elsewhere) - Number(a.elsewhere))
      .at(-1);
  }

  private open(): Kept | undefined {
    return this.kept.find(({ state }) => state === 'open');
  }
}

const begin = (begun: string, due: string): Kept => ({
  ...{ state: 'open', begun, due, fulfilled: null, countsFrom: null, by: null },
});

function askedBy(rule: ModelRule, begun: string, done: string | undefined) {
  const first = plusDays(begun > rule.from ? begun : rule.from, rule.within);
  if (rule.repeats === 'none') return { holds: done !== undefined, countsFrom: null, due: first };
  const soonest = plusDays(rule.from, rule.within);
  const later = (day: string): string => (day > soonest ? day : soonest);
  if (rule.repeats === 'months') {
    const again = done && plusMonths(done, rule.every!);
    const holds = again !== undefined && again >= begun;
    return {
      holds,
      countsFrom: done ? plusDays(done, 1) : null,
      due: holds ? later(again) : first,
    };
  }
  const [year, month] = begun.split('-').map(Number) as [number, number];
  const opened = dayText(month < rule.month ? year - 1 : year, rule.month);
  const holds = done !== undefined && done >= opened;
  return {
    holds,
    countsFrom: holds ? plusMonths(opened, 12) : opened,
    due: holds ? later(plusDays(plusMonths(opened, 13), -1)) : first,
  };
}

const dayText = (year: number, month: number): string =>
  `${year}-${String(month).padStart(2, '0')}-01`;

export const plusDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

/** The 31st becomes the last day of a shorter month. */
export function plusMonths(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0));
  return plusDays(last.toISOString().slice(0, 8) + '01', Math.min(date, last.getUTCDate()) - 1);
}
