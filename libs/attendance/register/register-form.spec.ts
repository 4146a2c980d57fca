import type { RegisterRow } from './attendance.queries';
import { marksOf, type RegisterAnswers } from './register-form';

const NOON = new Date('2026-03-10T12:00:00+01:00');

const row = (facts: Partial<RegisterRow>): RegisterRow => ({
  enrolmentId: 'sam',
  personId: 'p',
  familyName: 'de Tester',
  givenName: 'Sam',
  name: 'Sam de Tester',
  organisation: null,
  functions: null,
  walkIn: false,
  coming: false,
  workshops: null,
  diet: null,
  access: null,
  guest: false,
  outcome: null,
  value: 'unknown',
  minutes: null,
  source: null,
  occurredAt: null,
  seenValue: 'unknown',
  seenMinutes: null,
  ...facts,
});
const changed = (rows: RegisterRow[], answers: Partial<RegisterAnswers>) =>
  marksOf(
    rows,
    { marks: {}, minutes: {}, ...answers },
    { source: 'trainer', occurredAt: NOON },
  ).map(({ enrolmentId, value, minutes }) => [enrolmentId, value, minutes]);

describe('the form of a register', () => {
  it('holds a mark for whoever got another answer', () => {
    expect(changed([row({})], { marks: { sam: 'PRESENT' } })).toEqual([
      ['sam', 'present', undefined],
    ]);
  });

  it('leaves alone what it only repeats', () => {
    const known = row({ value: 'present', seenValue: 'present' });

    expect(changed([known], { marks: { sam: 'PRESENT' } })).toEqual([]);
  });

  it('leaves alone what another trainer changed since it was loaded', () => {
    const changedByAnother = row({ value: 'absent', seenValue: 'present' });

    expect(changed([changedByAnother], { marks: { sam: 'PRESENT' } })).toEqual([]);
    expect(changed([changedByAnother], { marks: { sam: 'EXCUSED' } })).toEqual([
      ['sam', 'excused', undefined],
    ]);
  });

  it('takes the minutes of whoever was there in part', () => {
    const known = row({ value: 'partial', seenValue: 'partial' });

    expect(changed([known], { marks: { sam: 'PARTIAL' }, minutes: { sam: '45' } })).toEqual([
      ['sam', 'partial', 45],
    ]);
    expect(changed([row({})], { marks: { sam: 'PRESENT' }, minutes: { sam: '45' } })).toEqual([
      ['sam', 'present', undefined],
    ]);
  });

  it('gives the rest to whoever has no mark yet, and to nobody else', () => {
    const rows = [
      row({}),
      row({ enrolmentId: 'noor', value: 'excused', seenValue: 'excused' }),
      row({ enrolmentId: 'bo' }),
    ];

    expect(changed(rows, { marks: { bo: 'ABSENT' }, rest: 'present' })).toEqual([
      ['sam', 'present', undefined],
      ['bo', 'absent', undefined],
    ]);
  });

  it('ignores answers about people who are not on the list, and answers that do not exist', () => {
    expect(changed([row({})], { marks: { sam: 'DAAR', iemand: 'PRESENT' } })).toEqual([]);
  });
});
