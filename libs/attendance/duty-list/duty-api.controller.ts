import { Body, Controller, Get, HttpCode, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { type Actor, Allow, CurrentActor, ProcessingLog } from '@academie/people';
import { ApiProblems, IDEMPOTENCY_KEY, IdempotencyInterceptor } from '@academie/platform';

import { DutyCareService } from '../duty-exemption/duty-care.service';
import { CareForm } from '../duty-exemption/exemption.dto';
import { DutyMineQueries } from '../duty-mine/duty-mine.queries';
import {
  CareResponse,
  DutyList,
  DutyQuery,
  DutyResponse,
  OwnDutyList,
  OwnDutyResponse,
} from './duty-api.dto';
import { DutyListQueries } from './duty-list.queries';

@ApiTags('duties')
@ApiBearerAuth()
@Controller('api/v1')
@UseInterceptors(IdempotencyInterceptor)
export class DutyApiController {
  constructor(
    private readonly mine: DutyMineQueries,
    private readonly queries: DutyListQueries,
    private readonly care: DutyCareService,
    private readonly looks: ProcessingLog,
  ) {}

  @Get('me/duties')
  @Allow('participant')
  @ApiOperation({ summary: 'What I have to complete', description: 'The first due first.' })
  @ApiOkResponse({ type: OwnDutyList })
  @ApiProblems(401)
  async own(@CurrentActor() actor: Actor): Promise<OwnDutyList> {
    return { items: (await this.mine.open(actor.id)).map((row) => OwnDutyResponse.of(row)) };
  }

  @Get('duties')
  @Allow('coordinator', 'administrator')
  @ApiOperation({
    summary: 'What people of my organisations have to complete',
    description: 'The first due first. An administrator sees all. Whose duties were read is kept.',
  })
  @ApiOkResponse({ type: DutyList })
  @ApiProblems(401, 403, 422)
  async list(@CurrentActor() actor: Actor, @Query() query: DutyQuery): Promise<DutyList> {
    const { part = 'all', courseId, organisationId, after, limit } = query;
    const { items, next } = await this.queries.page(
      actor,
      { part, courseId, organisationId, after },
      limit,
    );
    await this.looks.record(actor, {
      name: 'people.exported',
      activity: 'coordination',
      subjectIds: items.map(({ personId }) => personId),
    });
    return { items: items.map((row) => DutyResponse.of(row)), next: next ?? null };
  }

  @Post('duties/care')
  @HttpCode(200)
  @Allow('coordinator', 'administrator')
  @ApiOperation({
    summary: 'Give more time, or a waiver, to several duties',
    description: 'All of them or none. Not the own ones.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiOkResponse({ type: CareResponse })
  @ApiProblems(401, 403, 404, 422)
  async handle(@CurrentActor() actor: Actor, @Body() request: CareForm): Promise<CareResponse> {
    return { changed: await this.care.handle(actor, request) };
  }
}
