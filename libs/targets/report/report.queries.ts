import { Injectable } from '@nestjs/common';

import { ShortCache } from '@academie/platform';

import {
  changesBetween,
  type Edition,
  type EditionChange,
  EditionQueries,
  type ReportedTarget,
} from './edition.queries';
import { EvidenceCountQueries } from './evidence-counts.queries';
import { type PlanRow, TargetQueries, type ThemeRow } from '../value/target.queries';
import type { Grades } from '../counting/rule-counting';

/** All the report of a year is made of; it holds no names of participants. */
export interface Report {
  plan: PlanRow;
  themes: ThemeRow[];
  targets: ReportedTarget[];
  /** The latest first; empty while the year was not closed. */
  editions: Edition[];
  /** The one that is shown; undefined while the year was not closed. */
  shown: Edition | undefined;
}

const NONE: Grades = { A: 0, B: 0, C: 0 };

/** Reads the report of a year: what was reported once it is closed, what is counted until then. */
@Injectable()
export class ReportQueries {
  constructor(
    private readonly targets: TargetQueries,
    private readonly kept: EditionQueries,
    private readonly counts: EvidenceCountQueries,
    private readonly cache: ShortCache,
  ) {}

  /** An edition of a year, the latest when none is asked. Undefined without a plan or such an edition. */
  async of(year: number, asked?: number): Promise<Report | undefined> {
    const [plans, themes, targets] = await Promise.all([
      this.targets.shownPlans(),
      this.targets.shownThemes(),
      this.targets.ofYear(year),
    ]);
    const plan = plans.find((one) => one.year === year);
    if (!plan) return undefined;
    const editions = await this.kept.all(plan.id);
    const shown = editions.find(({ edition }) => asked === undefined || edition === asked);
    if (asked !== undefined && !shown) return undefined;
    const base = { plan, editions, shown };
    if (!shown) {
      const evidence = await this.cache.getOrLoad(`targets.evidence-counts.${year}`, () =>
        this.counts.of(targets.map(({ id }) => id)),
      );
      const reported = targets.map((target) => ({
        target,
        evidence: evidence.get(target.id) ?? NONE,
      }));
      return { ...base, themes, targets: reported };
    }
    const reported = await this.kept.targetsOf(year, shown);
    const isLatest = shown === editions[0];
    const now = new Map(targets.map(({ id, current }) => [id, current]));
    return {
      ...base,
      themes: namedAs(themes, reported),
      targets: reported.map(({ target, evidence }) => ({
        target: { ...target, current: isLatest ? (now.get(target.id) ?? null) : null },
        evidence,
      })),
    };
  }

  /** Of which targets the edition after the one that is shown says something else. */
  async changesAfter({ plan, editions, shown, targets }: Report): Promise<EditionChange[]> {
    const next = editions.find(({ edition }) => edition === (shown?.edition ?? 0) + 1);
    if (!shown || !next) return [];
    return changesBetween(targets, await this.kept.targetsOf(plan.year, next));
  }
}

/** The themes with the names they had then. */
const namedAs = (themes: ThemeRow[], reported: readonly ReportedTarget[]): ThemeRow[] => {
  const names = new Map(
    reported.flatMap(({ target }) => target.owners.map(({ id, name }) => [id, name] as const)),
  );
  return themes.map((theme) => ({ ...theme, name: names.get(theme.id) ?? theme.name }));
};
