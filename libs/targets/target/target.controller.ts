import {
  Body,
  Controller,
  Get,
  Param,
  ParseIntPipe,
  ParseUUIDPipe,
  Patch,
  Post,
  Query,
  Res,
  UseInterceptors,
} from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import {
  ApiProblems,
  IDEMPOTENCY_KEY,
  IdempotencyInterceptor,
  IfMatch,
  setEtag,
} from '@academie/platform';

import {
  CoverageResponse,
  EvidencePage,
  EvidenceResponse,
  SeriesResponse,
} from '../evidence/evidence.responses';
import { PlanList, PlanResponse, TargetList, TargetResponse } from './target.responses';
import { TargetApiService } from './target-api.service';
import { TargetService } from '../value/target.service';
import {
  BaselineForm,
  CoverageQuery,
  EvidenceQuery,
  MomentQuery,
  NormRequest,
  TargetsQuery,
} from './targets.dto';

@ApiTags('targets')
@Controller('api/v1')
@Allow('theme_lead', 'administrator', 'auditor')
export class TargetController {
  constructor(
    private readonly reader: TargetApiService,
    private readonly service: TargetService,
  ) {}

  @Get('plans')
  @ApiOperation({ summary: 'Year plans', description: 'The latest year first.' })
  @ApiOkResponse({ type: PlanList })
  @ApiProblems(401, 403)
  async plans(): Promise<PlanList> {
    const plans = await this.reader.plans();
    return { items: plans.map((plan) => PlanResponse.of(plan)) };
  }

  @Get('plans/:year/targets')
  @ApiOperation({
    summary: 'Targets of a year with their values',
    description: 'In the order of the plan. A shared target is there once, with all its owners.',
  })
  @ApiOkResponse({ type: TargetList })
  @ApiProblems(400, 401, 403, 404, 422)
  async ofYear(
    @Param('year', ParseIntPipe) year: number,
    @Query() query: TargetsQuery,
  ): Promise<TargetList> {
    const targets = await this.reader.ofYear(year, query);
    return { items: targets.map((target) => TargetResponse.of(target)) };
  }

  @Get('targets/:id')
  @ApiOperation({
    summary: 'One target with its value',
    description: 'At any moment: the same question about the past has the same answer for ever.',
  })
  @ApiOkResponse({ type: TargetResponse })
  @ApiProblems(400, 401, 403, 404, 422)
  async one(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: MomentQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TargetResponse> {
    const found = await this.reader.one(id, query);
    setEtag(reply, found.target.version);
    return TargetResponse.of(found);
  }

  @Patch('targets/:id')
  @Allow('theme_lead', 'administrator')
  @ApiOperation({
    summary: 'Set the norm of a target',
    description:
      'For the theme leads of a theme that owns it and administrators. The plan keeps its own number.',
  })
  @ApiHeader({ name: 'If-Match', required: true, description: 'The ETag of the target' })
  @ApiOkResponse({ type: TargetResponse })
  @ApiProblems(400, 401, 403, 404, 409, 412, 422, 428)
  async setNorm(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() { norm, reason }: NormRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TargetResponse> {
    setEtag(reply, await this.service.setNorm(actor, id, { norm, reason }, version));
    return TargetResponse.of(await this.reader.one(id));
  }

  @Post('targets/:id/baseline')
  @Allow('theme_lead', 'administrator')
  @UseInterceptors(IdempotencyInterceptor)
  @ApiOperation({
    summary: 'Record who took part before',
    description:
      'Once and for all, for a target that counts extra participants. Who is reported later does not count either.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiCreatedResponse({ type: TargetResponse })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async recordBaseline(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() given: BaselineForm,
  ): Promise<TargetResponse> {
    await this.service.recordBaseline(actor, id, given);
    return TargetResponse.of(await this.reader.one(id));
  }

  @Get('targets/:id/evidence')
  @ApiOperation({
    summary: 'What a value stands on',
    description: 'Every unit that counts now, the latest first. Without names.',
  })
  @ApiOkResponse({ type: EvidencePage })
  @ApiProblems(400, 401, 403, 404, 422)
  async evidence(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: EvidenceQuery,
  ): Promise<EvidencePage> {
    const { items, next, contested } = await this.reader.evidence(actor, id, query);
    return { items: items.map((item) => EvidenceResponse.of(item, contested)), next };
  }

  @Get('targets/:id/coverage')
  @ApiOperation({
    summary: 'Which organisations are covered',
    description: 'The reference set of the last day of the period. 404 for a target without one.',
  })
  @ApiOkResponse({ type: CoverageResponse })
  @ApiProblems(400, 401, 403, 404, 422)
  coverage(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { measure }: CoverageQuery,
  ): Promise<CoverageResponse> {
    return this.reader.coverage(id, measure);
  }

  @Get('targets/:id/series')
  @ApiOperation({
    summary: 'How a value grew, by month',
    description: 'Every month of the period that has begun.',
  })
  @ApiOkResponse({ type: SeriesResponse })
  @ApiProblems(400, 401, 403, 404, 422)
  async series(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: MomentQuery,
  ): Promise<SeriesResponse> {
    return { items: await this.reader.series(id, query) };
  }
}
