import { readYaml } from '../files/files';
import { type PastedPerson, readPastedPeople } from './pasted-people';

const { pasted, unclear } = readYaml<{
  pasted: { lines: string; people: string[][] }[];
  unclear: string[];
}>('libs/platform/names/pasted.cases.yaml');
const peopleIn = (text: string): PastedPerson[] => {
  const people = readPastedPeople(text, 500);
  if (people === 'tooMany') throw new Error('too many people');
  return people;
};
const read = (text: string) =>
  peopleIn(text).map(({ address, givenName, prefix, familyName, organisation }) => [
    ...[address, givenName, prefix, familyName, organisation],
  ]);

describe('the reader of a pasted list', () => {
  it.each(pasted.map(({ lines, people }) => [lines, people] as const))(
    'reads %j',
    (lines, people) => {
      expect(read(lines)).toEqual(people);
    },
  );

  it.each(unclear)('leaves %p to be mended, as one row', (line) => {
    const people = peopleIn(`a@x.example\n${line}`);

    expect(people).toHaveLength(2);
    expect(people[1]).toMatchObject({ row: 2, address: line, isUnclear: true, familyName: '' });
  });

  it('says that there are too many, on however many lines', () => {
    const addresses = Array.from({ length: 501 }, (_, nth) => `a${nth}@x.example`);

    expect(readPastedPeople(addresses.join('\n'), 500)).toBe('tooMany');
    expect(readPastedPeople(addresses.join('; '), 500)).toBe('tooMany');
    expect(readPastedPeople(addresses.slice(1).join('; '), 500)).toHaveLength(500);
    expect(readPastedPeople('Sam de Vries\n'.repeat(501), 500)).toBe('tooMany');
  });

  it.each([
    ['addresses and commas', 'a@b,'.repeat(50_000)],
    ['open brackets', '<a@b'.repeat(50_000)],
    ['closed brackets', 'a>'.repeat(100_000)],
    ['quotes', '"a'.repeat(100_000)],
    ['spaces', `a${' '.repeat(200_000)}@`],
    ['hyphens', 'a - '.repeat(50_000)],
    ['opened names', '(('.repeat(100_000)],
    ['lines', 'a\n'.repeat(100_000)],
  ])('reads 200,000 characters of %s at once', (_what, text) => {
    const began = performance.now();
    readPastedPeople(text, 500);

    expect(performance.now() - began).toBeLessThan(1000);
  });
});
