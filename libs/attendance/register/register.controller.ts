import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Res,
  UseInterceptors,
} from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiExtraModels,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { ApiProblems, IDEMPOTENCY_KEY, IdempotencyInterceptor } from '@academie/platform';

import {
  CloseRequest,
  MarkInput,
  MarkResultResponse,
  MarkResultsResponse,
  ReopenRequest,
} from './attendance.dto';
import { AttendanceQueries } from './attendance.queries';
import { AttendanceService } from './attendance.service';
import { MOST_MARKS, parseMarks, readMoment } from './parse-marks';
import { RegisterService } from './register.service';
import { RegisterResponse } from './register.dto';
import { type SessionHead, SessionAccess } from './session-access';

@ApiTags('attendance')
@ApiBearerAuth()
@ApiExtraModels(MarkInput)
@Controller('api/v1/sessions/:id')
@Allow('trainer', 'theme_lead', 'administrator')
@UseInterceptors(IdempotencyInterceptor)
export class RegisterController {
  constructor(
    private readonly sessionAccess: SessionAccess,
    private readonly queries: AttendanceQueries,
    private readonly attendance: AttendanceService,
    private readonly registers: RegisterService,
  ) {}

  @Get('register')
  @ApiOperation({
    summary: 'The register of a session',
    description:
      'Everybody who has a place, with the mark that holds. For who gives or organises the offering. ' +
      'Ask again with If-None-Match to hear only of changes.',
  })
  @ApiHeader({
    name: 'If-None-Match',
    required: false,
    description: 'The ETag of an earlier answer',
  })
  @ApiOkResponse({ type: RegisterResponse })
  @ApiResponse({ status: 304, description: 'Nothing changed' })
  @ApiProblems(401, 403, 404)
  async register(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RegisterResponse | undefined> {
    const head = await this.sessionAccess.get(actor, id);
    const etag = etagOf(head);
    void reply.header('etag', etag);
    if (known === etag) return void reply.status(304);
    return RegisterResponse.of(head, await this.queries.roster(head));
  }

  @Post('attendance-marks')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Add marks',
    description:
      'Marks are only ever added; which one holds follows from source and moment, not from the order ' +
      'of arrival. Each mark is answered by itself, in the order sent: one that is rejected does not ' +
      'keep the others from being recorded. The same clientId again changes nothing.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiHeader({
    name: 'Device-Time',
    required: false,
    schema: { type: 'string', format: 'date-time' },
    description:
      'What time the device thinks it is as it sends. When that is not our time, its marks are dated by ' +
      'as much earlier or later. Anything that is no moment is ignored.',
  })
  @ApiBody({
    schema: {
      type: 'array',
      minItems: 1,
      maxItems: MOST_MARKS,
      items: { $ref: '#/components/schemas/MarkInput' },
    },
  })
  @ApiOkResponse({ type: MarkResultsResponse })
  @ApiProblems(401, 403, 404, 409, 422)
  async addMarks(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Headers('device-time') deviceTime: string | undefined,
  ): Promise<MarkResultsResponse> {
    const sent = parseMarks(body);
    const marks = sent.flatMap((one) => ('mark' in one ? [one.mark] : []));
    const results = (
      await this.attendance.record(actor, id, marks, { deviceTime: readMoment(deviceTime) })
    ).values();
    return {
      results: sent.map((one) =>
        'mark' in one
          ? MarkResultResponse.of(one.mark.clientId, results.next().value ?? REJECTED)
          : MarkResultResponse.of(one.clientId, REJECTED),
      ),
    };
  }

  @Post('register-closure')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Close the register',
    description:
      'Everybody without a mark was absent. With the last register of the offering everybody gets an ' +
      'outcome, at the end of the last session and not before. A session that has not begun cannot ' +
      'be closed; one that has not ended only with `early`. Closing a closed register changes nothing.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiOkResponse({ type: RegisterResponse })
  @ApiProblems(401, 403, 404, 409)
  async close(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body?: CloseRequest,
  ): Promise<RegisterResponse> {
    await this.registers.close(actor, id, { early: body?.early });
    return this.shown(actor, id);
  }

  @Post('register-reopening')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Open a closed register again',
    description:
      'Outcomes and completions of the offering are taken back until it is closed again.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiOkResponse({ type: RegisterResponse })
  @ApiProblems(401, 403, 404, 409, 422)
  async reopen(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: ReopenRequest,
  ): Promise<RegisterResponse> {
    await this.registers.reopen(actor, id, reason);
    return this.shown(actor, id);
  }

  private async shown(actor: Actor, id: string): Promise<RegisterResponse> {
    const head = await this.sessionAccess.get(actor, id);
    return RegisterResponse.of(head, await this.queries.roster(head));
  }
}

const REJECTED = { result: 'rejected', code: 'attendance.invalid-mark' } as const;

const etagOf = ({ version, marks, lastMark, enrolled, offeringStatus }: SessionHead): string =>
  `"${version}-${marks}-${lastMark}-${enrolled}-${offeringStatus}"`;
