import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';

import { PageQuery } from '@academie/platform';

import type { ActInput } from './act-input';
import type { ListedAct } from './act-list';
import { RETRACT_REASONS, type RetractReason } from './act.service';

const CODE = /^[a-z0-9_-]{1,100}$/;

/** A published document that shows the act was done. */
export class ActDocument {
  @ApiProperty({ maxLength: 200 })
  @IsString()
  @MaxLength(200)
  title!: string;

  /** Public address, https only. */
  @ApiProperty({ format: 'uri', maxLength: 500 })
  @IsString()
  @MaxLength(500)
  url!: string;
}

/** An act to record. Which fields are asked, and from which lists, is in GET act-kinds. */
export class RecordActRequest implements ActInput {
  @ApiProperty({ description: 'Code of an act kind', example: 'btp_control' })
  @IsString()
  @MaxLength(100)
  kind!: string;

  @ApiProperty({ format: 'date', description: 'Day in Amsterdam', example: '2026-11-24' })
  @IsString()
  @MaxLength(10)
  occurredOn!: string;

  @ApiPropertyOptional({ type: [String], format: 'uuid', maxItems: 40 })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(40)
  @IsUUID('all', { each: true })
  organisationIds?: string[];

  @ApiPropertyOptional({ description: 'Code of a team of the kind' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  team?: string;

  @ApiPropertyOptional({ description: 'Code of a subkind of the kind' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  subkind?: string;

  @ApiPropertyOptional({ description: 'Code of a status of the kind' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  status?: string;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'boolean' },
    description: 'Answers to the yes/no questions of the kind; left out is no',
  })
  @IsOptional()
  @IsObject()
  flags?: Record<string, boolean>;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, default: 1 })
  @IsOptional()
  @IsInt()
  quantity?: number;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 100_000 })
  @IsOptional()
  @IsInt()
  headcount?: number;

  @ApiPropertyOptional({ pattern: '^[A-Za-z0-9._/-]{1,40}$' })
  @IsOptional()
  @IsString()
  @MaxLength(40)
  reference?: string;

  @ApiPropertyOptional({ type: ActDocument })
  @IsOptional()
  @ValidateNested()
  @Type(() => ActDocument)
  document?: ActDocument;

  @ApiPropertyOptional({
    description: 'True: somebody looked, and it is another than the act it looks like',
    default: false,
  })
  @IsOptional()
  @IsBoolean()
  isOther?: boolean;

  @ApiPropertyOptional({ description: 'Code of the target it speaks of', example: 'T19' })
  @IsOptional()
  @IsString()
  @MaxLength(20)
  target?: string;
}

/** The act as it should have been; the kind stays. */
export class CorrectActRequest extends OmitType(RecordActRequest, ['kind'] as const) {}

/** Why an act is retracted. */
export class RetractRequest {
  @ApiProperty({ enum: RETRACT_REASONS })
  @IsIn(RETRACT_REASONS)
  reason!: RetractReason;
}

/** Filters of the list of acts. */
export class ActsQuery extends PageQuery {
  @ApiPropertyOptional({ pattern: CODE.source })
  @IsOptional()
  @IsString()
  @Matches(CODE)
  kind?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID('all')
  organisationId?: string;

  @ApiPropertyOptional({ pattern: CODE.source })
  @IsOptional()
  @IsString()
  @Matches(CODE)
  team?: string;

  @ApiPropertyOptional({ format: 'date', description: 'First day' })
  @IsOptional()
  @IsString()
  @MaxLength(10)
  from?: string;

  @ApiPropertyOptional({ format: 'date', description: 'Last day' })
  @IsOptional()
  @IsString()
  @MaxLength(10)
  until?: string;

  @ApiPropertyOptional({ enum: ['A', 'B', 'C'] })
  @IsOptional()
  @IsIn(['A', 'B', 'C'])
  grade?: string;

  @ApiPropertyOptional({ enum: ['no', 'only', 'all'], default: 'no' })
  @IsOptional()
  @IsIn(['no', 'only', 'all'])
  retracted: 'no' | 'only' | 'all' = 'no';
}

/** An act. */
export class ActResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() kind!: string;
  @ApiProperty({ format: 'date' }) occurredOn!: string;
  @ApiProperty({ type: [String], format: 'uuid' }) organisationIds!: string[];
  @ApiProperty({ type: String, nullable: true }) team!: string | null;
  @ApiProperty({ type: String, nullable: true }) subkind!: string | null;
  @ApiProperty({ type: String, nullable: true }) status!: string | null;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'boolean' } })
  flags!: Record<string, boolean>;
  @ApiProperty({ type: 'integer' }) quantity!: number;
  @ApiProperty({ type: 'integer', nullable: true }) headcount!: number | null;
  @ApiProperty({ type: String, nullable: true }) reference!: string | null;
  @ApiProperty({ type: ActDocument, nullable: true }) document!: ActDocument | null;
  @ApiProperty({ type: String, nullable: true }) target!: string | null;
  /** A own register, B another system, C a bare total. */
  @ApiProperty({ enum: ['A', 'B', 'C'] }) grade!: string;
  @ApiProperty({ description: '`own`, or the system it was imported from' }) source!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) retractedAt!: string | null;
  @ApiProperty({ type: String, nullable: true }) retractReason!: string | null;

  static of(act: ListedAct): ActResponse {
    const { organisations: _names, recordedBy: _who, firstId: _first, ...shown } = act;
    return {
      ...shown,
      recordedAt: act.recordedAt.toISOString(),
      retractedAt: act.retractedAt?.toISOString() ?? null,
    };
  }
}

/** One page of acts, newest day first. */
export class ActPage {
  @ApiProperty({ type: [ActResponse] }) items!: ActResponse[];
  @ApiProperty({ type: String, nullable: true }) next!: string | null;
}
