import path from 'node:path';

import fc from 'fast-check';

import { parsePlan } from './plan-file';
import { readPlanText, readVocabulary } from './plan-folder';

const libs = path.resolve(__dirname, '../..');
const vocabulary = readVocabulary(libs);

/** A small plan; the tests spoil one line of it. */
const small = `year: 2025
title: Jaarplan 2025
version: 21-10-2024
status: concept
period: { from: 2025-01-01, until: 2026-01-01 }
targets:
  - code: T01
    title: Workshops BUIT
    sentence: Er zijn vier workshops gegeven.
    sourceLines: [370, 427]
    owners: [mensenhandel, weerbare-jeugd]
    unit: events
    operator: exactly
    norm: 4
    rule:
      type: held_events
      kinds: [workshop]
      tags: [buit-workshop]
      minPresent: 1
  - code: T02
    title: Agrocoach
    sentence: Bij alle inzet van de drugsemmer is de Agrocoach aangeboden.
    sourceLines: [270]
    owners: [drugs]
    unit: percent
    operator: all
    norm: null
    defaultNorm: 100
    rule:
      type: ratio
      numerator: { actKinds: [menu_item], flags: { agrocoach_offered: true } }
      denominator: { actKinds: [menu_item] }
`;

const problemsOf = (text: string) => parsePlan(text, vocabulary).problems ?? [];

describe('a plan file', () => {
  it('becomes a plan when nothing is wrong', () => {
    const { plan } = parsePlan(small, vocabulary);

    expect(plan?.targets[0]).toEqual({
      code: 'T01',
      title: 'Workshops BUIT',
      sentence: 'Er zijn vier workshops gegeven.',
      sourceLines: [370, 427],
      owners: ['mensenhandel', 'weerbare-jeugd'],
      unit: 'events',
      operator: 'exactly',
      norm: 4,
      rule: { type: 'held_events', kinds: ['workshop'], tags: ['buit-workshop'], minPresent: 1 },
      measures: [],
    });
    expect(plan?.targets[1]).toMatchObject({ norm: null, defaultNorm: 100 });
  });

  // What is replaced, by what, and the line, column and part of the message that follow.
  it.each([
    ['an unknown key', 'norm: 4', 'norm: 4\n    colour: red', 15, 5, '"colour" is not known here'],
    ['a slip in a key', 'minPresent', 'minPresnt', 19, 7, 'did you mean "minPresent"'],
    ['an unknown type of rule', 'held_events', 'held_event', 16, 13, 'did you mean "held_events"'],
    ['an unknown kind of course', '[workshop]', '[webinar]', 17, 15, '"webinar" is no known kind'],
    ['a slip in a tag', '[buit-workshop]', '[buit-worksop]', 18, 14, 'mean "buit-workshop"'],
    ['an unknown theme', '[drugs]', '[drank]', 24, 14, '"drank" is no known theme'],
    ['an owner named twice', '[drugs]', '[drugs, drugs]', 24, 21, '"drugs" is here twice'],
    ['no owners', '[drugs]', '[]', 24, 13, 'a list with at least one entry'],
    ['owners left out', '    owners: [drugs]\n', '', 20, 5, '"owners" is missing'],
    ['an unknown kind of act', 'menu_item], f', 'menu_itm], f', 31, 31, 'mean "menu_item"'],
    ['an unknown flag', 'agrocoach_offered', 'agrocoach', 31, 52, 'no known flag of menu_item'],
    ['an unknown unit', 'unit: events', 'unit: evenings', 12, 11, 'no known unit'],
    ['a unit the rule cannot have', 'unit: events', 'unit: persons', 12, 11, 'counts events'],
    ['an unknown operator', 'exactly', 'about', 13, 15, 'no known operator'],
    ['a norm of nothing', 'norm: 4', 'norm: 0', 14, 11, 'whole number from 1'],
    ['a negative norm', 'norm: 4', 'norm: -4', 14, 11, 'whole number from 1'],
    ['half a norm', 'norm: 4', 'norm: 4.5', 14, 11, 'whole number from 1'],
    ['a norm in words', 'norm: 4', 'norm: vier', 14, 11, 'whole number from 1'],
    ['more than all', 'defaultNorm: 100', 'defaultNorm: 101', 28, 18, 'at most 100'],
    ['no norm at all', '    defaultNorm: 100\n', '', 20, 5, '"defaultNorm" is missing'],
    ['two norms', 'norm: 4', 'norm: 4\n    defaultNorm: 5', 15, 18, 'without a norm'],
    ['a code twice', 'code: T02', 'code: T01', 20, 11, '"T01" is used twice'],
    ['a code of another form', 'code: T02', 'code: twee', 20, 11, 'a code such as T07'],
    [
      'one promise twice',
      'Bij alle inzet van de drugsemmer is de Agrocoach aangeboden.',
      'Er zijn vier workshops  gegeven',
      22,
      15,
      'is the sentence of T01',
    ],
    ['a day that does not exist', '2025-01-01', '2025-02-30', 5, 17, 'a day such as'],
    ['a period of another year', '2026-01-01', '2026-02-01', 5, 9, 'within the year'],
    ['a period that runs back', 'from: 2025-01-01', 'from: 2026-01-01', 5, 9, 'end after'],
    [
      'a period outside that of the plan',
      'norm: 4',
      'norm: 4\n    period: { from: 2024-12-01, until: 2025-02-01 }',
      15,
      13,
      'within the plan',
    ],
    ['a number for a sentence', 'Er zijn vier workshops gegeven.', '4', 9, 15, 'a text of 1'],
    ['a number for a day', 'until: 2026-01-01', 'until: 2026', 5, 36, 'a day such as'],
    ['a day of a wrong period', '2025-01-01', '2025-1-1', 5, 17, 'a day such as'],
    [
      'a number for a label',
      '[workshop]',
      '[workshop]\n      each: [{ label: 1 }]',
      18,
      23,
      'text',
    ],
    [
      'an unknown status',
      'menu_item], f',
      'menu_item], statuses: [x], f',
      31,
      54,
      'no known status of menu_item',
    ],
    ['a number for a text', 'title: Agrocoach', 'title: 12', 21, 12, 'a number needs quotes'],
    ['a text for a list', '[workshop]', 'workshop', 17, 14, 'must be a list'],
    [
      'a list for a map',
      'period: { from: 2025-01-01, until: 2026-01-01 }',
      'period: []',
      5,
      9,
      'names',
    ],
    [
      'a ratio above all',
      '    denominator: { actKinds: [menu_item] }',
      '    denominator: { actKinds: [menu_item], subkinds: [drugsemmer] }',
      31,
      18,
      'pass 100%',
    ],
    ['something held alone', '[workshop]', '[e_learning]', 17, 15, 'no known kind of course'],
    ['a name twice', 'year: 2025', 'year: 2025\nyear: 2025', 2, 1, 'unique'],
    ['a reference elsewhere', 'year: 2025', 'year: &y 2025\nlabel: *y', 2, 8, 'another place'],
    ['broken brackets', '[workshop]', '[workshop', 18, 7, ''],
  ])('is refused with the place of %s', (_what, from, to, line, column, message) => {
    expect(small).toContain(from);
    expect(problemsOf(small.replace(from, to))).toEqual([
      expect.objectContaining({ line, column, message: expect.stringContaining(message) }),
    ]);
  });

  it('says what is wrong in Dutch too, and where in the plan', () => {
    expect(problemsOf(small.replace('[drugs]', '[drug]'))).toEqual([
      {
        line: 24,
        column: 14,
        path: 'targets[1].owners[0]',
        field: 'targets[1].owners[0]',
        message: '"drug" is no known theme; did you mean "drugs"?',
        messageNl: '"drug" is geen bekende naam van een thema; is "drugs" bedoeld?',
      },
    ]);
  });

  it('is told all its mistakes at once, in the order of the text', () => {
    const spoilt = small
      .replace('norm: 4', 'norm: 0')
      .replace('year: 2025', 'year: now')
      .replace('[buit-workshop]', '[x]')
      .replace('code: T02', 'code: T01');

    expect(problemsOf(spoilt).map(({ line }) => line)).toEqual([1, 14, 18, 20]);
  });

  it.each([
    ['nothing', ''],
    ['only a comment', '# jaarplan'],
    ['one word', 'jaarplan'],
    ['a list', '- a\n- b'],
    ['two documents', 'year: 2025\n---\nyear: 2026'],
    ['an anchor in itself', 'targets: &t [*t]'],
    ['keys that are no words', '? [a, b]\n: c\n1: 2\nnull: 3'],
    ['the older YAML', '%YAML 1.1\n---\nyear: 2025-01-01\nperiod: yes'],
    ['a binary value', 'year: !!binary AAAA'],
    ['an unknown type', 'year: !year 2025'],
    ['a thousand levels', '[{a: '.repeat(1000)],
    ['ten megabytes', 'a'.repeat(10_000_000)],
    ['no text', '\u0000\uffff\ud800'],
  ])('of %s is refused, not fatal', (_what, text) => {
    expect(problemsOf(text).length).toBeGreaterThan(0);
  });

  it('however spoilt gives a plan or problems with a place, and never fails', () => {
    const whole = readPlanText(libs, 2025)!;
    const junk = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom('', ':', '- ', '\n', '\t', '[', ']', '{', '}', '&a ', '*a', '!!set ', '|\n'),
      fc.constantFrom('null', '-1', '1e400', '.nan', '2025', '"', "'", '? ', '<<: ', '%', '\r'),
    );
    const edit = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      cut: fc.integer({ min: 0, max: 40 }),
      junk,
    });
    const change = (
      text: string,
      { at, cut, junk: put }: { at: number; cut: number; junk: string },
    ) => {
      const start = Math.floor(at * text.length);
      return text.slice(0, start) + put + text.slice(start + cut);
    };

    fc.assert(
      fc.property(
        fc.oneof({ weight: 19, arbitrary: fc.constant(small) }, fc.constant(whole)),
        fc.array(edit, { minLength: 1, maxLength: 4 }),
        (text, edits) => {
          const spoilt = edits.reduce(change, text);
          const { plan, problems } = parsePlan(spoilt, vocabulary);
          if (plan) return true;
          const lines = spoilt.split(/\n/).length;
          return (
            problems.length > 0 &&
            problems.every(
              ({ line, column, message, messageNl }) =>
                line >= 1 && line <= lines && column >= 1 && message !== '' && messageNl !== '',
            )
          );
        },
      ),
      { numRuns: 300 },
    );
  });
});
