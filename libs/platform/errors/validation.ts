import { type ArgumentMetadata, ValidationPipe } from '@nestjs/common';
import { Transform } from 'class-transformer';
import {
  validate,
  ValidateBy,
  type ValidationError,
  type ValidationOptions,
} from 'class-validator';

import { isDay } from '../time/amsterdam';
import { toInstance } from './input';
import { rememberRules } from './remember-rules';
import { type FieldProblem, InvalidInput } from './refusal';

rememberRules();

/** All failures, nested ones with their path, as stable codes. */
export function problemsOf(failures: ValidationError[], path = ''): FieldProblem[] {
  return failures.flatMap((failure) => {
    const field = path ? `${path}.${failure.property}` : failure.property;
    const own = Object.entries(failure.constraints ?? {}).map(([code, message]) => ({
      field,
      code,
      message,
    }));
    // What is no number at all is not too large: what kind of thing it is comes first.
    const first = own.find(({ code }) => code.startsWith('is')) ?? own[0];
    return [...(first ? [first] : []), ...problemsOf(failure.children ?? [], field)];
  });
}

/** Body, query and path are checked against their DTO class; what it does not name is refused. */
export const inputPipe = (): ValidationPipe => new InputPipe({ transform: true });

// Nest's pipe gives class-transformer all that was sent; this one gives it the fields of the class.
class InputPipe extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const { metatype } = metadata;
    if (!metatype || !this.toValidate(metadata)) return super.transform(value, metadata) as unknown;
    const given = value ?? {};
    if (typeof given !== 'object' || Array.isArray(given)) throw new InvalidInput([NO_OBJECT]);
    const type = metatype as new () => object;
    const { instance, problems } = toInstance(type, given as Record<string, unknown>);
    if (problems.length > 0) throw new InvalidInput(problems);
    const failures = await validate(instance, {
      forbidUnknownValues: false,
      stopAtFirstError: true,
      validationError: { target: false, value: false },
    });
    if (failures.length > 0) throw new InvalidInput(problemsOf(failures));
    return instance;
  }
}

const NO_OBJECT = { field: '', code: 'isObject', message: 'an object is expected' };

/** A day that exists, `yyyy-mm-dd`. */
export const IsDay = (options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isDay',
      validator: {
        validate: (value) => typeof value === 'string' && isDay(value),
        defaultMessage: () => '$property must be a day that exists, as yyyy-mm-dd',
      },
    },
    options,
  );

/** A time of day, `hh:mm`. */
export const IsTime = (): PropertyDecorator =>
  ValidateBy({
    name: 'isTime',
    validator: {
      validate: (value) => typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value),
      defaultMessage: () => '$property must be a time, as hh:mm',
    },
  });

const INSTANT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/** A moment with its offset (RFC 3339), on a day that exists: JavaScript reads 31 February as 3 March. */
export const IsInstant = (options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isInstant',
      validator: {
        validate: (value) => {
          const day = typeof value === 'string' ? INSTANT.exec(value)?.[1] : undefined;
          return day !== undefined && isDay(day) && !Number.isNaN(Date.parse(value as string));
        },
        defaultMessage: () => '$property must be an RFC 3339 date-time with an offset',
      },
    },
    options,
  );

/**
 * Text as it is stored: without blanks around it, with one kind of line ending, and without the
 * control characters that nobody types and PostgreSQL refuses.
 */
export const Trimmed = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? withoutControls(value).trim() : value,
  );

const withoutControls = (text: string): string =>
  text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');
