import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  MaxLength,
  ValidateNested,
} from 'class-validator';

import { readForm } from './form';
import { expandNames } from './form-names';
import { toInstance } from '../errors/input';
import { inputPipe, IsDay } from '../errors/validation';

class Place {
  @IsString() city!: string;
}

class Meeting {
  @IsString() @MaxLength(20) title!: string;
  @IsOptional() @ValidateNested() @Type(() => Place) place?: Place;
  @IsOptional() @ArrayMaxSize(3) @ValidateNested({ each: true }) @Type(() => Place) rooms?: Place[];
  @IsOptional() @IsArray() @IsString({ each: true }) tags?: string[];
  @IsOptional() @IsObject() marks?: Record<string, unknown>;
  @IsOptional() @Type(() => Number) @IsInt() seats?: number;
}

const expand = (flat: Record<string, unknown>) => expandNames(Meeting, flat);
const codes = (given: Record<string, unknown>) =>
  toInstance(Meeting, given).problems.map(({ field, code }) => `${field} ${code}`);

describe('the names of a form', () => {
  it('become what the class has: a list, an object, texts under names of their own', () => {
    expect(
      expand({
        title: 'Overleg',
        'rooms.1.city': 'Hoorn',
        'rooms.0.city': 'Haarlem',
        'place.city': 'Alkmaar',
        'marks.een': 'aanwezig',
        'tags.0': 'Bibob',
      }),
    ).toEqual({
      title: 'Overleg',
      rooms: [{ city: 'Haarlem' }, { city: 'Hoorn' }],
      place: { city: 'Alkmaar' },
      marks: { een: 'aanwezig' },
      tags: ['Bibob'],
    });
  });

  it.each([
    'onbekend',
    'title.deep',
    'place',
    'place.city.a',
    `rooms.${'0.'.repeat(1000)}`,
    'rooms.3.city',
    'rooms.999999999.city',
    'rooms.-1.city',
    'rooms.length',
    'tags.a',
    'marks.a.b',
    'marks.__proto__',
    '__proto__.city',
    'constructor.prototype',
  ])('lead nowhere the class does not go: %s', (name) => {
    const values = expand({ [name]: 'x' });
    expect(
      Object.values(values)
        .flat()
        .filter((one) => typeof one === 'object' && Object.keys(one as object).length > 0),
    ).toEqual([]);
    expect(({} as Record<string, unknown>).city).toBeUndefined();
  });

  it('keep what was typed and say what is wrong with it', async () => {
    const form = await readForm(Meeting, { title: ['a', 'b'], 'rooms.0.city': '', zoek: 'weg' });

    expect(form.values).toEqual({ title: ['a', 'b'], rooms: [{ city: '' }] });
    expect(Object.keys(form.errors)).toEqual(['title']);
    expect(form.data).toBeUndefined();
  });
});

describe('a day', () => {
  class Absence {
    @IsDay() until!: string;
  }
  const said = async (until: string): Promise<string | undefined> =>
    (await readForm(Absence, { until })).errors.until;

  it('that was left empty is asked for, and one that does not exist is named as such', async () => {
    expect(await said('')).toBe('Vul een datum in, bijvoorbeeld 24-11-2026.');
    expect(await said('2026-02-31')).toContain('Deze datum bestaat niet.');
    expect(await said('2026-02-28')).toBeUndefined();
  });
});

describe('what was sent', () => {
  it('becomes an instance of its class', () => {
    const { instance, problems } = toInstance(Meeting, {
      title: 'Overleg',
      rooms: [{ city: 'Hoorn' }],
      seats: '12',
      marks: { een: [1] },
    });

    expect(problems).toEqual([]);
    expect(instance).toBeInstanceOf(Meeting);
    expect(instance.rooms?.[0]).toBeInstanceOf(Place);
    expect(instance).toEqual({
      title: 'Overleg',
      rooms: [{ city: 'Hoorn' }],
      seats: 12,
      marks: { een: [1] },
    });
  });

  it('is refused where it has names, lists or shapes that the class does not', () => {
    expect(codes({ other: 1 })).toEqual(['other whitelistValidation']);
    expect(codes({ place: { city: 'Hoorn', zip: '1' } })).toEqual([
      'place.zip whitelistValidation',
    ]);
    expect(codes({ place: [[[[]]]] })).toEqual(['place isObject']);
    expect(codes({ rooms: [[], 'a', null] })).toEqual([
      'rooms.0 isObject',
      'rooms.1 isObject',
      'rooms.2 isObject',
    ]);
    expect(codes({ rooms: [{}, {}, {}, {}] })).toEqual(['rooms arrayMaxSize']);
    expect(codes(Object.fromEntries(Array.from({ length: 999 }, (_, n) => [n, n])))).toHaveLength(
      50,
    );
  });

  it.each([
    [{ title: [[]] }, 'title'],
    [{ title: { length: 3 } }, 'title'],
    [{ title: 'a', tags: [[['a']]] }, 'tags'],
    [{ title: 'a', tags: 'a' }, 'tags'],
    [{ title: 'a', place: 'Hoorn' }, 'place'],
    [{ title: 'a', seats: [] }, 'seats'],
    [{ title: 'a', marks: 3 }, 'marks'],
    [[], ''],
    ['text', ''],
  ])('is told which field is wrong: %j', async (given, field) => {
    const checked = inputPipe().transform(given, { type: 'body', metatype: Meeting });

    await expect(checked).rejects.toMatchObject({
      code: 'platform.invalid-input',
      problems: [{ field: expect.stringMatching(new RegExp(`^${field}`)) as string }],
    });
  });
});
