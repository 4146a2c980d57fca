import { filled, paragraphsOf, unknownPlaceholders, valuesOf } from './message-text';

const values = valuesOf({
  name: 'Sam {training}',
  courseTitle: 'Bibob & co',
  courseSlug: 'bibob',
  session: { startsAt: new Date('2026-03-29T00:30:00Z'), where: 'Stadhuis, Alkmaar' },
  publicUrl: 'https://academie.example',
});

describe('the text of a message', () => {
  it('names who it is for, what, when and where, in Amsterdam time', () => {
    expect(filled('{naam}, {Training} op { datum }, {plaats}', values)).toBe(
      'Sam {training}, Bibob & co op zondag 29 maart 2026 om 01.30\u00a0uur, Stadhuis, Alkmaar',
    );
  });

  it('never looks into what was filled in', () => {
    expect(filled('{naam}', values)).toBe('Sam {training}');
  });

  it('tells which words stand for nothing', () => {
    expect(unknownPlaceholders('{naam} {locatie} {} {constructor}')).toEqual([
      'locatie',
      '',
      'constructor',
    ]);
  });

  it('is made of paragraphs and lines', () => {
    expect(paragraphsOf('\nEen\nTwee\n \n\nDrie \n')).toEqual([
      { lines: ['Een', 'Twee'] },
      { lines: ['Drie'] },
    ]);
  });
});
