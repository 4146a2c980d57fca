import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  UseInterceptors,
} from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import {
  ApiProblems,
  IDEMPOTENCY_KEY,
  IdempotencyInterceptor,
  PageQuery,
} from '@academie/platform';

import { ApprovalService } from './approval.service';
import { StandingResponse } from '../place/enrolment.dto';
import { RefuseRequest } from './requests.dto';
import { OfferService } from '../place/offer.service';
import { RequestPage, RequestResponse } from './requests.dto';
import { RequestsQueries } from './requests.queries';

/** Requests for a place, and what is decided. Deputies have no role: the scope is asked per request. */
@ApiTags('enrolments')
@ApiBearerAuth()
@Controller('api/v1')
@UseInterceptors(IdempotencyInterceptor)
@Allow('participant')
export class ApprovalsController {
  constructor(
    private readonly approvals: ApprovalService,
    private readonly offers: OfferService,
    private readonly requests: RequestsQueries,
  ) {}

  @Get('enrolment-requests')
  @ApiOperation({
    summary: 'Requests that I decide on',
    description: 'Also in place of another; the first to lapse comes first.',
  })
  @ApiOkResponse({ type: RequestPage })
  @ApiProblems(401, 422)
  async list(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<RequestPage> {
    const { items, next } = await this.requests.open(actor, query);
    return { items: items.map((row) => RequestResponse.of(row)), next };
  }

  @Post('enrolments/:id/approval')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Agree to a request',
    description:
      'A seat, or a place on the waiting list by the moment of asking. Repeating it changes nothing.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiOkResponse({ type: StandingResponse })
  @ApiProblems(401, 404, 409)
  async approve(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<StandingResponse> {
    return StandingResponse.of(await this.approvals.approve(actor, id));
  }

  @Post('enrolments/:id/refusal')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Say no to a request, or to a seat that is held for me',
    description:
      'A request is refused with a reason by the person who decides on it. A seat that was held goes to the ' +
      'next in line in the same transaction. Repeating it changes nothing.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiOkResponse({ type: StandingResponse })
  @ApiProblems(401, 404, 409, 422)
  async refuse(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: RefuseRequest,
  ): Promise<StandingResponse> {
    const own = await this.offers.refuse(actor, id, reason);
    return StandingResponse.of(own ?? (await this.approvals.refuse(actor, id, reason)));
  }
}
