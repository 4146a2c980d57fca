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

import {
  ApiProblems,
  IDEMPOTENCY_KEY,
  IdempotencyInterceptor,
  NotFound,
  PageQuery,
} from '@academie/platform';

import type { Actor } from '../access/actor';
import { Allow, CurrentActor } from '../access/access.guard';
import {
  LikelyDoubleList,
  LikelyDoubleResponse,
  MergePage,
  MergeRequest,
  MergeResponse,
  ReasonRequest,
} from './merge.dto';
import { MergeQueries } from './merge.queries';
import { MergeService } from './merge.service';
import { ProcessingLog } from '../processing/processing-log';

const MOST = 100;

@ApiTags('persons')
@ApiBearerAuth()
@Controller('api/v1/person-merges')
@UseInterceptors(IdempotencyInterceptor)
export class MergeController {
  constructor(
    private readonly service: MergeService,
    private readonly queries: MergeQueries,
    private readonly looks: ProcessingLog,
  ) {}

  @Get()
  @Allow('administrator', 'auditor')
  @ApiOperation({ summary: 'Merges of persons', description: 'Newest first, also those undone.' })
  @ApiOkResponse({ type: MergePage })
  @ApiProblems(401, 403, 422)
  async list(@Query() { limit, after }: PageQuery): Promise<MergePage> {
    const { items, next } = await this.queries.merges({ limit, after });
    return { items: items.map((row) => MergeResponse.of(row)), next };
  }

  @Get('suggestions')
  @Allow('administrator')
  @ApiOperation({
    summary: 'Records that may be of one person',
    description: 'By name, organisation and address; pairs that were told apart are left out.',
  })
  @ApiOkResponse({ type: LikelyDoubleList })
  @ApiProblems(401, 403)
  async suggestions(@CurrentActor() actor: Actor): Promise<LikelyDoubleList> {
    const found = await this.queries.likelyDoubles(MOST);
    await this.looks.record(actor, {
      name: 'person.compared',
      activity: 'administration',
      subjectIds: found.flatMap(({ personId, intoId }) => [personId, intoId]),
    });
    return { items: found.map((row) => LikelyDoubleResponse.of(row)) };
  }

  @Post()
  @Allow('administrator')
  @ApiOperation({
    summary: 'Merge two records of one person',
    description:
      'What belongs to one record goes to the other, sessions of the record that ends are ended, and ' +
      'what was counted is counted anew. Refused while both have a place in what is still to come.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiCreatedResponse({ type: MergeResponse })
  @ApiProblems(401, 403, 404, 409, 422)
  async merge(
    @CurrentActor() actor: Actor,
    @Body() { personId, intoId, reason }: MergeRequest,
  ): Promise<MergeResponse> {
    return this.found(await this.service.merge(actor, personId, intoId, reason));
  }

  @Get(':id')
  @Allow('administrator', 'auditor')
  @ApiOperation({ summary: 'One merge' })
  @ApiOkResponse({ type: MergeResponse })
  @ApiProblems(401, 403, 404)
  one(@Param('id', ParseUUIDPipe) id: string): Promise<MergeResponse> {
    return this.found(id);
  }

  @Post(':id/undoing')
  @HttpCode(200)
  @Allow('administrator')
  @ApiOperation({
    summary: 'Part two records that were merged',
    description: 'What moved goes back; what happened since stays with the record that went on.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiOkResponse({ type: MergeResponse })
  @ApiProblems(401, 403, 404, 409, 422)
  async undo(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: ReasonRequest,
  ): Promise<MergeResponse> {
    await this.service.undo(actor, id, reason);
    return this.found(id);
  }

  /** @throws NotFound */
  private async found(id: string): Promise<MergeResponse> {
    const { items } = await this.queries.merges({ id, limit: 1 });
    if (!items[0]) throw new NotFound();
    return MergeResponse.of(items[0]);
  }
}
