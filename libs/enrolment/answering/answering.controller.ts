import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { ApiProblems } from '@academie/platform';

import { AnswersRequest } from './answering.dto';
import { AnsweringService } from './answering.service';

@ApiTags('enrolments')
@ApiBearerAuth()
@Controller('api/v1/enrolments/:id/answers')
export class AnsweringController {
  constructor(private readonly answering: AnsweringService) {}

  @Put()
  @HttpCode(204)
  @Allow('participant')
  @ApiOperation({
    summary: 'Answer the questions of the offering',
    description: 'For oneself, also when somebody else enrolled one. Files are sent on the page.',
  })
  @ApiNoContentResponse()
  @ApiProblems(401, 404, 409, 422)
  async answer(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { answers }: AnswersRequest,
  ): Promise<void> {
    await this.answering.answer(actor, id, answers);
  }
}
