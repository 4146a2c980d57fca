import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  ParseUUIDPipe,
  Post,
  UseInterceptors,
} from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { ApiProblems, CONFIG, type Config, IdempotencyInterceptor } from '@academie/platform';

import {
  CheckInCodeResponse,
  CheckInRequest,
  CheckInResponse,
  TicketResponse,
  TicketScanRequest,
  TicketScanResponse,
} from './check-in.dto';
import { CheckInService } from './check-in.service';

@ApiTags('attendance')
@ApiBearerAuth()
@Controller('api/v1')
@UseInterceptors(IdempotencyInterceptor)
export class CheckInController {
  constructor(
    private readonly checkIns: CheckInService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('sessions/:id/check-in-code')
  @Allow('trainer', 'theme_lead', 'administrator')
  @ApiOperation({
    summary: 'The code for the screen of a session',
    description: 'For offerings with `self` in checkIn, while the session is on.',
  })
  @ApiOkResponse({ type: CheckInCodeResponse })
  @ApiProblems(401, 403, 404, 409)
  async code(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<CheckInCodeResponse> {
    const { token, words, until } = await this.checkIns.screen(actor, id);
    const url = `${this.config.publicUrl}/inchecken/${token}`;
    return { token, words, url, until: until.toISOString() };
  }

  @Post('check-ins')
  @HttpCode(200)
  @Allow('participant')
  @ApiOperation({
    summary: 'Check in at the session of a code',
    description:
      'Yourself only, once, while the code is on the screen. The trainer can overrule it.',
  })
  @ApiOkResponse({ type: CheckInResponse })
  @ApiProblems(401, 409, 422)
  async checkIn(
    @CurrentActor() actor: Actor,
    @Body() { token }: CheckInRequest,
  ): Promise<CheckInResponse> {
    return { sessionId: (await this.checkIns.checkIn(actor, token, undefined)).id };
  }

  @Post('sessions/:id/ticket-scans')
  @HttpCode(200)
  @Allow('trainer', 'theme_lead', 'administrator')
  @ApiOperation({
    summary: 'Scan a ticket',
    description: 'For offerings with `ticket` in checkIn, while the session is on.',
  })
  @ApiOkResponse({ type: TicketScanResponse })
  @ApiProblems(401, 403, 404, 409, 422)
  async scan(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { code }: TicketScanRequest,
  ): Promise<TicketScanResponse> {
    return TicketScanResponse.of(await this.checkIns.scan(actor, id, code));
  }

  @Get('enrolments/:id/ticket')
  @Allow('participant')
  @ApiOperation({ summary: 'Your own ticket for an enrolment' })
  @ApiOkResponse({ type: TicketResponse })
  @ApiProblems(401, 404, 409)
  async ticket(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<TicketResponse> {
    return { code: (await this.checkIns.ticket(actor, id)).code };
  }
}
