import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Req,
  Res,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import {
  Clock,
  emptyForm,
  type Form,
  LargeForm,
  readForm,
  sheetOptions,
  refusalText,
  seeOther,
  Upload,
  t,
} from '@academie/platform';

import { SessionNotBegun } from '../attendance.errors';
import { MeetingForm, MeetingTakeForm } from './meeting.dto';
import { ReportTooLarge, UnreadableReport } from '../meeting-report/meeting-report.errors';
import { choicesIn, meetingView, packed, resultRows, reviewRows, unpacked } from './meeting-view';
import { isOfSession, type MeetingReport, readReport } from '../meeting-report/meeting-report';
import { PRESENT_PERCENT, ruleText, sessionMinutes } from './meeting-rule';
import { MeetingService } from './meeting.service';
import { crumbsOf, headView, registerHref } from '../register/register-view';
import { type SessionHead, SessionAccess } from '../register/session-access';
import { stringFields } from '../register/string-fields';

/** Takes over the list of a video meeting: choose the file, look through the names, take over. */
@ApiExcludeController()
@Controller('lesgeven/sessies/:id/videogesprek')
@Allow('trainer', 'theme_lead', 'administrator')
export class MeetingPages {
  constructor(
    private readonly sessionAccess: SessionAccess,
    private readonly meetings: MeetingService,
    private readonly clock: Clock,
  ) {}

  @Get()
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const head = await this.sessionAccess.get(actor, id);
    if (head.state === 'closed' || head.cancelled) return seeOther(reply, registerHref(id));
    if (this.clock.now() < head.startsAt)
      return seeOther(reply, registerHref(id), refusalText(new SessionNotBegun()), 'error');
    this.form(reply, head, emptyForm({ percent: PRESENT_PERCENT }));
  }

  /** Shows who was found; nothing is kept until it is taken over. */
  @Post()
  @HttpCode(200)
  @Upload()
  async review(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Req() { upload }: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const head = await this.sessionAccess.get(actor, id);
    const form = await readForm(MeetingForm, body);
    if (!upload) form.errors.report = t('attendance.meeting-page.choose-file');
    const report = await form.submit(async ({ sheet }) => {
      if (!upload) throw new UnreadableReport();
      if (upload.tooLarge) throw new ReportTooLarge();
      return readReport({ content: upload.content, sheet: sheet || undefined }, head);
    });
    if (!report || !form.data) {
      void reply.status(422);
      return this.form(reply, head, form);
    }
    await this.reviewPage(reply, head, report, form.data.percent, emptyForm());
  }

  @Post('overnemen')
  @HttpCode(200)
  @LargeForm({ kilobytes: 400, fields: 2000 })
  async take(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const head = await this.sessionAccess.get(actor, id);
    const form = await readForm(MeetingTakeForm, body);
    const report = unpacked(form.values.lijst);
    if (!report || !form.data) {
      void reply.status(422);
      form.errors.report = t('attendance.meeting-page.list-lost');
      return this.form(reply, head, form);
    }
    const { percent } = form.data;
    const choices = choicesIn(stringFields(form.values.keuze));
    const rule = { sessionMinutes: sessionMinutes(head), percent };
    const otherHours = form.values.toch === 'ja';
    if (!otherHours && !isOfSession(report, head)) {
      void reply.status(422);
      form.errors.toch = t('attendance.meeting-page.other-hours');
      return this.reviewPage(reply, head, report, percent, form);
    }
    const answers = await this.meetings.record(actor, id, report, rule, { choices, otherHours });
    const taken = answers.filter(({ outcome }) => outcome === 'recorded').length;
    reply.view('attendance/meeting/meeting-result', {
      title: 'Lijst overgenomen',
      crumbs: crumbsOf(head, t('attendance.meeting-page.title')),
      head: headView(head),
      summary: t('attendance.meeting-page.taken', { count: taken }),
      columns: [
        { label: t('attendance.meeting-page.name') },
        { label: 'Minuten', numeric: true },
        { label: 'Aanwezigheid' },
        { label: t('attendance.meeting-page.outcome') },
        { label: 'Toelichting' },
      ],
      rows: resultRows(report.people, answers),
      againHref: `${registerHref(id)}/videogesprek`,
    });
  }

  private async reviewPage(
    reply: FastifyReply,
    head: SessionHead,
    report: MeetingReport,
    percent: number,
    form: Form<object>,
  ): Promise<void> {
    const { id } = head;
    const rule = { sessionMinutes: sessionMinutes(head), percent };
    const { judged, expected, fits } = await this.meetings.judge(head, report, rule);
    const rows = reviewRows(judged, expected);
    reply.view('attendance/meeting/meeting-review', {
      title: 'Namen nalopen',
      crumbs: crumbsOf(head, t('attendance.meeting-page.title')),
      head: headView(head),
      form: form.view,
      meeting: meetingView(report, fits),
      rule: ruleText(rule),
      ...rows,
      sureCount: rows.sure.length,
      percent: rule.percent,
      report: packed(report),
      action: `${registerHref(id)}/videogesprek/overnemen`,
      againHref: `${registerHref(id)}/videogesprek`,
    });
  }

  private form(reply: FastifyReply, head: SessionHead, form: Form<object>): void {
    reply.view('attendance/meeting/meeting-upload', {
      title: t('attendance.meeting-page.title'),
      crumbs: crumbsOf(head, t('attendance.meeting-page.title')),
      head: headView(head),
      form: form.view,
      sheets: sheetOptions(form),
      rule: ruleText({ sessionMinutes: sessionMinutes(head), percent: PRESENT_PERCENT }),
    });
  }
}
