import { formRows, withoutEmptyRows } from './block-form';

describe('the form of a block', () => {
  it('leaves out rows in which nothing was typed, and counts the others anew', () => {
    expect(
      withoutEmptyRows({
        prompt: 'Wat?',
        'choices.0.text': ' ',
        'choices.0.correct': 'ja',
        'choices.2.text': 'rood',
        'choices.2.correct': 'ja',
        'choices.5.text': '',
        'choices.5.feedback': 'Nee',
      }),
    ).toEqual({
      prompt: 'Wat?',
      'choices.0.text': 'rood',
      'choices.0.correct': 'ja',
      'choices.1.text': '',
      'choices.1.feedback': 'Nee',
    });
  });

  it('has rows to fill in below those that are filled in, up to the most there may be', () => {
    const rows = (count: number): number =>
      formRows(
        Array.from({ length: count }, () => ({ text: 'x' })),
        {},
        {
          list: 'choices',
          least: 4,
          most: 10,
        },
      ).length;

    expect([rows(0), rows(3), rows(9)]).toEqual([4, 5, 10]);
  });
});
