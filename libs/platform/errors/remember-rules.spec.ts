import { getMetadataStorage, IsInt, IsString, MaxLength, validate } from 'class-validator';

import { rememberRules } from './remember-rules';

class Named {
  @IsString()
  @MaxLength(3)
  name!: unknown;
}
class Counted extends Named {
  @IsInt()
  count!: unknown;
}

const wrongIn = async (type: new () => object, values: object): Promise<string[]> =>
  (await validate(Object.assign(new type(), values))).map(({ property }) => property).sort();

describe('The rules of a class', () => {
  beforeAll(rememberRules);

  it.each([1, 2])('are its own and those that it inherits, each time (%i)', async () => {
    expect(await wrongIn(Counted, { name: 'long name', count: 'x' })).toEqual(['count', 'name']);
    expect(await wrongIn(Named, { name: 5 })).toEqual(['name']);
    expect(await wrongIn(Counted, { name: 'abc', count: 1 })).toEqual([]);
  });

  it('are looked up once', () => {
    const storage = getMetadataStorage();
    const ask = () =>
      storage.getTargetValidationMetadatas(Counted, undefined as never, false, false);

    expect(ask()).toBe(ask());
  });
});
