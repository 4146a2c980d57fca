import fs from 'node:fs';
import path from 'node:path';

import { IsString, validate } from 'class-validator';

import { toInstance } from '../errors/input';
import { filesBelow, readYaml, ROOT } from '../files/files';
import { readAddress } from './address';
import { IsAddress, VisibleText } from './typed-person';

class PersonForm {
  @IsAddress()
  email!: string;

  @VisibleText()
  @IsString()
  name!: string;
}

const { addresses, cleaned, refused } = readYaml<{
  addresses: string[];
  cleaned: [text: string, address: string][];
  refused: string[];
}>('libs/platform/names/addresses.cases.yaml');

describe('the reader of e-mail addresses', () => {
  it.each(addresses)('takes %p as it is', (text) => {
    expect(readAddress(text)).toBe(text);
  });

  it.each(cleaned)('reads %p as %p', (text, address) => {
    expect(readAddress(text)).toBe(address);
  });

  it.each(refused)('refuses %p', (text) => {
    expect(readAddress(text)).toBeUndefined();
  });

  it('refuses what is too long, at once', () => {
    expect(readAddress(`${'a'.repeat(65)}@alkmaar.example`)).toBeUndefined();
    expect(readAddress(`a@${'b.'.repeat(120)}example`)).toBe(`a@${'b.'.repeat(120)}example`);
    expect(readAddress(`a@${'b.'.repeat(130)}example`)).toBeUndefined();
    const began = performance.now();
    expect(readAddress('a@b,'.repeat(50_000))).toBeUndefined();
    expect(performance.now() - began).toBeLessThan(50);
  });

  it('is the rule of every form and of the API', () => {
    const others = filesBelow(path.join(ROOT, 'libs'), '.ts').filter((file) =>
      /\bIsEmail\b/.test(fs.readFileSync(path.join(ROOT, 'libs', file), 'utf8')),
    );

    expect(others.filter((file) => !file.endsWith('.spec.ts'))).toEqual([]);
  });

  it.each<[typed: unknown, address: string | undefined]>([
    ...addresses.map((text): [unknown, string] => [text, text]),
    ...cleaned,
    ...refused.map((text): [unknown, undefined] => [text, undefined]),
    [undefined, undefined],
    [['a@x.example'], undefined],
    ['a'.repeat(100_000), undefined],
  ])('takes of a form with %p the address %p', async (typed, address) => {
    const { instance } = toInstance(PersonForm, { email: typed, name: '' });
    const problems = await validate(instance);

    expect(problems.map(({ constraints }) => Object.keys(constraints ?? {}))).toEqual(
      address === undefined ? [['isEmail']] : [],
    );
    if (address !== undefined) expect(instance.email).toBe(address);
  });

  it('takes out of a name in a form what nobody sees', () => {
    const { instance } = toInstance(PersonForm, { name: ' Zo\u00adë\u200b\u00a0de  Vries ' });

    expect(instance.name).toBe('Zoë de Vries');
  });
});
