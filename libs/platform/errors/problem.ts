import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, ApiResponse } from '@nestjs/swagger';

import type { FieldProblem } from './refusal';

/** One thing wrong with one field of what was sent. */
export class FieldProblemResponse implements FieldProblem {
  @ApiProperty({ description: 'Path in the body, e.g. `sessions.0.startsAt`' })
  field!: string;

  @ApiProperty({ description: 'Stable word, e.g. `isInt`' })
  code!: string;

  @ApiProperty()
  message!: string;
}

/** What the API answers when it refuses (RFC 9457). */
export class ProblemResponse {
  @ApiProperty({ description: 'urn:nhveilig:academie:<code>' })
  type!: string;

  @ApiProperty()
  title!: string;

  @ApiProperty({ type: 'integer', minimum: 400, maximum: 599 })
  status!: number;

  @ApiProperty({ description: 'An English sentence' })
  detail!: string;

  @ApiProperty({ description: 'Stable; what a program should look at' })
  code!: string;

  @ApiProperty({ description: 'Id of the request, also in X-Request-Id' })
  instance!: string;

  @ApiPropertyOptional({ type: 'object', additionalProperties: true })
  params?: Record<string, string | number>;

  @ApiPropertyOptional({ type: [FieldProblemResponse] })
  errors?: FieldProblemResponse[];
}

/** What a refusal with this status means. */
export const REFUSED: Record<number, string> = {
  400: 'What was sent cannot be read',
  401: 'Not signed in: a token is missing, wrong or out of date',
  403: 'Not allowed',
  404: 'There is no such thing, or not for this reader',
  409: 'Not possible as things stand; `code` says why',
  412: 'It changed since it was read: read it again',
  413: 'What was sent is too large',
  415: 'What was sent has a content type that is not known here',
  422: 'What was sent is not right; `errors` says which field and why',
  428: 'If-Match is missing',
  429: 'Too many requests; Retry-After says when to try again',
  503: 'The academie cannot do its work for a moment; nothing was changed',
};

export const PROBLEM_CONTENT = {
  'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemResponse' } },
};

/**
 * Describes refusals of a route in the OpenAPI file, e.g. `@ApiProblems(404, 409)`. What holds for
 * all routes of a kind is described already.
 */
export const ApiProblems = (...statuses: number[]): MethodDecorator & ClassDecorator =>
  applyDecorators(
    ...statuses.map((status) =>
      ApiResponse({
        status,
        description: REFUSED[status] ?? 'Refused',
        content: PROBLEM_CONTENT,
      }),
    ),
  );
