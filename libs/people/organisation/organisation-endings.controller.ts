import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  UseInterceptors,
} from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';

import { ApiProblems, IDEMPOTENCY_KEY, IdempotencyInterceptor, NotFound } from '@academie/platform';

import type { Actor } from '../access/actor';
import { Allow, CurrentActor } from '../access/access.guard';
import { ReasonRequest } from '../merge/merge.dto';
import { EndingRequest, EndingResponse } from './organisation.dto';
import { OrganisationQueries } from './organisation.queries';
import { OrganisationService } from './organisation.service';

@ApiTags('organisations')
@ApiBearerAuth()
@Controller('api/v1')
@UseInterceptors(IdempotencyInterceptor)
export class OrganisationEndingsController {
  constructor(
    private readonly service: OrganisationService,
    private readonly queries: OrganisationQueries,
  ) {}

  @Post('organisations/:id/endings')
  @Allow('administrator')
  @ApiOperation({
    summary: 'Let an organisation go up in its successor',
    description:
      'At once when the day has come, and else on the day itself. Jobs and coordinators move; what ' +
      'was done before counts for the successor from then on.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiCreatedResponse({ type: EndingResponse })
  @ApiProblems(401, 403, 404, 409, 422)
  async end(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) organisationId: string,
    @Body() { successorId, endsOn, reason }: EndingRequest,
  ): Promise<EndingResponse> {
    const ending = { organisationId, successorId, endsOn };
    return this.found(await this.service.end(actor, ending, reason));
  }

  @Get('organisation-endings/:id')
  @Allow('administrator', 'auditor')
  @ApiOperation({ summary: 'The end of an organisation' })
  @ApiOkResponse({ type: EndingResponse })
  @ApiProblems(401, 403, 404)
  one(@Param('id', ParseUUIDPipe) id: string): Promise<EndingResponse> {
    return this.found(id);
  }

  @Post('organisation-endings/:id/undoing')
  @HttpCode(200)
  @Allow('administrator')
  @ApiOperation({
    summary: 'Take the end of an organisation back',
    description: 'A plan at any time; what was done as long as nothing depends on it.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiOkResponse({ type: EndingResponse })
  @ApiProblems(401, 403, 404, 409, 422)
  async undo(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: ReasonRequest,
  ): Promise<EndingResponse> {
    await this.service.undo(actor, id, reason);
    return this.found(id);
  }

  /** @throws NotFound */
  private async found(id: string): Promise<EndingResponse> {
    const ending = await this.queries.ending(id);
    if (!ending) throw new NotFound();
    const hindrances = await this.service.hindrances(ending);
    return EndingResponse.of(ending, !ending.undoneAt && hindrances.length === 0);
  }
}
