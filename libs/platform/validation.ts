import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';

import { type FieldProblem, InvalidInput } from './refusal';

/** All failures, nested ones with their path, as stable codes. */
export function problemsOf(failures: ValidationError[], path = ''): FieldProblem[] {
  return failures.flatMap((failure) => {
    const field = path ? `${path}.${failure.property}` : failure.property;
    const own = Object.entries(failure.constraints ?? {}).map(([code, message]) => ({
      field,
      code,
      message,
    }));
    return [...own.slice(0, 1), ...problemsOf(failure.children ?? [], field)];
  });
}

/** Body, query and path are checked against their DTO class; what it does not name is refused. */
export const inputPipe = (): ValidationPipe =>
  new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    stopAtFirstError: true,
    validationError: { target: false, value: false },
    exceptionFactory: (failures) => new InvalidInput(problemsOf(failures)),
  });
