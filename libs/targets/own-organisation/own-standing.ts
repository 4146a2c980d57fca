import { coverageStateOf, type CoverageState } from '../coverage/coverage-state';
import type { CoveredOrganisation } from '../coverage/coverage.queries';
import { isCoverage } from '../rule/coverage.rule';
import type { TargetView } from '../value/target.queries';
import type { Shares } from './organisation-shares.queries';

/** An organisation that is looked at. */
export interface OwnOrganisation {
  id: string;
  kind: string;
  shortName: string;
}

/** How an organisation stands for a target that is about organisations as it is. */
export interface CoverageStanding {
  target: TargetView;
  state: CoverageState;
  /** Whether it is asked of every organisation, or only of some. */
  isForAll: boolean;
}

/** What an organisation adds to a target that counts something else. */
export interface ShareStanding {
  target: TargetView;
  units: number;
  /** People of it with a place in what is planned. */
  seats: number;
  /** Of the municipalities, those with nothing included; null where there are too few to be nobody. */
  middle: number | null;
}

export interface OwnStanding {
  coverage: CoverageStanding[];
  shares: ShareStanding[];
  /** Of all municipalities: for how many targets the middle one counts; null for who is no municipality. */
  middleMet: number | null;
}

/** What the standing of one organisation is made of. */
export interface StandingFacts {
  organisation: OwnOrganisation;
  targets: readonly TargetView[];
  municipalities: readonly CoveredOrganisation[];
  /** Organisations that count, by target. */
  covered: ReadonlyMap<string, ReadonlySet<string>>;
  shares: Shares;
  /** People of the organisation with a place, by offering. */
  seats: ReadonlyMap<string, number>;
  /** Targets that the organisation contests. */
  contested: ReadonlySet<string>;
}

/** With fewer a middle would be somebody. */
const FEWEST = 5;

/** Every target that concerns the organisation: about all of its kind, or with something of it. */
export function standingOfOrganisation(facts: StandingFacts): OwnStanding {
  const { organisation, targets, municipalities, covered, shares, contested } = facts;
  const about = targets.filter(({ rule }) => isAbout(rule, organisation, municipalities));
  const coverage = about.map((target) => ({
    target,
    state: coverageStateOf(target, organisation.id, covered.get(target.id)),
    isForAll: isForAll(target),
  }));
  const others = targets.filter(({ rule }) => !isCoverage(rule));
  return {
    coverage,
    shares: others
      .map((target) => {
        const ofTarget = shares.get(target.id);
        return {
          target,
          units: ofTarget?.get(organisation.id) ?? 0,
          seats: seatsOf(target, facts),
          middle: middleOf(municipalities.map(({ id }) => ofTarget?.get(id) ?? 0)),
        };
      })
      .filter(({ target, units, seats }) => units > 0 || seats > 0 || contested.has(target.id)),
    middleMet:
      organisation.kind === 'municipality'
        ? middleOf(
            municipalities.map(
              ({ id }) =>
                about.filter((one) => isForAll(one) && covered.get(one.id)?.has(id)).length,
            ),
          )
        : null,
  };
}

const isAbout = (
  rule: TargetView['rule'],
  { id, kind }: OwnOrganisation,
  municipalities: readonly CoveredOrganisation[],
): boolean =>
  isCoverage(rule) &&
  rule.reference === kind &&
  (kind !== 'municipality' || municipalities.some((one) => one.id === id));

const isForAll = ({ operator }: TargetView): boolean => operator === 'all';

const seatsOf = (target: TargetView, { seats }: StandingFacts): number =>
  target.plannedEvidence.offerings
    .filter(({ confidential }) => !confidential)
    .reduce((sum, { id }) => sum + (seats.get(id) ?? 0), 0);

/** The middle of an even number of values is between two of them. */
export function middleOf(values: readonly number[]): number | null {
  if (values.length < FEWEST) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}
