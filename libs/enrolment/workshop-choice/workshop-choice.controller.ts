import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Put } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiNoContentResponse,
  ApiOperation,
  ApiProperty,
  ApiTags,
} from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsUUID } from 'class-validator';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { ApiProblems } from '@academie/platform';

import { WorkshopChoiceService } from '../workshop/workshop-choice.service';

/** Body of PUT enrolments/{id}/workshops. */
export class WorkshopsRequest {
  @ApiProperty({
    type: [String],
    format: 'uuid',
    maxItems: 6,
    description: 'At most one of each round; replaces what was chosen',
  })
  @IsArray()
  @ArrayMaxSize(6)
  @ArrayUnique()
  @IsUUID('all', { each: true })
  workshopIds!: string[];
}

@ApiTags('enrolments')
@ApiBearerAuth()
@Controller('api/v1/enrolments/:id/workshops')
export class WorkshopChoiceController {
  constructor(private readonly service: WorkshopChoiceService) {}

  @Put()
  @HttpCode(204)
  @Allow('participant')
  @ApiOperation({
    summary: 'Choose parallel workshops',
    description: 'Until enrolling closes; all or none. Refused when one of them is full.',
  })
  @ApiNoContentResponse()
  @ApiProblems(401, 404, 409, 422)
  async choose(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { workshopIds }: WorkshopsRequest,
  ): Promise<void> {
    await this.service.choose(actor, id, workshopIds);
  }
}
