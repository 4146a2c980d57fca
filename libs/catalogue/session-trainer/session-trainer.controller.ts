import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Put } from '@nestjs/common';
import { ApiBearerAuth, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { ApiProblems } from '@academie/platform';

import { SessionTrainersRequest } from './session-trainer.dto';
import { SessionTrainerService } from './session-trainer.service';

@ApiTags('offerings')
@ApiBearerAuth()
@Controller('api/v1/offerings/:id/sessions/:sessionId/trainers')
export class SessionTrainerController {
  constructor(private readonly service: SessionTrainerService) {}

  @Put()
  @HttpCode(204)
  @Allow('theme_lead', 'administrator')
  @ApiOperation({
    summary: 'Say who gives one session',
    description:
      'Who is added or taken off is told by mail, with the appointment. Repeating it changes nothing.',
  })
  @ApiNoContentResponse()
  @ApiProblems(401, 403, 404, 409, 422)
  async set(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('sessionId', ParseUUIDPipe) sessionId: string,
    @Body() { trainerIds, standInId }: SessionTrainersRequest,
  ): Promise<void> {
    await this.service.save(actor, id, [{ sessionId, trainerIds, standInId }]);
  }
}
