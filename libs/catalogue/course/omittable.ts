import { ValidateIf } from 'class-validator';

/** May be left out, but is never null. */
export const Omittable = (): PropertyDecorator =>
  ValidateIf((_: unknown, value: unknown) => value !== undefined);
