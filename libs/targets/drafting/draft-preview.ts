import { Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';
import { Clock, Database, dayOf, Params } from '@academie/platform';

import { ContextCache } from '../counting/context-cache';
import type { Counter } from '../counting/counter';
import { live } from '../counting/evidence.sql';
import { partOf, VALUE } from '../counting/measure-names';
import { dayBefore, measuresOf } from '../counting/measures';
import { validOn } from '../counting/reference-set.sql';
import type { Grades, ReferenceSizes } from '../counting/rule-counting';
import { type EvidenceItem, EvidenceQueries } from '../evidence/evidence.queries';
import { normOf, type Period, type PlanTarget } from '../plan/plan';
import type { Baseline } from '../plan/target.entity';
import { definitionOf } from '../rule/rule';
import { ASSUMED_USUAL } from '../planning/forecast.queries';
import { NOTHING_AHEAD, type Value, valueOf } from '../value/target-value';

/** What a draft would count in a year, and of what. */
export interface Preview {
  year: number;
  value: Value;
  /** The latest, at most UNITS. */
  units: EvidenceItem[];
  /** How many there are of them. */
  total: number;
  /** Of each condition and part of which a number is kept: the same, under its label. */
  parts: (Pick<Preview, 'units' | 'total'> & { label: string })[];
}

/** A target as it would be. */
export interface PreviewOf {
  target: PlanTarget;
  period: Period;
  /** What it stands on already, when it changes a target that is there. */
  existing: { id: string; baseline: Baseline | null } | undefined;
}

/** Things that count which the page shows of each year. */
const UNITS = 25;
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Counts what a draft would count, by the same rules as the ledger, and keeps nothing of it. */
@Injectable()
export class DraftPreview {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly contexts: ContextCache,
    private readonly evidence: EvidenceQueries,
  ) {}

  /** Over the year of the plan and the one before. */
  async of(reader: Actor, draft: PreviewOf): Promise<Preview[]> {
    await this.contexts.refresh();
    const previews: Preview[] = [];
    for (const back of [0, 1]) previews.push(await this.ofYear(reader, draft, back));
    return previews;
  }

  private async ofYear(
    reader: Actor,
    { target, period, existing }: PreviewOf,
    back: number,
  ): Promise<Preview> {
    const { from, until } = yearsBack(target.period ?? period, back);
    // Who took part before is frozen for the year of the plan only.
    const baseline = back === 0 ? (existing?.baseline ?? null) : null;
    const measures = measuresOf(
      {
        ...{ id: existing?.id ?? NOBODY, code: target.code, rule: target.rule },
        ...{ measures: target.measures, periodFrom: from, periodTo: until },
      },
      this.contexts,
    );
    const sums = new Map<string, Grades>();
    for (const { measure, counter } of measures) sums.set(measure, await this.sum(counter));
    const main = measures.find(({ measure }) => measure === VALUE);
    const parts = definitionOf(target.rule).requirements?.(target.rule) ?? [];
    if (main && parts.some(({ inValue }) => inValue))
      for (const [label, grades] of await this.parts(main.counter)) sums.set(partOf(label), grades);
    const norm = normOf(target);
    const value = valueOf({
      ...{ rule: target.rule, unit: target.unit, operator: target.operator },
      ...{ norm: norm.value, normSource: norm.fromPlan ? 'plan' : 'default' },
      ...{ planNorm: target.norm, measures: target.measures, baseline },
      ...{ periodFrom: from, periodTo: until, today: dayOf(this.clock.now()) },
      sums: sums,
      referenceSizes: await this.referenceSizes(dayBefore(until)),
      // What would count is shown, not what will come of it.
      ahead: NOTHING_AHEAD,
      months: {},
      usual: ASSUMED_USUAL,
    });
    const unitsOf = async (of: string): Promise<Pick<Preview, 'units' | 'total'>> => {
      const found = measures.find(({ measure }) => measure === of);
      return {
        units: found ? await this.evidence.wouldCount(reader, found.counter, UNITS) : [],
        total: found ? await this.total(found.counter) : 0,
      };
    };
    const ofParts: Preview['parts'] = [];
    for (const { label, measure } of value.requirements)
      if (measure) ofParts.push({ label, ...(await unitsOf(measure)) });
    return { year: Number(from.slice(0, 4)), value, ...(await unitsOf(VALUE)), parts: ofParts };
  }

  private async sum(counter: Counter): Promise<Grades> {
    const grades: Grades = { A: 0, B: 0, C: 0 };
    const sql = new Params();
    const subjects = counter.subjects(sql, live);
    const found = await this.database.rows<{ grade: keyof Grades; quantity: number }>(
      `SELECT grade, sum(quantity)::int AS quantity FROM (${subjects}) s
        WHERE occurred_at <= ${sql.add(this.clock.now())} GROUP BY grade`,
      sql.values,
    );
    for (const { grade, quantity } of found) grades[grade] = quantity;
    return grades;
  }

  /** Of a value that is made of parts: which of them are met. */
  private async parts(counter: Counter): Promise<Map<string, Grades>> {
    const sql = new Params();
    const subjects = counter.subjects(sql, live);
    const found = await this.database.rows<{ key: string; grade: keyof Grades }>(
      `SELECT key, grade FROM (${subjects}) s WHERE occurred_at <= ${sql.add(this.clock.now())}`,
      sql.values,
    );
    return new Map(found.map(({ key, grade }) => [key, { A: 0, B: 0, C: 0, [grade]: 1 }]));
  }

  private async total(counter: Counter): Promise<number> {
    const sql = new Params();
    const subjects = counter.subjects(sql, live);
    const row = await this.database.first<{ count: number }>(
      `SELECT count(*)::int AS count FROM (${subjects}) s WHERE occurred_at <= ${sql.add(this.clock.now())}`,
      sql.values,
    );
    return row?.count ?? 0;
  }

  private async referenceSizes(day: string): Promise<ReferenceSizes> {
    const found = await this.database.rows<{ kind: string; size: number }>(
      `SELECT o.kind, count(*)::int AS size FROM people.known_organisation o
        WHERE o.kind IN ('municipality', 'care_and_safety_house') AND ${validOn('o', '$1::date')}
        GROUP BY o.kind`,
      [day],
    );
    return Object.fromEntries(found.map(({ kind, size }) => [kind, size]));
  }
}

const yearsBack = ({ from, until }: Period, years: number): Period => {
  const moved = (day: string): string =>
    `${Number(day.slice(0, 4)) - years}${day.slice(4)}`.replace(/-02-29$/, '-02-28');
  return years === 0 ? { from, until } : { from: moved(from), until: moved(until) };
};
