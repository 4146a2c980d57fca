import { withPicked } from './pick';

const LISTS = {
  tags: [
    { value: 'a', label: 'Café en horeca' },
    { value: 'b', label: 'Cyber' },
    { value: 'c', label: 'Cyberweerbaarheid' },
  ],
};
const pick = (typed: unknown, tags: unknown = ['b']) =>
  withPicked({ tags, 'tags.zoek': typed }, LISTS);

describe('what is typed to find something in a long list', () => {
  it.each([
    ['the whole name', 'cyber', ['b']],
    ['a part that one has', 'cafe', ['b', 'a']],
    ['a name without its accents', 'CAFE EN HORECA', ['b', 'a']],
    ['nothing', ' ', ['b']],
  ])('is chosen when it is %s', (_, typed, tags) => {
    expect(pick(typed).body.tags).toEqual(tags);
    expect(pick(typed).unknown).toEqual({});
  });

  it('is given back when it is in no name, or in several', () => {
    expect(pick('drugs').unknown).toEqual({ tags: 'drugs' });
    expect(pick('ybe').unknown).toEqual({ tags: 'ybe' });
    expect(pick(['x']).unknown).toEqual({});
  });
});
