import { type Expected, matchOf } from './meeting-match';

const person = (enrolmentId: string, name: string, ...addresses: string[]): Expected => ({
  enrolmentId,
  name,
  organisation: null,
  addresses,
});
const expected = [
  person('sanne', 'Sanne van der Berg', 'sanne@alkmaar.example', 's.berg@old.example'),
  person('jan1', 'Jan Jansen', 'jan@hoorn.example'),
  person('jan2', 'Jan Jansen', 'jan@texel.example'),
  person('zoe', 'Zoë Çelik'),
];

describe('who is meant in a report', () => {
  it.each([
    ['an address', { name: 'iPad van Sanne', email: 's.berg@old.example' }, 'sanne'],
    ['the address before the name', { name: 'Zoë Çelik', email: 'jan@texel.example' }, 'jan2'],
    ['a name', { name: 'Sanne van der Berg', email: 'thuis@mail.example' }, 'sanne'],
    ['a name the other way round', { name: 'Berg, Sanne van der (Gast)', email: null }, 'sanne'],
    [
      'a name with its organisation',
      { name: 'Sanne van der Berg | Alkmaar', email: null },
      'sanne',
    ],
    ['the name of the account', { name: 'Sanne (Sanne van der Berg)', email: null }, 'sanne'],
    ['a name without its accents', { name: 'ZOE CELIK', email: null }, 'zoe'],
  ])('is found by %s', (_how, given, enrolmentId) => {
    expect(matchOf(given, expected)).toMatchObject({ kind: 'found', enrolmentId });
  });

  it.each([
    ['two have the name', { name: 'Jan Jansen', email: null }, ['jan1', 'jan2']],
    ['a part is missing', { name: 'Sanne Berg', email: null }, ['sanne']],
    ['only the first name is there', { name: 'Jan', email: null }, ['jan1', 'jan2']],
  ])('is left to the trainer when %s', (_why, given, enrolmentIds) => {
    expect(matchOf(given, expected)).toEqual({ kind: 'unsure', enrolmentIds });
  });

  it.each(['Kees Onbekend', 'J', '', '???'])('is not known as %p', (name) => {
    expect(matchOf({ name, email: null }, expected)).toEqual({ kind: 'unknown' });
  });
});
