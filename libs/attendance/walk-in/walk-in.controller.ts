import {
  Body,
  Controller,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  UseInterceptors,
} from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { ApiProblems, IDEMPOTENCY_KEY, IdempotencyInterceptor } from '@academie/platform';

import { GuestMatchRequest, WalkInRequest, WalkInResponse } from '../register/attendance.dto';
import { GuestMatchingService } from './guest-matching.service';
import { WalkInService } from './walk-in.service';

/** People at the door who are not enrolled: let in, and matched later. */
@ApiTags('attendance')
@ApiBearerAuth()
@Controller('api/v1/sessions/:id')
@Allow('trainer', 'theme_lead', 'administrator')
@UseInterceptors(IdempotencyInterceptor)
export class WalkInController {
  constructor(
    private readonly walkIns: WalkInService,
    private readonly guests: GuestMatchingService,
  ) {}

  @Post('walk-ins')
  @ApiOperation({
    summary: 'Let somebody in who is not enrolled',
    description:
      'Somebody who is known, or a new guest; also when the offering is full. The person is marked ' +
      'present. From an hour before the first session until the offering is closed.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiCreatedResponse({ type: WalkInResponse })
  @ApiProblems(401, 403, 404, 409, 422)
  async letIn(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: WalkInRequest,
  ): Promise<WalkInResponse> {
    return { enrolmentId: await this.walkIns.admit(actor, id, body) };
  }

  @Post('guest-matches')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Say who a guest was',
    description:
      'All marks are kept and count for that person. Answers the enrolment that holds from now on: the ' +
      'one of the guest, or the one the person had already.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiOkResponse({ type: WalkInResponse })
  @ApiProblems(401, 403, 404, 409, 422)
  async matchGuest(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { enrolmentId, personId }: GuestMatchRequest,
  ): Promise<WalkInResponse> {
    return { enrolmentId: await this.guests.match(actor, id, enrolmentId, personId) };
  }
}
