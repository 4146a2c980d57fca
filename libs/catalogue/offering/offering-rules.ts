import { addDays, dayOf, type FieldProblem, instant, timeOf } from '@academie/platform';

/** A session as it is to be: given by somebody, or there already. */
export interface PlannedSession {
  id?: string | undefined;
  title: string;
  startsAt: Date;
  endsAt: Date;
  locationId: string | null;
  /** A room of that location. */
  roomId: string | null;
  onlineUrl: string | null;
}

/** The parts of an offering that have to fit each other. */
export interface OfferingPlan {
  capacity: number;
  minimum: number;
  enrolOpensAt: Date | null;
  enrolClosesAt: Date | null;
  /** From then on giving up a place is late. */
  cancelUntil: Date | null;
  /** When it is decided whether it is given. */
  decideAt: Date | null;
  sessions: PlannedSession[];
}

const DAY_MS = 86_400_000;
/** A date further ahead than this is a mistyped year. */
const YEARS_AHEAD = 5;
const EARLIEST = new Date('2020-01-01T00:00:00Z');

/** All that does not fit, by field; empty when everything does. */
export function problemsOfPlan(plan: OfferingPlan, now: Date): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const wrong = (field: string, name: string, message: string): number =>
    problems.push({ field, code: `catalogue.${name}`, message });
  const first = spanOf(plan.sessions)?.startsAt;
  const { enrolOpensAt: opens, enrolClosesAt: closes } = plan;

  if (plan.minimum > plan.capacity)
    wrong('minimum', 'minimum-above-capacity', 'minimum must not exceed capacity');
  if (opens && closes && closes <= opens)
    wrong('enrolClosesAt', 'closes-before-opens', 'enrolClosesAt must be after enrolOpensAt');
  if (closes && first && closes > first)
    wrong('enrolClosesAt', 'closes-after-start', 'enrolment must close before the first session');
  if (opens && first && opens >= first)
    wrong('enrolOpensAt', 'opens-after-start', 'enrolment must open before the first session');
  if (plan.cancelUntil && first && plan.cancelUntil > first)
    wrong('cancelUntil', 'cancels-after-start', 'cancelUntil must not be after the first session');
  if (plan.decideAt && plan.minimum === 0)
    wrong('decideAt', 'decides-on-nothing', 'decideAt needs a minimum');
  if (plan.decideAt && first && plan.decideAt >= first)
    wrong('decideAt', 'decides-after-start', 'decideAt must be before the first session');
  for (const [index, { startsAt, endsAt }] of plan.sessions.entries()) {
    const field = `sessions.${index}`;
    if (endsAt <= startsAt)
      wrong(`${field}.endsAt`, 'ends-before-start', 'endsAt must be after startsAt');
    else if (endsAt.getTime() - startsAt.getTime() > DAY_MS)
      wrong(`${field}.endsAt`, 'longer-than-a-day', 'a session lasts 24 hours at most');
    if (startsAt < EARLIEST || startsAt > addDays(now, YEARS_AHEAD * 365))
      wrong(`${field}.startsAt`, 'too-far-away', 'startsAt must lie within five years from now');
  }
  return problems;
}

/** From the first start to the last end; undefined without sessions. */
export function spanOf(
  sessions: readonly { startsAt: Date; endsAt: Date }[],
): { startsAt: Date; endsAt: Date } | undefined {
  if (sessions.length === 0) return undefined;
  return {
    startsAt: new Date(Math.min(...sessions.map(({ startsAt }) => startsAt.getTime()))),
    endsAt: new Date(Math.max(...sessions.map(({ endsAt }) => endsAt.getTime()))),
  };
}

/** Whole days from one day `yyyy-mm-dd` to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);

/**
 * So many days later at the same time on the clock. Undefined when that hour is skipped that day:
 * 02:30 in the night the clock goes forward.
 */
export function shifted(date: Date, days: number): Date | undefined {
  const day = new Date(Date.parse(`${dayOf(date)}T00:00:00Z`) + days * DAY_MS);
  return instant(day.toISOString().slice(0, 10), timeOf(date));
}
