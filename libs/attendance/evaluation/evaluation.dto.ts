import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  ValidateNested,
} from 'class-validator';

import { Trimmed } from '@academie/platform';

import { ADDED_KINDS, type AddedKind } from '../evaluation-question/added-question.entity';
import type { AddedOutcome } from './added-outcome';
import {
  EVALUATION_QUESTIONS,
  type EvaluationQuestion,
  FEWEST_ANSWERS,
  LONGEST_REMARK,
  SCORES,
} from './evaluation-questions';
import type { EvaluationInvitation, EvaluationResults, QuestionResult } from './evaluation.queries';

const Score =
  (description: string): PropertyDecorator =>
  (target, key) => {
    ApiProperty({ type: 'integer', minimum: 1, maximum: 5, description })(target, key);
    // A form sends text.
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && /^[1-5]$/.test(value) ? Number(value) : value,
    )(target, key);
    IsIn(SCORES)(target, key);
  };

/** An answer to a question that was added. */
export class AddedAnswerFields {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  questionId!: string;

  @ApiProperty({ maxLength: 500, description: 'Of several choices with "; " between' })
  @IsString()
  @MaxLength(500)
  answer!: string;
}

/** The form of the page, and what the API asks at least. */
export class EvaluationForm {
  @Score('Good on the whole')
  overall!: number;

  @Score('The content fitted the work')
  content!: number;

  @Score('To be used at work')
  usefulness!: number;

  @Score('The trainer explained well')
  trainer!: number;

  @Score('Well organised')
  organisation!: number;

  @ApiPropertyOptional({ maxLength: LONGEST_REMARK, description: 'What somebody takes along' })
  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(LONGEST_REMARK)
  learned?: string;

  @ApiPropertyOptional({ maxLength: LONGEST_REMARK, description: 'What can be better' })
  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(LONGEST_REMARK)
  better?: string;
}

/** Body of POST enrolments/{id}/evaluation. */
export class EvaluationRequest extends EvaluationForm {
  @ApiPropertyOptional({ type: [AddedAnswerFields], maxItems: 10 })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => AddedAnswerFields)
  answers?: AddedAnswerFields[] | null;
}

/** An offering that I was at and may say something of. */
export class EvaluationInvitationResponse {
  @ApiProperty({ format: 'uuid' }) enrolmentId!: string;
  @ApiProperty({ format: 'uuid' }) offeringId!: string;
  @ApiProperty() courseTitle!: string;
  @ApiProperty({ format: 'date-time' }) endsAt!: string;
  @ApiProperty({ format: 'date-time' }) until!: string;
  @ApiProperty() answered!: boolean;

  static of(row: EvaluationInvitation): EvaluationInvitationResponse {
    const { enrolmentId, offeringId, courseTitle, answered } = row;
    return {
      ...{ enrolmentId, offeringId, courseTitle, answered },
      endsAt: row.endsAt.toISOString(),
      until: row.until.toISOString(),
    };
  }
}

export class EvaluationInvitationsResponse {
  @ApiProperty({ type: [EvaluationInvitationResponse] })
  items!: EvaluationInvitationResponse[];
}

/** How many chose one of the options. */
export class OptionCountResponse {
  @ApiProperty() option!: string;
  @ApiProperty({ type: 'integer' }) count!: number;
}

/** How an added question was answered. */
export class AddedOutcomeResponse {
  @ApiProperty({ format: 'uuid' }) questionId!: string;
  @ApiProperty() text!: string;
  @ApiProperty({ enum: ADDED_KINDS }) kind!: AddedKind;
  @ApiProperty({ type: 'integer' }) answers!: number;

  @ApiProperty({
    type: 'number',
    nullable: true,
    description: `Of numbers; null with fewer than ${FEWEST_ANSWERS} answers`,
  })
  average!: number | null;

  @ApiProperty({
    type: [OptionCountResponse],
    description: `Of choices; empty with fewer than ${FEWEST_ANSWERS} answers`,
  })
  options!: OptionCountResponse[];

  @ApiProperty({ type: [String], description: 'In own words, in no order' })
  texts!: string[];

  static of({ question, answers, average, options, texts }: AddedOutcome): AddedOutcomeResponse {
    const { id, text, kind } = question;
    return { questionId: id, text, kind, answers, average, options, texts };
  }
}

export class QuestionResultResponse implements QuestionResult {
  @ApiProperty({ enum: EVALUATION_QUESTIONS }) question!: EvaluationQuestion;
  @ApiProperty({ minimum: 1, maximum: 5 }) average!: number;
  @ApiProperty({ type: [Number], description: 'How many gave 1, 2, 3, 4 and 5' })
  counts!: number[];
}

/** What people thought of an offering. */
export class EvaluationResultsResponse {
  @ApiProperty({ format: 'uuid' }) offeringId!: string;
  @ApiProperty() courseTitle!: string;
  @ApiProperty({ type: 'integer', description: 'How many were there' }) present!: number;
  @ApiProperty({ type: 'integer' }) answered!: number;

  @ApiProperty({
    type: 'integer',
    description: `How many answers the results are of: they come in steps of ${FEWEST_ANSWERS}, and the rest when nobody can answer any more`,
  })
  shown!: number;

  @ApiProperty({
    type: [QuestionResultResponse],
    nullable: true,
    description: `Null with fewer than ${FEWEST_ANSWERS} answers`,
  })
  questions!: QuestionResultResponse[] | null;

  @ApiProperty({ type: [String] }) learned!: string[];
  @ApiProperty({ type: [String] }) better!: string[];

  @ApiProperty({
    type: [AddedOutcomeResponse],
    nullable: true,
    description: `Questions that were added; null with fewer than ${FEWEST_ANSWERS} answers`,
  })
  added!: AddedOutcomeResponse[] | null;

  static of(results: EvaluationResults): EvaluationResultsResponse {
    const { offeringId, courseTitle, present, answered, shown } = results;
    const { questions, learned, better } = results;
    return {
      ...{ offeringId, courseTitle, present, answered, shown, questions, learned, better },
      added: results.added?.map((outcome) => AddedOutcomeResponse.of(outcome)) ?? null,
    };
  }
}
