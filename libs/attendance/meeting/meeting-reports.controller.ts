import {
  Body,
  Controller,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  UseInterceptors,
} from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { ApiProblems, IdempotencyInterceptor } from '@academie/platform';

import {
  answerOf,
  judgedOf,
  type MeetingChoiceInput,
  MeetingReportRequest,
  MeetingReportResponse,
  MeetingResponse,
} from './meeting.dto';
import { isOfSession, readReport } from '../meeting-report/meeting-report';
import { shownName } from './meeting-view';
import { type MeetingRule, presentFrom, sessionMinutes } from './meeting-rule';
import type { MeetingChoice } from './meeting-answer';
import { MeetingService } from './meeting.service';
import { SessionAccess } from '../register/session-access';

@ApiTags('attendance')
@ApiBearerAuth()
@Controller('api/v1/sessions/:id')
@UseInterceptors(IdempotencyInterceptor)
export class MeetingReportsController {
  constructor(
    private readonly sessionAccess: SessionAccess,
    private readonly meetings: MeetingService,
  ) {}

  @Post('meeting-reports')
  @HttpCode(200)
  @Allow('trainer', 'theme_lead', 'administrator')
  @ApiOperation({
    summary: 'Take over who was in an online session',
    description:
      'From the attendance report of Teams, Webex, Zoom or Google Meet, in marks with source `meeting_log`. Only ' +
      'minutes within the hours of the session count. Whom the ' +
      'report means is found by address, or by a name only one participant has; say the rest in ' +
      '`choices`. Every person gets an answer; the same report again changes nothing.',
  })
  @ApiOkResponse({ type: MeetingReportResponse })
  @ApiProblems(401, 403, 404, 409, 422)
  async take(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body()
    { report: text, presentPercent, dryRun, otherHours, choices = [] }: MeetingReportRequest,
  ): Promise<MeetingReportResponse> {
    const head = await this.sessionAccess.get(actor, id);
    const report = await readReport({ content: Buffer.from(text) }, head);
    const rule: MeetingRule = { sessionMinutes: sessionMinutes(head), percent: presentPercent };
    if (dryRun) {
      const { judged, expected, fits } = await this.meetings.judge(head, report, rule);
      return {
        meeting: MeetingResponse.of(report, fits),
        presentFrom: presentFrom(rule),
        people: judged.map((one) => judgedOf(one, expected)),
      };
    }
    const chosen = new Map(choices.map((one) => [one.place, choiceOf(one)]));
    const answers = await this.meetings.record(actor, id, report, rule, {
      choices: chosen,
      otherHours,
    });
    return {
      meeting: MeetingResponse.of(report, isOfSession(report, head)),
      presentFrom: presentFrom(rule),
      people: answers.map((answer, at) => answerOf(shownName(report.people[at]), answer)),
    };
  }
}

const choiceOf = ({ action, enrolmentId }: MeetingChoiceInput): MeetingChoice =>
  action === 'enrolment' ? { enrolmentId: enrolmentId ?? '' } : action;
