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
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import {
  ApiProblems,
  IDEMPOTENCY_KEY,
  IdempotencyInterceptor,
  keyOf,
  NotFound,
  PageQuery,
  pageOf,
} from '@academie/platform';

import { ActAccess } from '../kind/act-access';
import { HeldRowAnswer, HeldRowPage, HeldRowResponse } from './held-row.dto';
import { HeldRowQueries } from './held-row.queries';
import { HeldRowService } from './held-row.service';

@ApiTags('imports')
@ApiBearerAuth()
@Controller('api/v1/held-rows')
@UseInterceptors(IdempotencyInterceptor)
export class HeldRowsController {
  constructor(
    private readonly queries: HeldRowQueries,
    private readonly service: HeldRowService,
    private readonly access: ActAccess,
  ) {}

  @Get()
  @Allow('theme_lead', 'administrator', 'auditor')
  @ApiOperation({
    summary: 'Rows of lists that wait for an answer',
    description:
      'They look like an act that counts, and count for nothing until somebody says that they are another ' +
      'thing. The oldest first, paged by cursor. Theme leads see the kinds of their themes, ' +
      'administrators and auditors all.',
  })
  @ApiOkResponse({ type: HeldRowPage })
  @ApiProblems(401, 403, 422)
  async list(
    @CurrentActor() actor: Actor,
    @Query() { limit, after }: PageQuery,
  ): Promise<HeldRowPage> {
    const scope = await this.access.of(actor);
    const found = await this.queries.open(scope, limit + 1, keyOf(after, 2));
    return pageOf(
      found,
      limit,
      ({ madeAt, id }) => [madeAt.toISOString(), id],
      (row) => HeldRowResponse.of(row),
    );
  }

  @Get(':id')
  @Allow('theme_lead', 'administrator', 'auditor')
  @ApiOperation({ summary: 'One row', description: 'Also once it was answered.' })
  @ApiOkResponse({ type: HeldRowResponse })
  @ApiProblems(401, 403, 404)
  async one(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<HeldRowResponse> {
    const found = await this.queries.one(await this.access.of(actor), id);
    if (!found) throw new NotFound();
    return HeldRowResponse.of(found);
  }

  @Post(':id/answer')
  @HttpCode(200)
  @Allow('theme_lead', 'administrator')
  @ApiOperation({
    summary: 'Say whether a row is another thing',
    description:
      'Another becomes an act of grade B (`actId`); the same counts no more than it did. 409 ' +
      'acts.question-answered when somebody answered before, acts.already-recorded when an act has its reference ' +
      'by now.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiOkResponse({ type: HeldRowResponse })
  @ApiProblems(401, 403, 404, 409, 422)
  async answer(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { isOther }: HeldRowAnswer,
  ): Promise<HeldRowResponse> {
    await this.service.answer(actor, id, isOther);
    return this.one(actor, id);
  }
}
