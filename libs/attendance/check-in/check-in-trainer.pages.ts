import { Body, Controller, Get, Inject, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import {
  Clock,
  CONFIG,
  type Config,
  emptyForm,
  type Form,
  qrCode,
  readAssets,
  readForm,
  Refusal,
  refusalText,
  seeOther,
  t,
} from '@academie/platform';

import { TicketScanRequest } from './check-in.dto';
import { STEP_SECONDS } from './check-in-code';
import { CheckInService, type Scanned } from './check-in.service';
import { AttendanceQueries } from '../register/attendance.queries';
import { crumbsOf, headView, registerHref } from '../register/register-view';
import { type SessionHead, SessionAccess } from '../register/session-access';

/** At the door: the code on the trainer's screen, and the tickets that the trainer scans. */
@ApiExcludeController()
@Controller('lesgeven/sessies/:id')
@Allow('trainer', 'theme_lead', 'administrator')
export class CheckInTrainerPages {
  constructor(
    private readonly sessionAccess: SessionAccess,
    private readonly checkIns: CheckInService,
    private readonly queries: AttendanceQueries,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('code')
  async screen(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const head = await this.sessionAccess.get(actor, id);
    const view = { title: 'Inchecken', head: headView(head) };
    try {
      const { token, words, until } = await this.checkIns.screen(actor, id);
      const checkIn = `${this.config.publicUrl}/inchecken`;
      const { present, partial, ...others } = await this.queries.counts(head);
      const here = present + partial;
      reply.view('attendance/check-in/check-in-screen', {
        ...view,
        qr: qrCode(`${checkIn}/${token}`, 'QR-code om in te checken'),
        words,
        place: checkIn.replace(/^https?:\/\//, ''),
        left: Math.ceil((until.getTime() - this.clock.now().getTime()) / 1000),
        step: STEP_SECONDS,
        here,
        people: here + Object.values(others).reduce((sum, count) => sum + count, 0),
      });
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind !== 'conflict') throw error;
      reply.view('attendance/check-in/check-in-screen', { ...view, why: refusalText(error) });
    }
  }

  /** A second tick: all who checked in alone are there, says the trainer. */
  @Post('bevestigen')
  async confirm(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const count = await this.checkIns.confirm(actor, id);
    seeOther(reply, registerHref(id), t('attendance.check-in.confirmed', { count }));
  }

  @Get('scannen')
  async camera(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const head = await this.sessionAccess.get(actor, id);
    if (head.state === 'closed') return seeOther(reply, registerHref(id));
    this.scanPage(reply, head, emptyForm());
  }

  /** One ticket, typed or scanned without more than a page. The camera speaks to the API. */
  @Post('scannen')
  async scan(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const head = await this.sessionAccess.get(actor, id);
    const form = await readForm(TicketScanRequest, body);
    const scanned = await form
      .submit(({ code }) => this.checkIns.scan(actor, id, code))
      .catch((error: unknown) => {
        if (!(error instanceof Refusal) || error.kind !== 'conflict') throw error;
        form.errors.code = refusalText(error);
        return undefined;
      });
    if (scanned) return seeOther(reply, `${registerHref(id)}/scannen`, scannedText(scanned));
    void reply.status(422);
    this.scanPage(reply, head, form);
  }

  private scanPage(reply: FastifyReply, head: SessionHead, form: Form<object>): void {
    const { scan } = readAssets();
    reply.view('attendance/check-in/scan', {
      title: 'Kaarten scannen',
      crumbs: crumbsOf(head, 'Scannen'),
      head: headView(head),
      form: form.view,
      scansUrl: `/api/v1/sessions/${head.id}/ticket-scans`,
      scripts: scan ? [scan] : [],
      off: !head.checkIn.includes('ticket'),
      values: Object.fromEntries(
        (['unknown', 'present', 'partial', 'excused', 'absent'] as const).map((value) => [
          value,
          t(`attendance.value.${value}`).toLowerCase(),
        ]),
      ),
    });
  }
}

/** "Sam de Tester is ingecheckt." or what holds instead, since the trainer outranks a ticket. */
function scannedText({ name, value, again, late }: Scanned): string {
  if (late !== undefined) return t('attendance.check-in.done-late', { name, minutes: late });
  if (value !== 'present')
    return t('attendance.check-in.other-mark', {
      name,
      mark: t(`attendance.value.${value}`).toLowerCase(),
    });
  return t(`attendance.check-in.${again ? 'again' : 'done'}`, { name });
}
