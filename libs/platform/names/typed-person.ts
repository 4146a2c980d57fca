import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { ValidateBy } from 'class-validator';

import { readAddress } from './address';
import { visibleText } from './plain-text';

/** No name or address is longer; what is longer is left to the rule about its length. */
const LONGEST = 1000;

const read = (by: (text: string) => string): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && value.length <= LONGEST ? by(value) : value,
  );

/**
 * A field with an e-mail address, by the rule of `readAddress`: one rule for forms, lists, files and the API.
 * What nobody sees is taken out before it is checked.
 */
export const IsAddress = (): PropertyDecorator =>
  applyDecorators(
    read((text) => readAddress(text) ?? text.trim()),
    ValidateBy({
      name: 'isEmail',
      validator: {
        validate: (value) => typeof value === 'string' && readAddress(value) === value,
        defaultMessage: () => '$property must be an e-mail address',
      },
    }),
  );

/** A field in which an address or a name is typed, without what nobody sees; it need not be right. */
export const VisibleText = (): PropertyDecorator => read(visibleText);
