import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseIntPipe,
  Post,
  Query,
  UseInterceptors,
} from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import {
  ApiProblems,
  FromReplica,
  IDEMPOTENCY_KEY,
  IdempotencyInterceptor,
  NotFound,
} from '@academie/platform';

import { ContestQueries } from '../contest/contest.queries';
import { ClosingService } from './closing.service';
import type { ReportedTarget } from './edition.queries';
import { type Report, ReportQueries } from './report.queries';
import { TargetResponse } from '../target/target.responses';
import { ClosureRequest, ReportQuery } from '../target/targets.dto';

const COUNT = { type: 'integer', minimum: 0 } as const;

/** Pieces of evidence by grade. */
export class EvidenceCounts {
  @ApiProperty({ ...COUNT, description: 'Grade A: from our own registers' })
  registered!: number;

  @ApiProperty({ ...COUNT, description: 'Grade B: named by somebody else' })
  named!: number;

  @ApiProperty({ ...COUNT, description: 'Grade C: bare totals, never part of the value' })
  totals!: number;
}

export class ReportedTargetResponse extends TargetResponse {
  @ApiProperty({ type: EvidenceCounts })
  evidence!: EvidenceCounts;

  @ApiProperty({ description: 'Something was corrected since; the value is what was reported' })
  changedSince!: boolean;

  static reported({ target, evidence }: ReportedTarget, contested: number): ReportedTargetResponse {
    return Object.assign(TargetResponse.of({ target, contested }), {
      evidence: { registered: evidence.A, named: evidence.B, totals: evidence.C },
      changedSince: target.current !== null,
    });
  }
}

/** The report of a year. */
export class ReportResponse {
  @ApiProperty({ type: 'integer' })
  year!: number;

  @ApiProperty({
    ...COUNT,
    description: '0 while the year was not closed, 1 when it was, more when restated',
  })
  edition!: number;

  @ApiProperty({ type: [Number], description: 'All editions, the latest first' })
  editions!: number[];

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  closedAt!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Dutch: why it was restated' })
  reason!: string | null;

  @ApiProperty({ type: [ReportedTargetResponse] })
  items!: ReportedTargetResponse[];

  static of(
    { plan, editions, shown, targets }: Report,
    contested: ReadonlyMap<string, number>,
  ): ReportResponse {
    return {
      year: plan.year,
      edition: shown?.edition ?? 0,
      editions: editions.map(({ edition }) => edition),
      closedAt: shown?.closedAt.toISOString() ?? null,
      reason: shown?.reason ?? null,
      items: targets.map((one) =>
        ReportedTargetResponse.reported(one, contested.get(one.target.id) ?? 0),
      ),
    };
  }
}

@ApiTags('targets')
@Controller('api/v1/plans/:year')
@Allow('theme_lead', 'administrator', 'auditor')
export class ReportController {
  constructor(
    private readonly reports: ReportQueries,
    private readonly closings: ClosingService,
    private readonly contests: ContestQueries,
  ) {}

  @Get('report')
  @FromReplica()
  @ApiOperation({
    summary: 'The report of a year',
    description:
      'What was reported once the year is closed, what is counted until then. Every edition stays to be read.',
  })
  @ApiOkResponse({ type: ReportResponse })
  @ApiProblems(400, 401, 403, 404, 422)
  async report(
    @Param('year', ParseIntPipe) year: number,
    @Query() { edition }: ReportQuery,
  ): Promise<ReportResponse> {
    const report = await this.reports.of(year, edition);
    if (!report) throw new NotFound();
    const ids = report.targets.map(({ target }) => target.id);
    return ReportResponse.of(report, await this.contests.openCounts(ids));
  }

  @Post('closure')
  @HttpCode(200)
  @Allow('administrator')
  @UseInterceptors(IdempotencyInterceptor)
  @ApiOperation({
    summary: 'Close a year, or restate it',
    description: 'Freezes every value. A year that was closed is restated, with a reason.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiOkResponse({ type: ReportResponse })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async close(
    @CurrentActor() actor: Actor,
    @Param('year', ParseIntPipe) year: number,
    @Body() { reason }: ClosureRequest,
  ): Promise<ReportResponse> {
    await this.closings.close(actor, year, reason);
    return this.report(year, {});
  }
}
