import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { ApiProblems } from '@academie/platform';

import type { Actor } from '../access/actor';
import { Allow, CurrentActor } from '../access/access.guard';
import { RenameRequest } from './rename.dto';
import { RenameService } from './rename.service';

@ApiTags('persons')
@ApiBearerAuth()
@Controller('api/v1/persons')
export class RenameController {
  constructor(private readonly service: RenameService) {}

  @Post(':id/name')
  @HttpCode(204)
  @Allow('administrator')
  @ApiOperation({
    summary: 'Correct the name of a person',
    description: 'Certificates with the old name are issued anew, and the old ones replaced.',
  })
  @ApiNoContentResponse()
  @ApiProblems(401, 403, 404, 409, 422)
  async rename(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() request: RenameRequest,
  ): Promise<void> {
    await this.service.rename(actor, id, request);
  }
}
