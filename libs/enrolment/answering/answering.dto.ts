import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsString, MaxLength } from 'class-validator';

/** Body of PUT enrolments/{id}/answers, and the form that asks for it. */
export class AnswersRequest {
  @ApiProperty({
    type: [String],
    maxItems: 5,
    description:
      'In the order of the questions; empty where there is no answer. Of several choices with "; " between',
  })
  @IsArray()
  @ArrayMaxSize(5)
  @IsString({ each: true })
  @MaxLength(500, { each: true })
  answers: string[] = [];
}
