import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { type Actor, MaybeActor } from '@academie/people';
import { Public } from '@academie/platform';

import { SessionResponse } from './catalogue-api.dto';
import { CatalogueApiQueries } from './catalogue-api.queries';

@ApiTags('sessions')
@Controller('api/v1/sessions')
export class SessionsController {
  constructor(private readonly queries: CatalogueApiQueries) {}

  @Get(':id')
  @Public()
  @ApiOperation({ summary: 'One session', description: 'Of an offering the reader may see.' })
  @ApiOkResponse({ type: SessionResponse })
  one(
    @Param('id', ParseUUIDPipe) id: string,
    @MaybeActor() actor: Actor | undefined,
  ): Promise<SessionResponse> {
    return this.queries.session(id, actor);
  }
}
