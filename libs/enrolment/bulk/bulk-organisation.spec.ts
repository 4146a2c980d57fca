import { type KnownOrganisation, withoutOrganisation } from './bulk-organisation';

const ORGANISATIONS: KnownOrganisation[] = ['Alkmaar', 'Bergen'].map((name) => ({
  id: name,
  code: name,
  name,
  words: [name.toLowerCase()],
  domain: `${name.toLowerCase()}.example`,
}));

describe('an organisation behind a name', () => {
  it.each([
    // As they were read: "Sam de Vries, Alkmaar", "Sam de Vries - Alkmaar", "Sam Jansen-Bergen".
    [
      ['Alkmaar', 'Sam de Vries', 'x@alkmaar.example'],
      ['Sam', 'de Vries', 'Alkmaar'],
    ],
    [
      ['Sam', 'de Vries-Alkmaar', 'x@alkmaar.example'],
      ['Sam', 'de Vries', 'Alkmaar'],
    ],
    [
      ['Sam', 'Jansen-Bergen', 'x@alkmaar.example'],
      ['Sam', 'Jansen-Bergen', ''],
    ],
    [
      ['Alkmaar', 'Vries', 'x@alkmaar.example'],
      ['Alkmaar', 'Vries', ''],
    ],
    [
      ['Sam', 'de Vries', 'x@alkmaar.example'],
      ['Sam', 'de Vries', ''],
    ],
    [
      ['', '', ''],
      ['', '', ''],
    ],
  ])('is told from it: %j is %j', ([givenName = '', familyName = '', email = ''], read) => {
    const person = { row: 1, givenName, familyName, email, organisation: '' };
    const found = withoutOrganisation(person, ORGANISATIONS);

    expect([found.givenName, found.familyName, found.organisation]).toEqual(read);
  });
});
