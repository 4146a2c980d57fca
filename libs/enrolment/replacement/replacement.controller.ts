import {
  Body,
  Controller,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  UseInterceptors,
} from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { ApiProblems, IDEMPOTENCY_KEY, IdempotencyInterceptor } from '@academie/platform';

import { StandingResponse } from '../place/enrolment.dto';
import { ReplaceRequest } from './replacement.dto';
import { ReplacementService } from './replacement.service';

@ApiTags('enrolments')
@ApiBearerAuth()
@Controller('api/v1/enrolments/:id/replacement')
@UseInterceptors(IdempotencyInterceptor)
export class ReplacementController {
  constructor(private readonly replacements: ReplacementService) {}

  @Post()
  @HttpCode(200)
  @Allow('coordinator', 'theme_lead', 'administrator')
  @ApiOperation({
    summary: 'Hand a seat to a colleague',
    description:
      'The seat stays taken, so nobody on the waiting list is passed. Until the first session starts. ' +
      'Answers with the enrolment of who takes over.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiOkResponse({ type: StandingResponse })
  @ApiProblems(401, 403, 404, 409, 422)
  async replace(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { personId, reason }: ReplaceRequest,
  ): Promise<StandingResponse> {
    return StandingResponse.of(await this.replacements.replace(actor, id, personId, reason));
  }
}
