import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Put } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { ApiProblems } from '@academie/platform';

import { NeedRequest, NeedResponse } from './need.dto';
import { NeedService } from './need.service';

@ApiTags('enrolments')
@ApiBearerAuth()
@Controller('api/v1/enrolments/:id/needs')
export class NeedController {
  constructor(private readonly needs: NeedService) {}

  @Get()
  @Allow('participant')
  @ApiOperation({
    summary: 'What I need',
    description: 'For oneself. As told about this enrolment, else as told last about another.',
  })
  @ApiOkResponse({ type: NeedResponse })
  @ApiProblems(401, 404)
  async one(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<NeedResponse> {
    const { diet, access } = await this.needs.of(actor, id);
    return { diet, access };
  }

  @Put()
  @HttpCode(204)
  @Allow('participant')
  @ApiOperation({
    summary: 'Tell what I need',
    description: 'Read by those who give or organise it. Nothing at all takes back what was told.',
  })
  @ApiNoContentResponse()
  @ApiProblems(401, 404, 409, 422)
  async tell(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { diet, access }: NeedRequest,
  ): Promise<void> {
    await this.needs.tell(actor, id, { diet: diet ?? '', access: access ?? '' });
  }
}
