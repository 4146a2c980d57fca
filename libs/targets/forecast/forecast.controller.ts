import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';

import { Allow } from '@academie/people';
import { ApiProblems, NotFound } from '@academie/platform';

import { NO_WHAT_IF } from '../planning/forecast';
import { ForecastQueries } from './forecast.queries';
import { advice, assumptions } from './forecast-view';
import { TargetApiService } from '../target/target-api.service';
import { ForecastQuery } from '../target/targets.dto';

const BASES = ['sessions', 'seats', 'organisations', 'pace'] as const;
const NUMBER = { type: 'number', minimum: 0 } as const;

/** What a target is expected to come to at the end of its period. */
export class ForecastResponse {
  @ApiProperty({ enum: BASES, description: 'What it is worked out from' })
  basis!: (typeof BASES)[number];

  @ApiProperty(NUMBER)
  expected!: number;

  @ApiProperty({ ...NUMBER, description: 'Four in five times it is at least this' })
  low!: number;

  @ApiProperty({ ...NUMBER, description: 'And at most this' })
  high!: number;

  @ApiProperty({ ...NUMBER, description: 'What lacks until the norm' })
  gap!: number;

  @ApiProperty({
    ...NUMBER,
    description: 'Sessions, seats or organisations to plan, or units a month',
  })
  needed!: number;

  @ApiProperty({ description: 'Dutch: what to do' })
  advice!: string;

  @ApiProperty({ type: [String], description: 'Dutch: what it rests on' })
  assumptions!: string[];
}

@ApiTags('targets')
@Controller('api/v1/targets/:id/forecast')
@Allow('theme_lead', 'administrator', 'auditor')
export class ForecastController {
  constructor(
    private readonly reader: TargetApiService,
    private readonly forecasts: ForecastQueries,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'What a target is expected to come to',
    description:
      'With what is planned and what is usual, or with what is asked. 404 for what cannot be foreseen.',
  })
  @ApiOkResponse({ type: ForecastResponse })
  @ApiProblems(400, 401, 403, 404, 422)
  async forecast(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: ForecastQuery,
  ): Promise<ForecastResponse> {
    const whatIf = {
      extraSessions: query.extraSessions ?? NO_WHAT_IF.extraSessions,
      seats: query.seats ?? NO_WHAT_IF.seats,
      showUp: query.showUp,
      perMonth: query.perMonth,
    };
    const [foreseen] = await this.forecasts.of([await this.reader.one(id)], whatIf);
    if (!foreseen?.forecast) throw new NotFound();
    const { target, usual, forecast } = foreseen;
    const { basis, expected, low, high, gap, needed } = forecast;
    return {
      ...{ basis, expected, low, high, gap, needed },
      advice: advice(target, forecast),
      assumptions: assumptions(forecast, usual, whatIf),
    };
  }
}
