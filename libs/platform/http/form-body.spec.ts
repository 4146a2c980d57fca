import { readFormBody } from './form-body';
import { asForm, checkJson } from './json-body';

const LIMITS = { kilobytes: 64, fields: 1000 };
const read = (text: string) => readFormBody(Buffer.from(text), LIMITS);

describe('a form as a browser sends it', () => {
  it('has a text for each name, and a list for a name that comes more than once', () => {
    expect(read('naam=De+Vries&taal=%E2%82%AC&thema=a&thema=b&leeg=')).toEqual({
      naam: 'De Vries',
      taal: '€',
      thema: ['a', 'b'],
      leeg: '',
    });
  });

  it('is read when a sign in it stands for nothing', () => {
    expect(read('a=100%&b=%zz&&=&c')).toMatchObject({ a: '100%', b: '%zz', c: '' });
  });

  it('keeps no name that is longer than any of ours, nor one that changes every object', () => {
    expect(read(`${'a'.repeat(101)}=1&__proto__=2&goed=3`)).toEqual({ goed: '3' });
  });

  it('is refused when it is longer, or has more fields, than the route takes', () => {
    expect(() => read('a'.repeat(64_001))).toThrow('platform.form-too-large');
    expect(() => read('a=&'.repeat(1000))).toThrow('platform.too-many-fields');
    expect(read('a=&'.repeat(999)).a).toHaveLength(999);
  });
});

describe('a body of JSON', () => {
  const check = (text: string) => (): void => checkJson(Buffer.from(text));

  it('lies at most twenty levels deep, brackets in a text not counted', () => {
    expect(check('['.repeat(20) + ']'.repeat(20))).not.toThrow();
    expect(check('['.repeat(21) + ']'.repeat(21))).toThrow('platform.json-too-deep');
    expect(check('{"a":'.repeat(21))).toThrow('platform.json-too-deep');
    expect(check(JSON.stringify(['['.repeat(100), '"'.repeat(50), '\\']))).not.toThrow();
    expect(check(`"${'\\"['.repeat(100)}`)).not.toThrow();
  });

  it('holds at most 200,000 values, and an object at most 500 fields', () => {
    const list = (length: number) => JSON.stringify(Array.from({ length }, () => ({})));
    const object = (length: number) =>
      JSON.stringify([{}, Object.fromEntries(Array.from({ length }, (_, n) => [`n${n}`, n])), {}]);

    expect(check(list(100_000))).not.toThrow();
    expect(check(list(100_001))).toThrow('platform.json-too-large');
    expect(check(object(500))).not.toThrow();
    expect(check(object(501))).toThrow('platform.json-too-large');
  });
});

describe('JSON that comes to a page', () => {
  it('is what its form could have sent', () => {
    const sent = JSON.parse(
      '{"title": "De \\ud800", "seats": 3, "none": null, "days": ["di", {"a": 1}], "note": {"toString": 1}}',
    ) as unknown;

    expect(asForm(sent)).toEqual({ title: 'De \ufffd', seats: 3, none: null, days: ['di'] });
    expect(asForm([1])).toEqual({});
  });
});
