import {
  Body,
  Controller,
  Headers,
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
import { readMoment } from '../register/parse-marks';
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
      'present. From an hour before the first session until the offering is closed. A guest whose name is ' +
      'on the list already is refused (`attendance.guest-alike`) unless `another` says that this is another ' +
      'person. The same clientId again changes nothing.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiHeader({
    name: 'Device-Time',
    required: false,
    schema: { type: 'string', format: 'date-time' },
    description: 'What time the device thinks it is as it sends, as for marks',
  })
  @ApiCreatedResponse({ type: WalkInResponse })
  @ApiProblems(401, 403, 404, 409, 422)
  async admit(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { occurredAt, ...door }: WalkInRequest,
    @Headers('device-time') deviceTime: string | undefined,
  ): Promise<WalkInResponse> {
    const seen = { occurredAt: readMoment(occurredAt), deviceTime: readMoment(deviceTime) };
    return { enrolmentId: await this.walkIns.admit(actor, id, { ...door, ...seen }) };
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
