import { Controller, HttpCode, Param, ParseUUIDPipe, Post, UseInterceptors } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiHeader,
  ApiNoContentResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { ApiProblems, IDEMPOTENCY_KEY, IdempotencyInterceptor } from '@academie/platform';

import { ComingService } from './coming.service';

@ApiTags('enrolments')
@ApiBearerAuth()
@Controller('api/v1/enrolments/:id/confirmation')
@UseInterceptors(IdempotencyInterceptor)
export class ComingController {
  constructor(private readonly coming: ComingService) {}

  @Post()
  @HttpCode(204)
  @Allow('participant')
  @ApiOperation({
    summary: 'Say that I come',
    description: 'Void once a session moves. Repeating it changes nothing.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiNoContentResponse()
  @ApiProblems(401, 404, 409)
  async say(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    await this.coming.say(actor, id);
  }
}
