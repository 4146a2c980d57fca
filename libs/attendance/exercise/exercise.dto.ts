import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
} from 'class-validator';

import { IsAddress, IsDay, Trimmed } from '@academie/platform';

import { type Rating, RATINGS } from './exercise.entity';

const NO_CASES = 'Nothing of real cases, no names';

/** Body of POST sessions/{id}/exercise/steps. */
export class StepRequest {
  @ApiProperty({ type: 'integer', minimum: 0, maximum: 1440, description: 'After the begin' })
  @IsInt()
  @Min(0)
  @Max(1440)
  minute!: number;

  @ApiPropertyOptional({
    type: String,
    maxLength: 100,
    description: 'Who acts: a part, never a name',
  })
  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(100)
  role?: string | null;

  @ApiProperty({ maxLength: 500, description: NO_CASES })
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  action!: string;

  @ApiPropertyOptional({ type: String, maxLength: 500, description: 'What should be seen then' })
  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(500)
  expected?: string | null;
}

/** Body of POST sessions/{id}/exercise/observers. */
export class ObserverRequest {
  @ApiProperty({ format: 'email', maxLength: 254, description: 'Of somebody with an account' })
  @IsAddress()
  address!: string;
}

/** Body of POST sessions/{id}/exercise/steps/{step}/observation. */
export class ObservationRequest {
  @ApiProperty({ enum: RATINGS })
  @IsIn(RATINGS)
  rating!: Rating;

  @ApiPropertyOptional({ type: String, maxLength: 1000, description: NO_CASES })
  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(1000)
  body?: string | null;
}

/** Body of POST sessions/{id}/exercise/lessons. */
export class LessonRequest {
  @ApiProperty({ maxLength: 1000, description: NO_CASES })
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(1000)
  body!: string;

  @ApiProperty({ format: 'uuid', description: 'A trainer or an observer of the exercise' })
  @IsUUID()
  ownerId!: string;

  @ApiProperty({ format: 'date' })
  @IsDay()
  dueOn!: string;
}

export class ObservationResponse {
  @ApiProperty() author!: string;
  @ApiProperty({ enum: RATINGS }) rating!: Rating;
  @ApiProperty() body!: string;
}

export class StepResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ type: 'integer' }) minute!: number;
  @ApiProperty() role!: string;
  @ApiProperty() action!: string;
  @ApiProperty() expected!: string;

  @ApiProperty({
    type: [ObservationResponse],
    description: 'Of all observers, for who gives or organises it; else the own one',
  })
  observations!: ObservationResponse[];
}

export class LessonResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() body!: string;
  @ApiProperty({ format: 'uuid' }) ownerId!: string;
  @ApiProperty() owner!: string;
  @ApiProperty({ format: 'date' }) dueOn!: string;
  @ApiProperty() done!: boolean;
}

export class PersonOfExercise {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

/** The script of an exercise, with what was seen and learned. */
export class ExerciseResponse {
  @ApiProperty({ format: 'uuid' }) sessionId!: string;
  @ApiProperty({ type: [StepResponse] }) steps!: StepResponse[];
  @ApiProperty({ type: [PersonOfExercise] }) observers!: PersonOfExercise[];
  @ApiProperty({ type: [LessonResponse] }) lessons!: LessonResponse[];
}
