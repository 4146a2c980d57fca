import { readYaml } from '../files/files';
import { readName, readNameParts } from './person-name';

type Case = [text: string, given: string, prefix: string, family: string, aside?: string];
type ColumnCase = [cells: [string, string, string, string], ...read: [string, string, string]];
const { names, columns } = readYaml<{ names: Case[]; columns: ColumnCase[] }>(
  'libs/platform/names/names.cases.yaml',
);

describe('the reader of names', () => {
  it.each(names)('reads %p as %p %p %p', (text, givenName, prefix, familyName, aside = '') => {
    expect(readName(text)).toEqual({ givenName, prefix, familyName, aside });
  });

  it.each(columns)('reads the columns %j as %p %p %p', (cells, given, before, family) => {
    const [givenName, prefix, familyName, whole] = cells;

    expect(readNameParts({ givenName, prefix, familyName, whole })).toMatchObject({
      givenName: given,
      prefix: before,
      familyName: family,
    });
  });

  it('looks at no text that is too long for a name', () => {
    const began = performance.now();
    readName('a-'.repeat(500_000));
    expect(performance.now() - began).toBeLessThan(50);
  });
});
