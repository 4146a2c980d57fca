import { omitUndefined } from '../rule/omit-undefined';
import {
  type Measure,
  type Operator,
  operators,
  type Period,
  type Plan,
  planStatuses,
  type PlanTarget,
  type Unit,
  units,
} from './plan';
import type { Rule, RuleType } from '../rule/rule';
import { readRule } from '../rule/rule-file';
import type { Vocabulary } from '../rule/rule-vocabulary';
import { type Fields, openYaml, type Problem, type YamlNode } from '../rule/yaml-reader';

export type { Problem } from '../rule/yaml-reader';

/** A plan, or everything that is wrong with its text in the order of the text. */
export type ParsedPlan =
  { plan: Plan; problems?: undefined } | { plan?: undefined; problems: Problem[] };

/**
 * Reads a year plan from its YAML text. Never throws for what is in the text: all problems come
 * back together, each with its place, and a plan comes back only when there is none.
 */
export function parsePlan(text: string, vocabulary: Vocabulary): ParsedPlan {
  const { root, problems } = openYaml(text);
  const plan = root.fields((fields) => new PlanFields(vocabulary).plan(fields));
  if (problems.length === 0) return { plan };
  return { problems: problems.sort((a, b) => a.line - b.line || a.column - b.column) };
}

/** What a rule of each type can be counted in. */
const unitsOf: Record<RuleType, readonly Unit[]> = {
  held_events: ['events'],
  published_courses: ['courses', 'events'],
  distinct_persons: ['persons'],
  coverage: ['municipalities', 'houses'],
  act_count: ['acts', 'controls', 'publications'],
  per_quarter: ['quarters'],
  ratio: ['percent'],
  milestone: ['milestones'],
  all_of: ['parts'],
};

class PlanFields {
  private readonly codes = new Set<string>();
  private readonly sentences = new Map<string, string>();
  private period: Period = { from: '', until: '' };

  constructor(private readonly vocabulary: Vocabulary) {}

  plan(fields: Fields): Plan {
    const statuses = { values: planStatuses, name: 'status', nameNl: 'stand' };
    const year = fields.get('year').integer(2000, 2100);
    const whole = year ? { from: `${year}-01-01`, until: `${year + 1}-01-01` } : this.period;
    this.period = readPeriod(fields.get('period'), whole, 'the year', 'het jaar');
    return omitUndefined({
      year,
      title: fields.get('title').text(),
      version: fields.get('version').text(),
      status: fields.get('status').word(statuses),
      period: this.period,
      label: fields.optional('label', (value) => value.text()),
      continuedFrom: fields.optional('continuedFrom', (value) =>
        value.fields((from) => ({
          year: from.get('year').integer(2000, 2100),
          version: from.get('version').text(),
        })),
      ),
      targets: fields.get('targets').list((value) => value.fields((target) => this.target(target))),
      others:
        fields.optional('others', (list) =>
          list.list((value) => value.fields((target) => this.target(target))),
        ) ?? [],
    });
  }

  private target(fields: Fields): PlanTarget {
    const text = (key: string) => fields.optional(key, (value) => value.text());
    const code = this.code(fields.get('code'));
    const rule = readRule(fields.get('rule'), this.vocabulary);
    return omitUndefined({
      code,
      title: fields.get('title').text(),
      sentence: this.sentence(fields.get('sentence'), code),
      sourceLines: fields.get('sourceLines').list((line) => line.integer(1, 100_000)),
      owners: fields.get('owners').words({
        values: [...this.vocabulary.themes],
        name: 'theme',
        nameNl: 'naam van een thema',
      }),
      unit: readUnit(fields.get('unit'), rule),
      operator: fields
        .get('operator')
        .word<Operator>({ values: operators, name: 'operator', nameNl: 'vergelijking' }),
      ...readNorm(fields, rule),
      period: fields.optional('period', (value) =>
        readPeriod(value, this.period, 'the plan', 'het plan'),
      ),
      rule,
      measures: fields.optional('measures', (list) => this.measures(list)) ?? [],
      openQuestion: text('openQuestion'),
      yearSpecific: text('yearSpecific'),
      toCheck: text('toCheck'),
    });
  }

  private code(value: YamlNode): string {
    const code = value.text();
    if (code && !/^[A-Z]\d{2,3}$/.test(code)) {
      value.refuse('must be a code such as T07', 'moet een code zijn zoals T07');
    } else if (this.codes.has(code)) {
      value.refuse(`"${code}" is used twice`, `"${code}" komt twee keer voor`);
    }
    if (code) this.codes.add(code);
    return code;
  }

  // The plan repeats a promise under every theme that takes part. Two targets for it would make
  // 500 participants look like 1000.
  private sentence(value: YamlNode, code: string): string {
    const sentence = value.text();
    const key = sentence.toLowerCase().replace(/\W+/g, ' ').trim();
    const other = this.sentences.get(key);
    if (sentence && other !== undefined) {
      value.refuse(
        `is the sentence of ${other}: a shared target is listed once, with several owners`,
        `is de zin van ${other}: een gedeeld doel staat er één keer, met meer eigenaren`,
      );
    }
    this.sentences.set(key, other ?? code);
    return sentence;
  }

  private measures(list: YamlNode): Measure[] {
    const seen = new Set<string>();
    return list.list((entry) =>
      entry.fields((fields) => {
        const value = fields.get('code');
        const code = value.text();
        if (code && seen.has(code)) {
          value.refuse(`"${code}" is here twice`, `"${code}" staat er dubbel`);
        }
        seen.add(code);
        const label = fields.get('label').text();
        return { code, label, rule: readRule(fields.get('rule'), this.vocabulary) };
      }),
    );
  }
}

function readUnit(value: YamlNode, rule: Rule | undefined): Unit {
  const names = Object.keys(units) as Unit[];
  const unit = value.word<Unit>({ values: names, name: 'unit', nameNl: 'eenheid' });
  const fitting = rule ? unitsOf[rule.type] : names;
  if (names.includes(unit) && !fitting.includes(unit)) {
    const choice = fitting.join(', ');
    value.refuse(
      `"${unit}" does not fit the rule, which counts ${choice}`,
      `"${unit}" past niet bij de telregel, die telt: ${choice}`,
    );
  }
  return unit;
}

/** Either the plan's own number, or none and a default that is ours. */
function readNorm(
  fields: Fields,
  rule: Rule | undefined,
): Pick<PlanTarget, 'norm' | 'defaultNorm'> {
  const norm = fields.get('norm');
  if (norm.isNull) return { norm: null, defaultNorm: normNumber(fields.get('defaultNorm'), rule) };
  if (fields.has('defaultNorm')) {
    fields
      .get('defaultNorm')
      .refuse('belongs to a target without a norm', 'hoort bij een doel zonder norm in het plan');
  }
  return { norm: normNumber(norm, rule) };
}

function normNumber(value: YamlNode, rule: Rule | undefined): number {
  const number = value.integer(1, 1_000_000);
  const most = rule && mostPossible(rule);
  if (most && number > most) {
    value.refuse(`cannot be reached: at most ${most}`, `is niet te halen: hoogstens ${most}`);
  }
  return number;
}

function mostPossible(rule: Rule): number | undefined {
  if (rule.type === 'ratio') return 100;
  if (rule.type === 'per_quarter') return 4;
  if (rule.type === 'milestone') return 1;
  return rule.type === 'all_of' ? rule.parts.length : undefined;
}

function readPeriod(value: YamlNode, within: Period, name: string, nameNl: string): Period {
  return value.fields((fields) => {
    const from = fields.get('from').day();
    const until = fields.get('until').day();
    if (from && until && from >= until) {
      value.refuse('must end after it starts', 'moet eindigen nadat hij begint');
    } else if (from && until && within.from && (from < within.from || until > within.until)) {
      value.refuse(
        `must lie within ${name}: ${within.from} to ${within.until}`,
        `moet binnen ${nameNl} vallen: ${within.from} tot ${within.until}`,
      );
    }
    return { from, until };
  });
}
