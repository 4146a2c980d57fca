import {
  Controller,
  Delete,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  UseInterceptors,
} from '@nestjs/common';
import { ApiBearerAuth, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { ApiProblems, IdempotencyInterceptor } from '@academie/platform';

import { InterestService } from './interest.service';

@ApiTags('enrolments')
@ApiBearerAuth()
@Controller('api/v1/courses/:id/interest')
@UseInterceptors(IdempotencyInterceptor)
@Allow('participant')
export class InterestController {
  constructor(private readonly interests: InterestService) {}

  @Post()
  @HttpCode(204)
  @ApiOperation({
    summary: 'Tell me when there is a date',
    description: 'An invitation comes by mail, once. Doing it twice changes nothing.',
  })
  @ApiNoContentResponse()
  @ApiProblems(401, 404)
  express(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.interests.express(actor, id);
  }

  @Delete()
  @HttpCode(204)
  @ApiOperation({ summary: 'Do not tell me', description: 'Doing it twice changes nothing.' })
  @ApiNoContentResponse()
  @ApiProblems(401)
  withdraw(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.interests.withdraw(actor, id);
  }
}
