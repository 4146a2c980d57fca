import { readYaml } from '@academie/platform';

import { type ListedPerson, peopleInFile, peopleInText } from './bulk-file';

const LISTS = readYaml<{ what: string; lines: string[]; people: string[][] }[]>(
  'libs/enrolment/bulk/lists.cases.yaml',
);
const readAs = (people: readonly ListedPerson[]): string[][] =>
  people.map((one) => [one.email, one.givenName, one.familyName, one.organisation]);

describe('a list of people', () => {
  it.each(LISTS.map(({ what, ...list }) => [what, list] as const))(
    'is read with %s, pasted and in a file',
    async (_what, { lines, people }) => {
      const text = lines.join('\r\n');
      const file = { name: 'lijst.csv', content: Buffer.from(text), tooLarge: false };

      expect(readAs(await peopleInText(text))).toEqual(people);
      expect(readAs(await peopleInFile(file))).toEqual(people);
    },
  );
});
