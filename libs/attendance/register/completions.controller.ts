import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { ApiProblems, PageQuery } from '@academie/platform';

import { CompletionPage, CompletionResponse } from './attendance.dto';
import { AttendanceQueries } from './attendance.queries';

@ApiTags('attendance')
@ApiBearerAuth()
@Controller('api/v1/me/completions')
export class CompletionsController {
  constructor(private readonly queries: AttendanceQueries) {}

  @Get()
  @Allow('participant')
  @ApiOperation({ summary: 'What I completed', description: 'The last first, paged by cursor.' })
  @ApiOkResponse({ type: CompletionPage })
  @ApiProblems(401, 422)
  async mine(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<CompletionPage> {
    const { items, next } = await this.queries.completions(actor.id, query);
    return { items: items.map((row) => CompletionResponse.of(row)), next };
  }
}
