import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseIntPipe,
  ParseUUIDPipe,
  Post,
  Put,
  Res,
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
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import {
  ApiProblems,
  IDEMPOTENCY_KEY,
  IdempotencyInterceptor,
  IfMatch,
  InvalidInput,
  NotFound,
  setEtag,
} from '@academie/platform';

import { diffPlans } from '../plan/plan-diff';
import {
  OwnersRequest,
  PlanLoadedResponse,
  PlanRequest,
  PlanTextResponse,
  PlanVersionList,
  PlanVersionResponse,
} from './plan.dto';
import { PlanReader } from '../plan/plan-reader';
import { PlanService } from './plan.service';
import { PlanVersionQueries } from './plan-version.queries';
import { PlanResponse, TargetResponse } from '../target/target.responses';
import { TargetApiService } from '../target/target-api.service';
import { TargetService } from '../value/target.service';

@ApiTags('targets')
@ApiBearerAuth()
@Controller('api/v1')
@Allow('administrator')
export class PlanController {
  constructor(
    private readonly reading: PlanReader,
    private readonly service: PlanService,
    private readonly versions: PlanVersionQueries,
    private readonly targets: TargetService,
    private readonly reader: TargetApiService,
  ) {}

  @Post('plans')
  @HttpCode(200)
  @UseInterceptors(IdempotencyInterceptor)
  @ApiOperation({
    summary: 'Load a year plan, or its next version',
    description: 'Each problem names its line and column. The same plan again changes nothing.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiOkResponse({ type: PlanLoadedResponse })
  @ApiProblems(401, 403, 409, 422)
  async load(
    @CurrentActor() actor: Actor,
    @Body() { text, dryRun, reason }: PlanRequest,
  ): Promise<PlanLoadedResponse> {
    const { plan, problems } = await this.reading.read(text);
    if (!plan)
      throw new InvalidInput(
        problems.map(({ line, column, path, message }) => ({
          field: 'text',
          code: 'planProblem',
          message: `${line}:${column} ${path} ${message}`,
        })),
      );
    const before = await this.versions.find(plan.year);
    const empty = { ...plan, targets: [], others: [] };
    const { added, removed, changed } = diffPlans(before?.document ?? empty, plan);
    const codes = (list: readonly { code: string }[]): string[] => list.map(({ code }) => code);
    return {
      year: plan.year,
      version: plan.version,
      status: plan.status,
      loaded: dryRun
        ? false
        : await this.service.load(plan, actor.id, { text, ...(reason && { reason }) }),
      added: codes(added),
      removed: codes(removed),
      changed: codes(changed),
    };
  }

  @Post('plans/:year/continuation')
  @UseInterceptors(IdempotencyInterceptor)
  @ApiOperation({
    summary: 'Start the plan of a year from the last one before it',
    description: 'The same promises, with the period moved on and a note on what to look at again.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiCreatedResponse({ type: PlanResponse })
  @ApiProblems(400, 401, 403, 409)
  async continue(
    @CurrentActor() actor: Actor,
    @Param('year', ParseIntPipe) year: number,
  ): Promise<PlanResponse> {
    await this.service.continueTo(year, actor.id);
    const plan = (await this.reader.plans()).find((one) => one.year === year);
    if (!plan) throw new NotFound();
    return PlanResponse.of(plan);
  }

  @Get('plans/:year/versions')
  @Allow('theme_lead', 'administrator', 'auditor')
  @ApiOperation({ summary: 'Versions of the plan of a year' })
  @ApiOkResponse({ type: PlanVersionList })
  @ApiProblems(400, 401, 403, 404)
  async list(@Param('year', ParseIntPipe) year: number): Promise<PlanVersionList> {
    const found = await this.versions.of(year);
    if (found.length === 0) throw new NotFound();
    return { items: found.map((row) => PlanVersionResponse.of(row)) };
  }

  @Get('plans/:year/versions/:number')
  @Allow('theme_lead', 'administrator', 'auditor')
  @ApiOperation({ summary: 'One version of a plan, as a file' })
  @ApiOkResponse({ type: PlanTextResponse })
  @ApiProblems(400, 401, 403, 404)
  async one(
    @Param('year', ParseIntPipe) year: number,
    @Param('number', ParseIntPipe) number: number,
  ): Promise<PlanTextResponse> {
    const version = number > 0 && number < 1e9 ? await this.versions.find(year, number) : undefined;
    if (!version) throw new NotFound();
    return PlanTextResponse.of(version);
  }

  @Put('targets/:id/owners')
  @ApiOperation({
    summary: 'Set the themes that own a target',
    description: 'Its value is the same under each. They stay until a plan names others.',
  })
  @ApiHeader({ name: 'If-Match', required: true, description: 'The ETag of the target' })
  @ApiOkResponse({ type: TargetResponse })
  @ApiProblems(400, 401, 403, 404, 409, 412, 422, 428)
  async setOwners(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() { themes }: OwnersRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TargetResponse> {
    setEtag(reply, await this.targets.setOwners(actor, id, themes, version));
    return TargetResponse.of(await this.reader.one(id));
  }
}
