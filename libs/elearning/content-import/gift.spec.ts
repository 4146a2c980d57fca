import fc from 'fast-check';

import { readGift } from './gift';

const FILE = `// Vragen van vorig jaar
$CATEGORY: Bibob

::Doel::Wat doet de wet? {
  =Voorkomen#Precies.
  ~Straffen#Nee, dat doet een rechter.
}

Klopt dit?{TRUE#Toch wel.#Goed gezien.}

Welke zijn goed? {~%50%een ~%50%twee ~%-100%drie}

Hoe heet het bureau? {=Landelijk Bureau Bibob =LBB}

Wat hoort bij elkaar? {=hond -> blaft =kat -> miauwt}

Hoeveel weken? {#8:1}

Hoeveel ongeveer? {#10..20}

Leg uit. {}

De wet geldt sinds {=2003 ~1999} in Nederland.

Een vraag met \\{haken\\} en 1 \\= 1 {F}

Zonder antwoord
`;

describe('a question bank in GIFT', () => {
  it('is read with all its types, and names the line of what it cannot read', () => {
    const found = readGift(FILE, 'Volgt.');

    expect(found.map((one) => ('kind' in one ? one.kind : `line ${one.line}`))).toEqual([
      'one',
      'true_false',
      'several',
      'short_text',
      'match',
      'number',
      'number',
      'open',
      'one',
      'true_false',
      'line 27',
    ]);
    expect(found.map((one) => ('kind' in one ? one.body : undefined))).toEqual([
      {
        prompt: 'Wat doet de wet?',
        choices: [
          { text: 'Voorkomen', correct: true, feedback: 'Precies.' },
          { text: 'Straffen', correct: false, feedback: 'Nee, dat doet een rechter.' },
        ],
      },
      {
        prompt: 'Klopt dit?',
        isTrue: true,
        feedbackWrong: 'Toch wel.',
        feedbackRight: 'Goed gezien.',
      },
      {
        prompt: 'Welke zijn goed?',
        choices: [
          { text: 'een', correct: true },
          { text: 'twee', correct: true },
          { text: 'drie', correct: false },
        ],
      },
      { prompt: 'Hoe heet het bureau?', answers: ['Landelijk Bureau Bibob', 'LBB'] },
      {
        prompt: 'Wat hoort bij elkaar?',
        pairs: [
          { left: 'hond', right: 'blaft' },
          { left: 'kat', right: 'miauwt' },
        ],
      },
      { prompt: 'Hoeveel weken?', answer: 8, tolerance: 1 },
      { prompt: 'Hoeveel ongeveer?', answer: 15, tolerance: 5 },
      { prompt: 'Leg uit.', model: 'Volgt.' },
      {
        prompt: 'De wet geldt sinds … in Nederland.',
        choices: [
          { text: '2003', correct: true },
          { text: '1999', correct: false },
        ],
      },
      { prompt: 'Een vraag met {haken} en 1 = 1', isTrue: false },
      undefined,
    ]);
  });

  it('never fails, whatever the text', () => {
    const sign = fc.constantFrom(
      '{',
      '}',
      '=',
      '~',
      '#',
      '%50%',
      '->',
      '\\',
      '::',
      '\n',
      '\n\n',
      'a',
      'T',
      '1..2',
    );
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 60 }), (list) => {
        expect(Array.isArray(readGift(list.join(''), 'x'))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
