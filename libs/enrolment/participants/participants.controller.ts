import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { type Actor, Allow, CurrentActor, ProcessingLog } from '@academie/people';
import { ApiProblems } from '@academie/platform';

import { EnrolmentsQuery } from '../place/enrolment.dto';
import { ParticipantPage, ParticipantResponse } from './participants.dto';
import { ParticipantsQueries } from './participants.queries';

@ApiTags('enrolments')
@ApiBearerAuth()
@Controller('api/v1/offerings/:id/enrolments')
export class ParticipantsController {
  constructor(
    private readonly participants: ParticipantsQueries,
    private readonly looks: ProcessingLog,
  ) {}

  @Get()
  @Allow('coordinator', 'trainer', 'theme_lead', 'administrator')
  @ApiOperation({
    summary: 'Who takes part',
    description:
      'By family name, paged by cursor. A person who organises or gives the offering sees everybody; a ' +
      'coordinator the people of the own organisation, and of the others how many. Each of them can read that ' +
      'it was asked.',
  })
  @ApiOkResponse({ type: ParticipantPage })
  @ApiProblems(401, 403, 404, 422)
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: EnrolmentsQuery,
  ): Promise<ParticipantPage> {
    const { items, ...page } = await this.participants.list(actor, id, query);
    await this.looks.record(actor, {
      name: 'people.read',
      activity: 'register',
      subjectIds: items.map((row) => row.personId),
    });
    return { items: items.map((row) => ParticipantResponse.of(row)), ...page };
  }
}
