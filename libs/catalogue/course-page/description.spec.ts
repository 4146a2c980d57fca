import { blocksOf } from './description';

describe('a description', () => {
  it('is shown in blocks with headings and bullets', () => {
    const text = `Na afloop kunnen deelnemers:
- gericht doorvragen;
- een besluit motiveren.

Voor wie: juristen en adviseurs.

Zomaar een
zin over twee regels.`;

    expect(blocksOf(text)).toEqual([
      {
        heading: 'Na afloop kunnen deelnemers',
        bullets: ['gericht doorvragen', 'een besluit motiveren'],
      },
      { heading: 'Voor wie', paragraph: 'Juristen en adviseurs.' },
      { paragraph: 'Zomaar een zin over twee regels.' },
    ]);
  });

  it.each(['', '  ', '\n\n\n'])('may be empty: %j', (text) => {
    expect(blocksOf(text)).toEqual([]);
  });

  it('takes no time to speak of, however odd the text', () => {
    expect(blocksOf('A'.repeat(20_000))).toHaveLength(1);
    expect(blocksOf('- \n'.repeat(6000))).toHaveLength(1);
  });
});
