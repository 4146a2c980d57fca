import { lessonsOf } from './markdown-lessons';

describe('a text in Markdown', () => {
  it('becomes modules and lessons by its headings', () => {
    const text = [
      'Vooraf.',
      '# Deel een',
      'Inleiding.',
      '## Les een',
      '### Kop in de tekst',
      'Tekst.',
      '```',
      '# geen kop',
      '```',
      '## Les zonder tekst',
      '# Deel zonder les',
    ].join('\r\n');

    expect(lessonsOf(text, 'Lessen')).toEqual([
      { title: 'Lessen', lessons: [{ title: 'Lessen', text: 'Vooraf.' }] },
      {
        title: 'Deel een',
        lessons: [
          { title: 'Deel een', text: 'Inleiding.' },
          { title: 'Les een', text: '### Kop in de tekst\nTekst.\n```\n# geen kop\n```' },
        ],
      },
    ]);
  });
});
