import { outcomesOf } from './added-outcome';

const asked = (kind: 'text' | 'number' | 'several' | 'yes_no', options: string[] = []) => ({
  ...{ id: 'q', offeringId: null, text: 'Wat?', kind, options, required: false, ended: false },
});
const given = (answers: string[]) => [{ questionId: 'q', offeringId: 'o', answers }];

describe('answers to an added question', () => {
  it('are counted from five on, and nothing of fewer is told but how many', () => {
    const four = outcomesOf([asked('yes_no')], given(['ja', 'ja', 'nee', 'nee']))[0];
    expect(four).toMatchObject({ answers: 4, options: [], texts: [] });
    const five = outcomesOf([asked('yes_no')], given(['ja', 'ja', 'nee', 'nee', 'ja']))[0];
    expect(five?.options).toEqual([
      { option: 'ja', count: 3 },
      { option: 'nee', count: 2 },
    ]);
  });

  it('of several choices count for each that was chosen', () => {
    const [one] = outcomesOf(
      [asked('several', ['a', 'b', 'c'])],
      given(['a; b', 'a', 'b', 'a; b', 'a']),
    );
    expect(one?.options.map(({ count }) => count)).toEqual([4, 3, 0]);
  });

  it('in numbers have a mean and a span', () => {
    const [one] = outcomesOf([asked('number')], given(['1', '2,5', '3.5', '4', '-1']));
    expect(one).toMatchObject({ average: 2, least: -1, most: 4 });
  });

  it('are left out with a question that ended before anybody answered', () => {
    expect(outcomesOf([{ ...asked('text'), ended: true }], [])).toEqual([]);
  });
});
