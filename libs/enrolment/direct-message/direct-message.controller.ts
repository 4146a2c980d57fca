import { Body, Controller, Param, ParseUUIDPipe, Post, UseInterceptors } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiHeader,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { ApiProblems, IDEMPOTENCY_KEY, IdempotencyInterceptor } from '@academie/platform';

import { DirectMessageRequest, DirectMessageResponse } from './direct-message.dto';
import { DirectMessageService } from './direct-message.service';

@ApiTags('messages')
@ApiBearerAuth()
@Controller('api/v1/offerings/:id/messages')
@UseInterceptors(IdempotencyInterceptor)
export class DirectMessageController {
  constructor(private readonly messages: DirectMessageService) {}

  @Post()
  @Allow('trainer', 'theme_lead', 'administrator')
  @ApiOperation({
    summary: 'Write to participants now',
    description:
      'By mail, and to be read in Mijn academie. For a person who gives or organises the offering.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiCreatedResponse({ type: DirectMessageResponse })
  @ApiProblems(401, 403, 404, 409, 422)
  async send(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() request: DirectMessageRequest,
  ): Promise<DirectMessageResponse> {
    return DirectMessageResponse.of(await this.messages.send(actor, id, request));
  }
}
