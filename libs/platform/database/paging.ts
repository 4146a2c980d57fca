import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

import { InvalidInput } from '../errors/refusal';

/** Query of every list in the API. */
export class PageQuery {
  /** How many at most, 1 to 100. */
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 100, default: 25 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit = 25;

  /** The `next` of the page before. */
  @ApiPropertyOptional({ description: 'The `next` of the previous page', maxLength: 500 })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  after?: string;
}

/** One page of a list; `next` is null on the last. */
export interface Page<T> {
  items: T[];
  next: string | null;
}

/** An opaque cursor: the sort key of the last row shown. */
export const cursorOf = (key: readonly (string | number | null)[]): string =>
  Buffer.from(JSON.stringify(key)).toString('base64url');

/** What somebody hears who made up a cursor; for who looks closer at a key than keyOf does. */
export const madeUpCursor = (): InvalidInput =>
  new InvalidInput([
    { field: 'after', code: 'isCursor', message: 'after must be the `next` of a previous page' },
  ]);

/** The key in a cursor, or undefined for the first page. @throws InvalidInput when it is not ours. */
export function keyOf(
  after: string | undefined,
  length: number,
): (string | number | null)[] | undefined {
  if (after === undefined) return undefined;
  try {
    const key = JSON.parse(Buffer.from(after, 'base64url').toString()) as unknown;
    if (
      Array.isArray(key) &&
      key.length === length &&
      key.every((part) => part === null || ['string', 'number'].includes(typeof part))
    )
      return key as (string | number | null)[];
  } catch {
    // not base64 of JSON: refused below like any other made-up cursor
  }
  throw madeUpCursor();
}

/** Cuts `limit + 1` rows into a page; the extra row only says that there is more. */
export function pageOf<R, T>(
  rows: R[],
  limit: number,
  key: (row: R) => (string | number | null)[],
  show: (row: R) => T,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(show), next: rows.length > limit && last ? cursorOf(key(last)) : null };
}
