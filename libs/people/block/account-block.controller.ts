import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { ApiProblems } from '@academie/platform';

import type { Actor } from '../access/actor';
import { Allow, CurrentActor } from '../access/access.guard';
import { ReasonRequest } from '../merge/merge.dto';
import { BlockService } from './account-block.service';

@ApiTags('persons')
@ApiBearerAuth()
@Controller('api/v1/persons')
export class BlockController {
  constructor(private readonly service: BlockService) {}

  @Post(':id/blocking')
  @HttpCode(204)
  @Allow('administrator')
  @ApiOperation({
    summary: 'Block an account',
    description: 'Sessions end and keys stop working at once. Places and marks stay.',
  })
  @ApiNoContentResponse()
  @ApiProblems(401, 403, 404, 409, 422)
  async block(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: ReasonRequest,
  ): Promise<void> {
    await this.service.block(actor, id, reason);
  }

  @Post(':id/unblocking')
  @HttpCode(204)
  @Allow('administrator')
  @ApiOperation({ summary: 'Open a blocked account again' })
  @ApiNoContentResponse()
  @ApiProblems(401, 403, 404, 409)
  async unblock(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<void> {
    await this.service.unblock(actor, id);
  }
}
