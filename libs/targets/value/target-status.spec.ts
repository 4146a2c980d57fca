import type { Rule } from '../rule/rule';
import { definitionOf } from '../rule/rule';
import { ASSUMED_USUAL } from '../planning/forecast.queries';
import { adviceOf } from './advice';
import { monthsOf } from './months';
import { statusText } from './target-labels';
import { STATUSES } from './target-status';
import { type Ahead, NOTHING_AHEAD, type Value, valueOf } from './target-value';

const side = { actKinds: ['support_request' as const] };
/** The rules of the table, by a short name. */
const RULES: Record<string, Rule> = {
  event: { type: 'held_events', minPresent: 1 },
  'event, online and not': {
    type: 'held_events',
    minPresent: 1,
    each: [{ label: 'Online' }, { label: 'Op locatie' }],
  },
  quarter: { type: 'per_quarter', min: 1, count: { type: 'held_events', minPresent: 1 } },
  acts: { type: 'act_count', count: 'quantity', actKinds: ['btp_control'] },
  people: { type: 'distinct_persons', courseTags: ['a'], moment: 'attended' },
  coverage: { type: 'coverage', reference: 'municipality', by: [] },
  ratio: { type: 'ratio', numerator: side, denominator: side },
  milestone: { type: 'milestone', milestone: 'leergang-cyber', document: 'required' },
  parts: {
    type: 'all_of',
    parts: [
      { label: 'Zes trainingen', anyOf: [{ type: 'held_events', minPresent: 1 }] },
      {
        label: '120 deelnemers',
        atLeast: 120,
        anyOf: [{ type: 'distinct_persons', courseTags: ['a'], moment: 'attended' }],
      },
    ],
  },
  extra: {
    type: 'distinct_persons',
    courseTags: ['a'],
    moment: 'started',
    baseline: { required: true },
  },
};

/**
 * All cases there are. Columns: rule | norm | counted, of a ratio "part/whole", of quarters those that were met | what is
 * planned: 1, seats:300, open:1 (a register), Q3, online | added in each month that is over | day of 2026 | the word.
 * A new case is a new line.
 */
const CASES = `
event                 | 1   | 1     |           |            | 2026-03-01 | Gehaald
event                 | 1   | 2     |           |            | 2026-03-01 | Gehaald
event                 | 1   | 1     |           |            | 2027-01-01 | Gehaald
event                 | 1   | 0     |           |            | 2025-12-31 | Nog plannen vóór 4 december 2026
event                 | 1   | 0     |           |            | 2026-02-01 | Nog plannen vóór 4 december 2026
event                 | 1   | 0     |           |            | 2026-11-29 | Nog plannen vóór 4 december 2026
event                 | 1   | 0     |           |            | 2026-12-04 | Achter
event                 | 1   | 0     | 1         |            | 2026-12-20 | Gepland, haalt het
event                 | 1   | 0     | open:1    |            | 2026-12-20 | Ligt op schema
event                 | 1   | 0     | open:1    |            | 2027-01-10 | Achter
event                 | 1   | 0     |           |            | 2027-01-01 | Niet meer haalbaar
event                 | 4   | 0     |           |            | 2026-03-01 | Nog plannen vóór 4 december 2026
event                 | 4   | 0     |           |            | 2026-07-02 | Achter
event                 | 4   | 2     |           |            | 2026-07-02 | Ligt op schema
event                 | 4   | 3     |           |            | 2026-11-01 | Nog plannen vóór 4 december 2026
event                 | 4   | 3     | 1         |            | 2026-11-01 | Gepland, haalt het
event                 | 4   | 1     | 3         |            | 2026-07-02 | Gepland, haalt het
event                 | 4   | 0     | 1         |            | 2026-11-01 | Achter
event                 | 12  | 2     | 10        |            | 2026-07-02 | Ligt op schema
event, online and not | 2   | 2     |           |            | 2026-07-02 | Ligt op schema
event, online and not | 2   | 2     |           |            | 2026-11-01 | Nog plannen vóór 4 december 2026
event, online and not | 2   | 2     | 1 online  |            | 2026-11-01 | Gepland, haalt het
quarter               | 4   | Q1    |           |            | 2026-02-10 | Ligt op schema
quarter               | 4   |       |           |            | 2026-02-10 | Nog plannen vóór 4 maart 2026
quarter               | 4   |       |           |            | 2026-03-10 | Achter
quarter               | 4   |       | Q1        |            | 2026-02-10 | Ligt op schema
quarter               | 4   |       |           |            | 2026-04-01 | Niet meer haalbaar
quarter               | 4   | Q1 Q3 |           |            | 2026-08-01 | Niet meer haalbaar
quarter               | 3   | Q1 Q3 |           |            | 2026-08-01 | Ligt op schema
quarter               | 4   | Q1 Q2 | Q3 Q4     |            | 2026-08-01 | Gepland, haalt het
quarter               | 4   | Q1 Q2 | Q3        |            | 2026-08-01 | Ligt op schema
quarter               | 4   | Q1 Q2 Q3 |        |            | 2026-09-29 | Ligt op schema
quarter               | 4   | Q1 Q2 Q3 |        |            | 2026-11-29 | Nog plannen vóór 4 december 2026
quarter               | 4   | Q1 Q2 Q3 Q4 |     |            | 2026-11-29 | Gehaald
quarter               | 4   | Q1 Q2 Q3 |        |            | 2027-01-01 | Niet meer haalbaar
acts                  | 140 | 0     |           |            | 2025-12-31 | Ligt op schema
acts                  | 140 | 70    |           | 12 11 12 12 12 11 | 2026-07-02 | Ligt op schema
acts                  | 140 | 20    |           | 3 3 4 3 4 3 | 2026-07-02 | Achter
acts                  | 140 | 60    |           | 5 5 5 15 15 15 | 2026-07-02 | Achter
acts                  | 140 | 130   |           | 70 60 0 0 0 0 0 0 0 0 | 2026-11-29 | Achter
acts                  | 140 | 140   |           |            | 2026-11-29 | Gehaald
acts                  | 140 | 139   |           |            | 2027-01-01 | Niet meer haalbaar
acts                  | 4   | 3     |           |            | 2026-11-01 | Nog plannen vóór 1 januari 2027
acts                  | 1   | 0     |           |            | 2026-11-29 | Nog plannen vóór 1 januari 2027
people                | 500 | 100   | seats:600 |            | 2026-07-02 | Gepland, haalt het
people                | 500 | 100   | seats:300 |            | 2026-07-02 | Achter
people                | 500 | 260   |           |            | 2026-07-02 | Ligt op schema
coverage              | 32  | 20    | 12        |            | 2026-07-02 | Ligt op schema
coverage              | 32  | 10    | 12        |            | 2026-07-02 | Achter
coverage              | 32  | 31    | 1         |            | 2026-07-02 | Gepland, haalt het
coverage              | 32  | 16    |           | 2 3 2 3 3 3 | 2026-07-02 | Ligt op schema
coverage              | 32  | 9     |           | 1 1 2 1 2 2 | 2026-07-02 | Achter
coverage              | 32  | 30    |           | 30 0 0 0 0 0 0 0 0 0 | 2026-11-29 | Achter
coverage              | 32  | 32    |           |            | 2026-07-02 | Gehaald
coverage              | 0   | 0     |           |            | 2026-07-02 | Zonder norm
coverage              | 0   | 3     |           |            | 2026-07-02 | Zonder norm
ratio                 | 100 | 3/3   |           |            | 2026-07-02 | Ligt op schema
ratio                 | 100 | 3/3   |           |            | 2027-01-01 | Gehaald
ratio                 | 100 | 199/200 |         |            | 2026-07-02 | Achter
ratio                 | 100 | 199/200 |         |            | 2027-01-01 | Niet meer haalbaar
ratio                 | 100 | 0/0   |           |            | 2026-07-02 | Onbepaald
ratio                 | 100 | 0/0   |           |            | 2027-01-01 | Onbepaald
milestone             | 1   | 0     |           |            | 2026-03-01 | Nog plannen vóór 1 januari 2027
milestone             | 1   | 0     |           |            | 2026-12-10 | Nog plannen vóór 1 januari 2027
milestone             | 1   | 0     |           |            | 2027-01-01 | Niet meer haalbaar
milestone             | 1   | 1     |           |            | 2026-12-10 | Gehaald
extra                 | 500 | 300   |           |            | 2026-12-10 | Onbepaald
`;

const cases = CASES.trim()
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()) as [string, ...string[]]);

/** The value of a case. */
function valueIn([
  rule = '',
  norm,
  counted = '',
  planned = '',
  added = '',
  today = '',
]: string[]): Value {
  const found = RULES[rule];
  if (!found) throw new Error(`There is no rule ${rule}`);
  const [part = 0, whole] = counted.split('/').map(Number);
  const quarters = counted.match(/Q\d/g) ?? [];
  const isQuarter = found.type === 'per_quarter';
  const names = monthsOf('2026-01-01', '2027-01-01');
  const months = isQuarter
    ? quarters.map((name) => [names[Number(name.slice(1)) * 3 - 3], 1] as const)
    : added
        .split(' ')
        .filter(Boolean)
        .map((number, at) => [names[at], Number(number)] as const);
  const value = isQuarter ? quarters.length : part;
  return valueOf({
    rule: found,
    unit: definitionOf(found).units[0] ?? 'events',
    operator: found.type === 'coverage' ? 'all' : 'at_least',
    norm: Number(norm),
    normSource: 'plan',
    planNorm: Number(norm),
    measures: [],
    baseline: null,
    periodFrom: '2026-01-01',
    periodTo: '2027-01-01',
    sums: new Map([
      ['value', { A: value, B: 0, C: 0 }],
      ['value:denominator', { A: whole ?? 0, B: 0, C: 0 }],
      ['value:requirement-1', { A: 1, B: 0, C: 0 }],
    ]),
    referenceSizes: { municipality: Number(norm) },
    today,
    ahead: { ...NOTHING_AHEAD, ...aheadIn(planned) },
    months: Object.fromEntries(months),
    usual: ASSUMED_USUAL,
  });
}

function aheadIn(text: string): Partial<Ahead> {
  const seats = /seats:(\d+)/.exec(text);
  const open = /open:(\d+)/.exec(text);
  const quarters = text.match(/Q\d/g)?.map((name) => `2026-${name}`) ?? [];
  return {
    planned: quarters.length || Number.parseInt(text, 10) || 0,
    toClose: Number(open?.[1] ?? 0),
    quarters,
    requirements: [text.includes('online'), false],
    ...(seats && { seats: Number(seats[1]), offerings: Number(seats[1]) / 20 }),
  };
}

describe('how a target stands', () => {
  it.each(cases)('%s, norm %s, counted %s, planned %s, months %s, on %s: %s', (...one) => {
    expect(statusText(valueIn(one))).toBe(one[6]);
  });

  it('has a case for every word', () => {
    const met = new Set(cases.map((one) => valueIn(one).status));
    expect([...met].sort()).toEqual([...STATUSES].sort());
  });

  it('reads what it tells: whoever does what is advised is told that it will do', () => {
    for (const one of cases.filter(([rule]) => rule.startsWith('event'))) {
      const before = valueIn(one);
      const needed = before.forecast?.needed ?? 0;
      if (needed === 0) continue;
      const planned = Number.parseInt(one[3] ?? '', 10) || 0;
      const after = valueIn(one.with(3, `${planned + needed} online`));
      expect([one.join(' | '), statusText(after)]).toEqual([one.join(' | '), 'Gepland, haalt het']);
    }
  });

  it('looks as serious as it is', () => {
    const serious = (line: string): boolean =>
      valueIn(line.split('|').map((cell) => cell.trim())).isSerious;
    expect(serious('event | 1 | 0 | | | 2026-03-01')).toBe(false);
    expect(serious('event | 1 | 0 | | | 2026-11-10')).toBe(true);
    expect(serious('milestone | 1 | 0 | | | 2026-03-01')).toBe(false);
    expect(serious('milestone | 1 | 0 | | | 2026-11-10')).toBe(true);
    expect(serious('acts | 140 | 0 | | | 2026-11-10')).toBe(true);
    expect(serious('acts | 140 | 69 | | | 2026-07-10')).toBe(false);
  });

  it('says exactly what lacks and by when', () => {
    const advice = (line: string): string => {
      const one = line.split('|').map((cell) => cell.trim());
      const rule = RULES[one[0]!]!;
      const unit = definitionOf(rule).units[0]!;
      return adviceOf({ rule, unit, periodTo: '2027-01-01' }, valueIn(one));
    };
    expect(advice('event | 1 | 0 | | | 2026-11-10')).toBe(
      'Nog 1 bijeenkomst nodig. Plan nog 1 sessie, vóór 4 december 2026.',
    );
    expect(advice('event | 1 | 0 | open:1 | | 2026-11-10')).toContain('Sluit die af.');
    expect(advice('event, online and not | 2 | 2 | | | 2026-11-10')).toBe(
      'Nog nodig: online. Plan nog 1 sessie, vóór 4 december 2026.',
    );
    expect(advice('quarter | 4 | Q1 Q2 | | | 2026-08-10')).toBe(
      'Nog 2 kwartalen nodig. Plan een sessie in kwartaal 3, vóór 3 september 2026; kwartaal 4, vóór 4 december 2026.',
    );
    expect(advice('quarter | 4 | Q2 | | | 2026-08-10')).toBe(
      'Voorbij zonder: kwartaal 1. Dat is niet meer in te halen.',
    );
    expect(advice('ratio | 100 | 199/200 | | | 2026-08-10')).toBe('Van 200 ontbreekt er nog 1.');
    expect(advice('coverage | 32 | 20 | 4 | | 2026-08-10')).toContain(
      'Voor 8 gemeenten is nog niets gepland',
    );
    expect(advice('milestone | 1 | 0 | | | 2026-11-10')).toBe(
      'Het is nog niet af. Rond het af vóór 1 januari 2027 en leg het vast.',
    );
    expect(advice('parts | 2 | 1 | | | 2026-11-10')).toBe(
      'Nog 1 onderdeel nodig. Nog nodig: zes trainingen, 120 deelnemers (1 van 120). Dat kan nog tot 1 januari 2027.',
    );
    expect(advice('acts | 140 | 60 | | | 2026-10-01')).toContain('Dat zijn er 27 per maand');
    expect(advice('acts | 140 | 99 | | | 2026-11-30')).toBe(
      'Nog 41 registraties nodig. Dat kan nog tot 1 januari 2027.',
    );
  });
});
