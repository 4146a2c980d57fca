import type { Forecast } from '../planning/forecast';
import type { RuleDefinition } from '../rule/rule-definition';

/**
 * How a target stands. There is one word for each, and every page, mail, file and answer of the API takes
 * it from here: `met`, `on_track`, `planned` (what is planned will do), `to_plan` (what lacks must be
 * planned before a day), `behind`, `unreachable`, `undetermined`, `no_norm`.
 */
export const STATUSES = [
  'unreachable',
  'behind',
  'to_plan',
  'undetermined',
  'no_norm',
  'on_track',
  'planned',
  'met',
] as const;
export type TargetStatus = (typeof STATUSES)[number];

/** What a status is decided by. Days are `yyyy-mm-dd`, in Amsterdam. */
export interface StatusFacts {
  /** Grades A and B; null when it is undetermined. */
  value: number | null;
  norm: number;
  missing: 'baseline' | 'denominator' | 'norm' | null;
  pace: RuleDefinition<never>['pace'];
  /** What it should be today, when the norm is reached evenly. */
  expected: number | null;
  /** Conditions beside the number, and whether what is planned would meet them. */
  requirements: readonly { met: boolean; planned: boolean }[];
  /** Subjects that would count once what is planned was done. */
  planned: number;
  /** Subjects that would count once an open register was closed. */
  toClose: number;
  forecast: Forecast | undefined;
  /** Whether people are to be gathered for it: of what is only finished or written down nothing is planned weeks before. */
  needsSessions: boolean;
  quarters: readonly QuarterFacts[];
  periodFrom: string;
  /** First day after the period. */
  periodTo: string;
  today: string;
}

/** A quarter of a target that counts quarters. */
export interface QuarterFacts {
  /** `2026-Q1`. */
  name: string;
  /** First day after it. */
  endsOn: string;
  /** `lost`: over without it; `planned` also of what is over and has an open register. */
  state: 'met' | 'planned' | 'missing' | 'lost';
}

export interface Standing {
  status: TargetStatus;
  /** What lacks must be planned before this day; null where nothing has to be planned. */
  planBefore: string | null;
  /** Whether it can go wrong, or has, so that it looks as serious as it is. */
  isSerious: boolean;
}

/** To find a trainer and a room, to invite, and for people to enrol. */
const WEEKS_TO_PLAN = 4;
/** Up to one a month a target goes by leaps: it stands still for months and is not behind by that. */
const LEAPS = 12;
const DAY_MS = 86_400_000;
const SOON_DAYS = 31;
const QUARTER_DAYS = 92;

/** The one decision on how a target stands; its cases are the table of `target-status.spec.ts`. */
export function standingOf(facts: StatusFacts): Standing {
  const { value, missing, periodTo, today } = facts;
  if (missing === 'norm') return said('no_norm');
  if (value === null) return said('undetermined', { isSerious: missing === 'baseline' });
  if (isReached(facts, value))
    return said(facts.pace === 'always' && today < periodTo ? 'on_track' : 'met');
  if (today >= periodTo) return afterwards(facts, value);
  switch (facts.pace) {
    case 'always':
      return said('behind', { isSerious: true });
    case 'quarterly':
      return byQuarter(facts);
    case 'even':
      return facts.norm <= LEAPS ? byLeaps(facts, value) : byAmount(facts, value);
    default:
      return facts.pace satisfies never;
  }
}

const isReached = ({ norm, requirements }: StatusFacts, value: number): boolean =>
  value >= norm && requirements.every(({ met }) => met);

/** Whether what is planned, and what has happened and is still to be closed, is enough. */
const isPlanned = (
  { norm, planned, toClose, forecast, requirements }: StatusFacts,
  value: number,
) =>
  (forecast?.byPlan ?? value + planned + toClose) >= norm &&
  requirements.every((one) => one.met || one.planned);

// What was held in December may be closed in January; until then nobody can say that it failed.
function afterwards(facts: StatusFacts, value: number): Standing {
  const isOpen = facts.toClose > 0 && value + facts.toClose >= facts.norm;
  return said(isOpen ? 'behind' : 'unreachable', { isSerious: true });
}

// A quarter that went by without its event is lost, and no other quarter makes up for it.
function byQuarter({ quarters, norm, today, needsSessions }: StatusFacts): Standing {
  const isOver = ({ endsOn }: QuarterFacts): boolean => endsOn <= today;
  const lost = quarters.filter(({ state }) => state === 'lost').length;
  if (quarters.length - lost < norm) return said('unreachable', { isSerious: true });
  const open = quarters.filter(({ state }) => state === 'missing');
  const next = open[0];
  if (!next)
    return said(
      quarters.some((one) => !isOver(one) && one.state === 'planned') ? 'planned' : 'on_track',
    );
  const isNow = quarters.find((one) => !isOver(one)) === next;
  const before = planBeforeOf(next.endsOn, needsSessions);
  return isNow || daysFrom(today, before) <= SOON_DAYS
    ? toPlan(next.endsOn, today, needsSessions)
    : said('on_track', { planBefore: before });
}

function byLeaps(facts: StatusFacts, value: number): Standing {
  const { today, toClose, planned, expected, needsSessions } = facts;
  if (isPlanned(facts, value)) return said(toClose > 0 && planned === 0 ? 'on_track' : 'planned');
  const before = planBeforeOf(facts.periodTo, needsSessions);
  const coming = value + planned + toClose;
  if (coming < (expected ?? 0))
    return said('behind', { planBefore: before, isSerious: isLate(facts, value) });
  // With something done and time enough there is nothing to worry about yet.
  return value > 0 && (expected ?? 0) > 0 && daysFrom(today, before) > QUARTER_DAYS
    ? said('on_track', { planBefore: before })
    : toPlan(facts.periodTo, today, needsSessions);
}

function byAmount(facts: StatusFacts, value: number): Standing {
  const { norm, expected, forecast, today, periodFrom } = facts;
  if (isPlanned(facts, value)) return said('planned');
  if (today < periodFrom) return said('on_track');
  const isOnPace = value >= (expected ?? norm);
  // Who was ahead and stopped does not get there, whatever an even line says.
  const stops =
    forecast && forecast.pace !== null && forecast.high !== null && forecast.high < norm;
  return isOnPace && !stops
    ? said('on_track')
    : said('behind', { isSerious: isLate(facts, value) });
}

function toPlan(endsOn: string, today: string, needsSessions: boolean): Standing {
  const before = planBeforeOf(endsOn, needsSessions);
  // As serious as what has to be planned, also where there is still time to do it.
  const isSerious = daysFrom(today, planBeforeOf(endsOn, true)) <= SOON_DAYS;
  return daysFrom(today, before) > 0
    ? said('to_plan', { planBefore: before, isSerious })
    : said('behind', { planBefore: before, isSerious: true });
}

/** Nothing done past the middle of the year, or not even half of what should be there. */
const isLate = (
  { expected, norm, periodFrom, periodTo, today }: StatusFacts,
  value: number,
): boolean =>
  daysFrom(today, periodTo) <= SOON_DAYS * 2 ||
  value < (expected ?? norm) / 2 ||
  (value === 0 && daysFrom(periodFrom, today) > daysFrom(today, periodTo));

/** The day before which something must be planned to be held by the end; what needs no session must be done by then. */
export const planBeforeOf = (endsOn: string, needsSessions: boolean): string =>
  !needsSessions
    ? endsOn
    : new Date(Date.parse(endsOn) - 7 * WEEKS_TO_PLAN * DAY_MS).toISOString().slice(0, 10);

const said = (status: TargetStatus, of: Partial<Omit<Standing, 'status'>> = {}): Standing => ({
  status,
  planBefore: of.planBefore ?? null,
  isSerious: of.isSerious ?? false,
});

const daysFrom = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
