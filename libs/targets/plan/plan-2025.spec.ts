import fs from 'node:fs';
import path from 'node:path';

import { parse } from 'yaml';

import { normOf, type Plan, type PlanTarget } from './plan';
import { parsePlan } from './plan-file';
import { readPlanText, readVocabulary } from './plan-folder';
import type { Rule } from '../rule/rule';
import type { CourseFilter } from '../rule/rule-filters';
import type { HeldEventsRule } from '../rule/held-events.rule';

const libs = path.resolve(__dirname, '../..');

function loadPlan(): Plan {
  const { plan, problems } = parsePlan(readPlanText(libs, 2025) ?? '', readVocabulary(libs));
  if (!plan) throw new Error(JSON.stringify(problems, undefined, 2));
  return plan;
}

describe('the year plan 2025', () => {
  const plan = loadPlan();
  const target = (code: string): PlanTarget => plan.targets.find((one) => one.code === code)!;

  it('is the concept of 21 October 2024, and says so', () => {
    expect(plan).toMatchObject({ year: 2025, version: '21-10-2024', status: 'concept' });
  });

  it('has its targets T01 to T51, in order', () => {
    const codes = Array.from(
      { length: 51 },
      (_, index) => `T${String(index + 1).padStart(2, '0')}`,
    );
    expect(plan.targets.map(({ code }) => code)).toEqual(codes);
  });

  it.each([
    ['T26', ['mensenhandel', 'weerbare-jeugd']],
    ['T27', ['mensenhandel', 'weerbare-jeugd']],
    ['T28', ['mensenhandel', 'weerbare-jeugd', 'cyber', 'mor']],
    ['T32', ['weerbare-jeugd', 'cyber']],
  ])('shares %s between %j and counts it once', (code, owners) => {
    expect(target(code).owners).toEqual(owners);
  });

  it('shares no other target', () => {
    const shared = plan.targets.filter(({ owners }) => owners.length > 1);
    expect(shared.map(({ code }) => code)).toEqual(['T26', 'T27', 'T28', 'T32']);
  });

  // Code, unit, operator, the plan's number (null: it names none), the number counted with.
  it.each([
    ['T01', 'percent', 'all', 100, 100, 'ratio'],
    ['T02', 'events', 'at_least', null, 1, 'held_events'],
    ['T03', 'courses', 'at_least', null, 2, 'published_courses'],
    ['T04', 'events', 'at_least', null, 2, 'held_events'],
    ['T05', 'parts', 'at_least', null, 2, 'all_of'],
    ['T06', 'milestones', 'exactly', 1, 1, 'milestone'],
    ['T07', 'municipalities', 'all', null, 32, 'coverage'],
    ['T08', 'percent', 'all', null, 100, 'ratio'],
    ['T09', 'municipalities', 'all', 32, 32, 'coverage'],
    ['T10', 'percent', 'all', 100, 100, 'ratio'],
    ['T11', 'quarters', 'all', 4, 4, 'per_quarter'],
    ['T12', 'municipalities', 'all', 32, 32, 'coverage'],
    ['T13', 'events', 'exactly', 1, 1, 'held_events'],
    ['T14', 'events', 'at_least', null, 2, 'held_events'],
    ['T15', 'events', 'exactly', 3, 3, 'held_events'],
    ['T16', 'events', 'exactly', 3, 3, 'held_events'],
    ['T17', 'events', 'at_least', null, 1, 'held_events'],
    ['T18', 'parts', 'at_least', null, 3, 'all_of'],
    ['T19', 'municipalities', 'at_least', 5, 5, 'coverage'],
    ['T20', 'controls', 'at_least', 140, 140, 'act_count'],
    ['T21', 'events', 'exactly', 2, 2, 'held_events'],
    ['T22', 'events', 'exactly', 4, 4, 'held_events'],
    ['T23', 'events', 'at_least', 2, 2, 'held_events'],
    ['T24', 'events', 'at_least', 2, 2, 'held_events'],
    ['T25', 'events', 'at_least', 1, 1, 'held_events'],
    ['T26', 'persons', 'at_least', 500, 500, 'distinct_persons'],
    ['T27', 'events', 'exactly', 4, 4, 'held_events'],
    ['T28', 'events', 'exactly', 1, 1, 'held_events'],
    ['T29', 'events', 'at_least', null, 2, 'held_events'],
    ['T30', 'milestones', 'exactly', 1, 1, 'milestone'],
    ['T31', 'events', 'at_least', null, 2, 'held_events'],
    ['T32', 'events', 'exactly', 1, 1, 'held_events'],
    ['T33', 'events', 'at_least', null, 2, 'held_events'],
    ['T34', 'events', 'at_least', null, 2, 'held_events'],
    ['T35', 'milestones', 'exactly', 1, 1, 'milestone'],
    ['T36', 'events', 'exactly', 4, 4, 'held_events'],
    ['T37', 'events', 'at_least', null, 1, 'held_events'],
    ['T38', 'parts', 'at_least', null, 2, 'all_of'],
    ['T39', 'municipalities', 'all', null, 32, 'coverage'],
    ['T40', 'municipalities', 'all', null, 32, 'coverage'],
    ['T41', 'courses', 'at_least', null, 2, 'published_courses'],
    ['T42', 'events', 'exactly', 1, 1, 'held_events'],
    ['T43', 'events', 'at_least', 1, 1, 'held_events'],
    ['T44', 'events', 'at_least', 3, 3, 'held_events'],
    ['T45', 'municipalities', 'all', 32, 32, 'coverage'],
    ['T46', 'houses', 'all', null, 3, 'coverage'],
    ['T47', 'percent', 'all', 100, 100, 'ratio'],
    ['T48', 'quarters', 'all', 4, 4, 'per_quarter'],
    ['T49', 'municipalities', 'exactly', 3, 3, 'coverage'],
    ['T50', 'milestones', 'at_least', 1, 1, 'milestone'],
    ['T51', 'milestones', 'at_least', 1, 1, 'milestone'],
  ])('%s counts %s, %s, norm %s (counted with %i), by %s', (code, ...expected) => {
    const { unit, operator, norm, rule, ...rest } = target(code);
    expect([unit, operator, norm, normOf({ norm, ...rest }).value, rule.type]).toEqual(expected);
  });

  it('has a milestone for each thing that is finished once, by the line of the plan', () => {
    const milestones = plan.others.filter(({ code }) => code.startsWith('M'));
    expect(milestones.flatMap(({ sourceLines }) => sourceLines)).toEqual([
      ...[270, 270, 283, 296, 297, 325, 359, 362, 484, 485, 486, 559, 569],
    ]);
    const kinds = new Set(milestones.map(({ rule }) => rule.type));
    expect([...kinds]).toEqual(['milestone']);
  });

  it('names a page of the plan for each line', () => {
    const without = [...plan.targets, ...plan.others].filter(({ sourcePages }) => !sourcePages);
    expect(without.map(({ code }) => code)).toEqual([]);
  });

  it('never passes a number of ours off as the number of the plan', () => {
    expect(normOf(target('T02'))).toEqual({ value: 1, fromPlan: false });
    expect(normOf(target('T20'))).toEqual({ value: 140, fromPlan: true });
  });

  it('shows the contradictions of the plan as questions', () => {
    const asked = plan.targets.filter(({ openQuestion }) => openQuestion).map(({ code }) => code);
    const contradictions = 'T20 T26 T27 T28 T39 T41 T43 T44 T46 T49'.split(' ');
    expect(asked).toEqual(expect.arrayContaining(contradictions));
  });

  it('repeats none of the slips of the plan', () => {
    const text = readPlanText(libs, 2025) ?? '';
    const slips = /ondernemingsp|ondernijm|ondernemings-|handavings|aandachtfunct|modus operandus/i;
    expect(text).not.toMatch(slips);
  });

  it.each([
    ['T11', 'T13', 'T14', 'T15', 'T16', 'T17'],
    ['T21', 'T22', 'T23'],
    ['T28', 'T43'],
    ['T29', 'T31'],
    ['T29', 'T32'],
    ['T42', 'T43'],
  ])('never counts one event for two of %s, %s …', (...codes) => {
    const filters = codes.map((code) => eventsOf(target(code).rule));
    const pairs = filters.flatMap((one, at) => filters.slice(at + 1).map((other) => [one, other]));
    expect(pairs.map(([one, other]) => exclude(one!, other!))).not.toContain(false);
  });

  it('has a line in docs/targets.md for every target', () => {
    const page = fs.readFileSync(path.join(libs, '../docs/targets.md'), 'utf8');
    const missing = plan.targets.filter(({ code }) => !page.includes(`| ${code} `));
    expect(missing).toEqual([]);
  });

  it('asks for confirmation where presence alone proves nothing', () => {
    const { rule } = target('T19');
    expect(rule).toMatchObject({
      by: [{ evidence: 'act' }, { evidence: 'attendance', confirmation: 'theme_lead' }],
    });
  });
});

describe('the lists that the plan draws its words from', () => {
  const plan = loadPlan();
  const all = [...plan.targets, ...plan.others];
  const using = (key: string, word: string): string[] =>
    all.filter(({ rule }) => mentions(rule, key, word)).map(({ code }) => code);
  const list = (file: string) => parse(fs.readFileSync(path.join(libs, file), 'utf8'));

  it('say of each kind of act which targets it feeds', () => {
    for (const { kind, feeds } of list('acts/kind/act-kinds.yaml')) {
      // The milestone rule and confirmations have their kind built in.
      if (kind === 'milestone' || kind === 'confirmation') continue;
      const counting = using('actKinds', kind);
      expect([kind, feeds]).toEqual([kind, expect.arrayContaining(counting)]);
    }
  });

  it('say of each label which targets count by it', () => {
    for (const { slug, counts = [] } of list('catalogue/course/tags.yaml')) {
      const counting = [...using('tags', slug), ...using('courseTags', slug)];
      expect([slug, counts]).toEqual([slug, expect.arrayContaining(counting)]);
    }
  });

  it('ask for no personal data or case in an act', () => {
    const known = 'kind name description themes feeds organisation team subkinds statuses flags';
    const more = 'quantity headcount reference document target repeats recorders grade speaksOf';
    for (const kind of list('acts/kind/act-kinds.yaml')) {
      expect(`${known} ${more}`.split(' ')).toEqual(expect.arrayContaining(Object.keys(kind)));
    }
  });
});

function eventsOf(rule: Rule): CourseFilter {
  return rule.type === 'per_quarter' ? eventsOf(rule.count) : (rule as HeldEventsRule);
}

function exclude(one: CourseFilter, other: CourseFilter): boolean {
  const apart = (some?: string[], more?: string[]) =>
    some !== undefined && more !== undefined && !some.some((word) => more.includes(word));
  const refuses = (some: CourseFilter, more: CourseFilter) =>
    some.withoutTags?.some((tag) => more.tags?.includes(tag)) ?? false;
  return (
    apart(one.kinds, other.kinds) ||
    apart(one.modes, other.modes) ||
    refuses(one, other) ||
    refuses(other, one)
  );
}

function mentions(value: unknown, key: string, word: string): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(
    ([name, inner]) =>
      (name === key && Array.isArray(inner) && inner.includes(word)) || mentions(inner, key, word),
  );
}
