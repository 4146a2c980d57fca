import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
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

import { type Actor, Allow, CurrentActor } from '@academie/people';
import {
  ApiProblems,
  IDEMPOTENCY_KEY,
  IdempotencyInterceptor,
  InvalidInput,
  isDay,
  pageOf,
} from '@academie/platform';

import { ActAccess } from '../kind/act-access';
import { ActQueries } from './act.queries';
import { ActService } from './act.service';
import {
  ActPage,
  ActResponse,
  ActsQuery,
  CorrectActRequest,
  RecordActRequest,
  RetractRequest,
} from './acts.dto';

@ApiTags('acts')
@ApiBearerAuth()
@Controller('api/v1/acts')
@UseInterceptors(IdempotencyInterceptor)
export class ActsController {
  constructor(
    private readonly acts: ActService,
    private readonly queries: ActQueries,
    private readonly access: ActAccess,
  ) {}

  @Get()
  @Allow('coordinator', 'theme_lead', 'administrator', 'auditor')
  @ApiOperation({
    summary: 'Acts',
    description:
      'Newest day first, paged by cursor. Coordinators see what names their organisations, theme ' +
      'leads the kinds of their themes, administrators and auditors all.',
  })
  @ApiOkResponse({ type: ActPage })
  @ApiProblems(401, 403, 422)
  async list(@CurrentActor() actor: Actor, @Query() query: ActsQuery): Promise<ActPage> {
    const { limit, after, ...filter } = query;
    checkDays(filter);
    const scope = await this.access.of(actor);
    const found = await this.queries.page(scope, filter, limit + 1, after);
    return pageOf(
      found,
      limit,
      ({ occurredOn, id }) => [occurredOn, id],
      (act) => ActResponse.of(act),
    );
  }

  @Post()
  @Allow('coordinator', 'theme_lead', 'administrator')
  @ApiOperation({
    summary: 'Record an act',
    description:
      'Which fields are asked depends on the kind. 409 acts.already-recorded when a live act has ' +
      'the same kind, team (or organisation), day and reference; `params.id` is that act. ' +
      '409 acts.looks-recorded when a live act may be the same thing: send `isOther` when it is not.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiCreatedResponse({ type: ActResponse })
  @ApiProblems(401, 403, 409, 422)
  async record(
    @CurrentActor() actor: Actor,
    @Body() request: RecordActRequest,
  ): Promise<ActResponse> {
    return this.shown(actor, await this.acts.record(actor, request));
  }

  @Get(':id')
  @Allow('coordinator', 'theme_lead', 'administrator', 'auditor')
  @ApiOperation({ summary: 'One act', description: 'Retracted acts can be read too.' })
  @ApiOkResponse({ type: ActResponse })
  @ApiProblems(401, 403, 404)
  one(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<ActResponse> {
    return this.shown(actor, id);
  }

  @Post(':id/correction')
  @Allow('coordinator', 'theme_lead', 'administrator')
  @ApiOperation({
    summary: 'Correct an act',
    description:
      'Retracts the act and records this one in its place, in one transaction. Also how a status ' +
      'moves on. Answers with the new act.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiCreatedResponse({ type: ActResponse })
  @ApiProblems(401, 403, 404, 409, 422)
  async correct(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() request: CorrectActRequest,
  ): Promise<ActResponse> {
    return this.shown(actor, await this.acts.correct(actor, id, request));
  }

  @Post(':id/retraction')
  @HttpCode(200)
  @Allow('coordinator', 'theme_lead', 'administrator')
  @ApiOperation({
    summary: 'Retract an act',
    description: 'It stays readable and counts no more. 409 when it was retracted before.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiOkResponse({ type: ActResponse })
  @ApiProblems(401, 403, 404, 409, 422)
  async retract(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: RetractRequest,
  ): Promise<ActResponse> {
    await this.acts.retract(actor, id, reason);
    return this.shown(actor, id);
  }

  private async shown(actor: Actor, id: string): Promise<ActResponse> {
    return ActResponse.of(await this.queries.seen(await this.access.of(actor), id));
  }
}

function checkDays(filter: { from?: string; until?: string }): void {
  const wrong = (['from', 'until'] as const).filter((field) => {
    const day = filter[field];
    return day !== undefined && !isDay(day);
  });
  if (wrong.length > 0)
    throw new InvalidInput(
      wrong.map((field) => ({ field, code: 'isDay', message: 'must be a day yyyy-mm-dd' })),
    );
}
