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

import { BulkChangeRequest, BulkChangeResponse } from './bulk-change.dto';
import { BulkChangeService } from './bulk-change.service';

@ApiTags('enrolments')
@ApiBearerAuth()
@Controller('api/v1/offerings/:id/bulk-changes')
@UseInterceptors(IdempotencyInterceptor)
@Allow('theme_lead', 'administrator')
export class BulkChangeController {
  constructor(private readonly changes: BulkChangeService) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Cancel, approve or move several enrolments',
    description: 'An answer for each; what is refused for one changes nothing for the others.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiOkResponse({ type: BulkChangeResponse })
  @ApiProblems(401, 403, 404, 422)
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() request: BulkChangeRequest,
  ): Promise<BulkChangeResponse> {
    const results = await this.changes.change(actor, id, request);
    return {
      items: results.map(({ enrolmentId, refusal, state, wasSo }) => ({
        ...{ enrolmentId, done: !refusal, wasSo },
        state: state ?? null,
        problem: refusal?.code ?? null,
      })),
    };
  }
}
