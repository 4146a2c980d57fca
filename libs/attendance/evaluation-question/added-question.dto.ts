import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsNotEmpty,
  IsString,
  Matches,
  MaxLength,
  ValidateIf,
} from 'class-validator';

import { Trimmed } from '@academie/platform';

import { ADDED_KINDS, type AddedKind } from './added-question.entity';
import type { AddedQuestionRow } from './added-question.queries';

/** Body of POST courses/{id}/evaluation-questions and offerings/{id}/evaluation-questions. */
export class AddedQuestionRequest {
  @ApiProperty({ maxLength: 200 })
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  text!: string;

  @ApiProperty({ enum: ADDED_KINDS })
  @IsIn(ADDED_KINDS)
  kind!: AddedKind;

  @ApiPropertyOptional({
    type: [String],
    minItems: 2,
    maxItems: 10,
    description: 'What there is to choose from, of a choice or several; none has a semicolon in it',
  })
  @ValidateIf(({ kind }: AddedQuestionRequest) => kind === 'choice' || kind === 'several')
  @IsArray()
  @ArrayMinSize(2)
  @ArrayMaxSize(10)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  @Matches(/^[^;\s][^;\n]*$/, { each: true })
  options?: string[];

  @ApiProperty({ description: 'Has to be answered' })
  @IsBoolean()
  required!: boolean;
}

/** A question of an evaluation. */
export class AddedQuestionResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({
    format: 'uuid',
    type: String,
    nullable: true,
    description: 'Null: of every offering of the course',
  })
  offeringId!: string | null;
  @ApiProperty() text!: string;
  @ApiProperty({ enum: ADDED_KINDS }) kind!: AddedKind;
  @ApiProperty({ type: [String] }) options!: string[];
  @ApiProperty() required!: boolean;

  static of({
    id,
    offeringId,
    text,
    kind,
    options,
    required,
  }: AddedQuestionRow): AddedQuestionResponse {
    return { id, offeringId, text, kind, options, required };
  }
}

export class AddedQuestionList {
  @ApiProperty({ type: [AddedQuestionResponse] })
  items!: AddedQuestionResponse[];
}
