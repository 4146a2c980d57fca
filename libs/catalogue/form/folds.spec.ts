import { unfolds } from './folds';

const FIELDS = { approval: 'none', approvalDays: 5, closesDay: '', audiences: undefined };

describe('A folded part of a form', () => {
  it('stays folded while all is as usual, however a form sends it', () => {
    expect(unfolds(FIELDS, {}, {})).toBe(false);
    expect(unfolds(FIELDS, { approval: 'none', approvalDays: 5, closesDay: null }, {})).toBe(false);
    expect(unfolds(FIELDS, { approvalDays: '5', closesDay: '', audiences: [] }, {})).toBe(false);
  });

  it.each([
    ['something was set', { approval: 'organiser' }, {}, {}],
    ['something was chosen', { audiences: ['jurist'] }, {}, {}],
    ['what was typed is wrong', {}, { closesDay: 'Vul een datum in' }, {}],
    ['one of a list is wrong', {}, { 'audiences.0': 'Bestaat niet' }, {}],
    ['somebody looks something up', {}, {}, { audiences: 'jur' }],
  ])('unfolds when %s', (_, values, errors, unknown) => {
    expect(unfolds(FIELDS, values, errors, unknown)).toBe(true);
  });
});
