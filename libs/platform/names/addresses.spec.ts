import { readYaml } from '../files/files';
import { readAddress } from './address';

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
});
