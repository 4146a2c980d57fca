import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Public } from '@academie/platform';

import { OrganisationPage, OrganisationsQuery } from './people.dto';
import { PeopleQueries } from './people.queries';

@ApiTags('organisations')
@Controller('api/v1/organisations')
export class OrganisationsController {
  constructor(private readonly queries: PeopleQueries) {}

  @Get()
  @Public()
  @ApiOperation({
    summary: 'Municipalities and partners',
    description: 'In alphabetical order, paged by cursor.',
  })
  @ApiOkResponse({ type: OrganisationPage })
  list(@Query() query: OrganisationsQuery): Promise<OrganisationPage> {
    return this.queries.organisations({
      kind: query.kind,
      includeEnded: query.includeEnded === 'true',
      after: query.after,
      limit: query.limit,
    });
  }
}
