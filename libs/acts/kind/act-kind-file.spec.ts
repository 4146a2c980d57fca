import { ActKinds } from './act-kinds';
import { readActKinds } from './act-kind-file';

describe('the kinds of act', () => {
  const kind = { kind: 'proef', name: 'Proef', description: 'Een proef.', themes: ['drugs'] };
  const read = (fields: object) => readActKinds([{ ...kind, feeds: ['T01'], ...fields }]);

  it('are those of the file, with the words each of them asks', () => {
    const control = new ActKinds().get('btp_control');

    expect(control).toMatchObject({ reference: 'required', quantity: { default: 1, max: 25 } });
    expect(control?.teams.map(({ region }) => region)).toContain('Kennemerland');
    expect(control?.statuses).toEqual([]);
  });

  it.each([
    ['an unknown key', { colour: 'red' }, 'proef: unknown key colour'],
    ['no themes', { themes: [] }, 'proef.themes: wants a list'],
    ['a word that is no word of ours', { reference: 'maybe' }, 'proef.reference: wants optional'],
    ['a flag for nothing', { flags: [{ code: 'a', name: 'A', for: ['b'] }] }, 'b is no subkind'],
    ['the same code twice', { subkinds: Array(2).fill({ code: 'a', name: 'A' }) }, 'a twice'],
    ['a code with capitals', { statuses: [{ code: 'Op orde', name: 'Op orde' }] }, 'is no code'],
    ['a quantity below its default', { quantity: { default: 5, max: 2 } }, 'wants a default'],
  ])('are refused with %s', (_what, fields, problem) => {
    expect(() => read(fields)).toThrow(problem);
  });
});
