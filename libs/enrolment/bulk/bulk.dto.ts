import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  MaxLength,
  ValidateNested,
} from 'class-validator';

import { VisibleText } from '@academie/platform';

import { BULK_OUTCOMES, type BulkAnswer, type BulkOutcome } from './bulk-dry-run';
import { MOST_PEOPLE } from './bulk-file';
import { type BulkRow, countsOf } from './bulk.service';

/** Somebody on a list that is sent as JSON. */
export class BulkPerson {
  @ApiProperty({ format: 'email', maxLength: 254 })
  @VisibleText()
  @IsString()
  @MaxLength(254)
  email!: string;

  @ApiPropertyOptional({ maxLength: 100, description: 'Needed for who is not known yet' })
  @IsOptional()
  @VisibleText()
  @IsString()
  @MaxLength(100)
  givenName?: string;

  @ApiPropertyOptional({ maxLength: 100, description: 'With its prefix: "ter Braak"' })
  @IsOptional()
  @VisibleText()
  @IsString()
  @MaxLength(100)
  familyName?: string;

  @ApiPropertyOptional({
    maxLength: 200,
    description: 'Name or code of the organisation, where it does not follow from the address',
  })
  @IsOptional()
  @VisibleText()
  @IsString()
  @MaxLength(200)
  organisation?: string;
}

/** Body of POST offerings/{id}/bulk-enrolments: rows, or the text of a CSV or of a pasted list. */
export class BulkRequest {
  @ApiPropertyOptional({ type: [BulkPerson], maxItems: MOST_PEOPLE })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_PEOPLE)
  @ValidateNested({ each: true })
  @Type(() => BulkPerson)
  rows?: BulkPerson[];

  @ApiPropertyOptional({
    maxLength: 200_000,
    description: 'Instead of rows: a CSV with a header, or an address a line',
  })
  @IsOptional()
  @IsString()
  @MaxLength(200_000)
  csv?: string;

  @ApiPropertyOptional({
    maxLength: 100,
    description: 'Name of the sheet of a workbook; needed when several hold data',
  })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  sheet?: string;

  @ApiPropertyOptional({ default: false, description: 'Only say what would happen' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value))
  @IsBoolean()
  dryRun?: boolean;
}

/** The form with which people paste a list; a file comes beside it. */
export class BulkForm {
  @IsOptional()
  @IsString()
  @MaxLength(200_000)
  list?: string;

  /** Name of the sheet, once the file turned out to have several with data. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  sheet?: string;
}

/** What is filled in for rows of a list that did not work, each by the place of the row. */
export class BulkAmendForm {
  /** Codes of organisations. */
  @IsOptional()
  @IsObject()
  organisation?: Record<string, unknown>;

  @IsOptional()
  @IsObject()
  email?: Record<string, unknown>;

  @IsOptional()
  @IsObject()
  name?: Record<string, unknown>;

  /** `ja` for a hidden row that counts all the same. */
  @IsOptional()
  @IsObject()
  isTaken?: Record<string, unknown>;

  /** `ja` for all hidden rows at once. */
  @IsOptional()
  @IsIn(['ja'])
  allHidden?: string;
}

/** What becomes, or became, of one row. */
export class BulkItemResponse {
  @ApiProperty({ type: 'integer', minimum: 1, description: 'Line of the list, from 1' })
  row!: number;

  @ApiProperty({ description: 'As it was sent' })
  email!: string;

  @ApiProperty({ enum: BULK_OUTCOMES, description: 'there: was in already, so nothing changed' })
  outcome!: BulkOutcome;

  @ApiProperty({ description: 'Had no account, and gets an invitation by mail' })
  invited!: boolean;

  @ApiProperty({ type: 'string', format: 'uuid', nullable: true })
  enrolmentId!: string | null;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, description: 'Only while waiting' })
  waitingPosition?: number;

  @ApiProperty({ type: 'string', nullable: true, description: 'Why; only when rejected' })
  problem!: string | null;

  static of(answer: BulkAnswer): BulkItemResponse {
    return {
      row: answer.row,
      email: answer.email,
      outcome: answer.outcome,
      invited: answer.invited,
      enrolmentId: answer.enrolmentId ?? null,
      ...(answer.waitingPosition !== undefined && { waitingPosition: answer.waitingPosition }),
      problem: answer.problem ?? null,
    };
  }
}

/** How many of each outcome. */
export class BulkCounts {
  @ApiProperty({ type: 'integer', minimum: 0 })
  enrolled!: number;

  @ApiProperty({ type: 'integer', minimum: 0 })
  waitlisted!: number;

  @ApiProperty({ type: 'integer', minimum: 0, description: 'Wait for approval' })
  requested!: number;

  @ApiProperty({ type: 'integer', minimum: 0 })
  there!: number;

  @ApiProperty({ type: 'integer', minimum: 0 })
  rejected!: number;

  @ApiProperty({ type: 'integer', minimum: 0 })
  invited!: number;
}

/** A list and the answer to every row. */
export class BulkResponse {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  offeringId!: string;

  /** tried was validated and waits for a confirmation; the word stayed, because programs wait for it. */
  @ApiProperty({ enum: ['tried', 'finished'] })
  state!: 'tried' | 'finished';

  @ApiProperty({ type: BulkCounts })
  counts!: BulkCounts;

  @ApiProperty({ type: [BulkItemResponse] })
  items!: BulkItemResponse[];

  static of({ id, offeringId, state, answers }: BulkRow): BulkResponse {
    return {
      id,
      offeringId,
      state: state === 'validated' ? 'tried' : state,
      counts: countsOf(answers),
      items: answers.map((answer) => BulkItemResponse.of(answer)),
    };
  }
}
