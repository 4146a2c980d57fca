import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';

import { Allow } from '@academie/people';
import { ApiProblems, NotFound } from '@academie/platform';

import { NO_WHAT_IF } from '../planning/forecast';
import { adviceOf } from '../value/advice';
import { statusText } from '../value/target-labels';
import { foreseenWith } from './foreseen';
import { assumptions } from './forecast-view';
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

  @ApiProperty({
    ...NUMBER,
    nullable: true,
    description: 'And at most this; null where too little is known to say so',
  })
  high!: number | null;

  @ApiProperty({ ...NUMBER, description: 'What lacks until the norm' })
  gap!: number;

  @ApiProperty({
    ...NUMBER,
    description: 'Sessions, seats or organisations to plan, or units a month',
  })
  needed!: number;

  @ApiProperty({ description: 'Dutch: the word for how it stands, with what was assumed' })
  statusText!: string;

  @ApiProperty({ description: 'Dutch: what lacks, and by when' })
  advice!: string;

  @ApiProperty({ type: [String], description: 'Dutch: what it rests on' })
  assumptions!: string[];
}

@ApiTags('targets')
@Controller('api/v1/targets/:id/forecast')
@Allow('theme_lead', 'administrator', 'auditor')
export class ForecastController {
  constructor(private readonly reader: TargetApiService) {}

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
    const [foreseen] = foreseenWith([(await this.reader.one(id)).target], whatIf);
    if (!foreseen?.forecast) throw new NotFound();
    const { target, value, usual, forecast } = foreseen;
    const { basis, expected, low, high, gap, needed } = forecast;
    return {
      ...{ basis, expected, low, high, gap, needed },
      statusText: statusText(value),
      advice: adviceOf(target, value),
      assumptions: assumptions(forecast, usual, whatIf),
    };
  }
}
