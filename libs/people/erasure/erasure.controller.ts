import {
  Body,
  Controller,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  UseInterceptors,
} from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiHeader,
  ApiNoContentResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';

import { ApiProblems, IDEMPOTENCY_KEY, IdempotencyInterceptor } from '@academie/platform';

import type { Actor } from '../access/actor';
import { Allow, CurrentActor } from '../access/access.guard';
import { ErasureRequest } from './erasure.dto';
import { ErasureService } from './erasure.service';

@ApiTags('persons')
@ApiBearerAuth()
@Controller('api/v1/persons')
@UseInterceptors(IdempotencyInterceptor)
export class ErasureController {
  constructor(private readonly service: ErasureService) {}

  @Post(':id/erasure')
  @HttpCode(204)
  @Allow('administrator')
  @ApiOperation({
    summary: 'Erase a person',
    description:
      'Names, addresses, sessions, tokens and answers go, also of records that were merged into this ' +
      'one. What was counted stays, without a name. Doing it twice changes nothing.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiNoContentResponse()
  @ApiProblems(401, 403, 404, 409, 422)
  erase(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() request: ErasureRequest,
  ): Promise<void> {
    return this.service.erase(actor, id, request);
  }
}
