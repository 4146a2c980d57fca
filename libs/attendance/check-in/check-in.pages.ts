import {
  Body,
  Controller,
  Get,
  Inject,
  Param,
  ParseUUIDPipe,
  Post,
  Req,
  Res,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { dateRangeText } from '@academie/catalogue';
import { Workplaces } from '@academie/enrolment';
import { type Actor, Allow, CurrentActor } from '@academie/people';
import {
  CONFIG,
  type Config,
  emptyForm,
  type Form,
  NotFound,
  Public,
  qrCode,
  readForm,
  Refusal,
  refusalText,
  seeOther,
  t,
} from '@academie/platform';

import { RoomWordsForm } from './check-in.dto';
import { type CheckInSession, CheckInService } from './check-in.service';
import { PROOF_SECONDS } from './check-in-code';

const PROOF = 'inchecken';

/** Scan, sign in, done: what a participant sees of checking in. */
@ApiExcludeController()
@Controller()
export class CheckInPages {
  constructor(
    private readonly checkIns: CheckInService,
    private readonly workplaces: Workplaces,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** For who has no camera: the words on the screen, typed. */
  @Get('inchecken')
  @Allow('participant')
  askForWords(@Res() reply: FastifyReply): void {
    this.wordsPage(reply, emptyForm());
  }

  @Post('inchecken')
  @Allow('participant')
  async checkInByWords(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(RoomWordsForm, body);
    const session = await form
      .submit(({ words }) => this.checkIns.checkInByWords(actor, words))
      .catch((error: unknown) => {
        if (!(error instanceof Refusal) || error.kind !== 'conflict') throw error;
        form.errors.words = refusalText(error);
        return undefined;
      });
    if (session) return this.checkedIn(reply, actor, session);
    void reply.status(422);
    this.wordsPage(reply, form);
  }

  private async checkedIn(
    reply: FastifyReply,
    actor: Actor,
    session: CheckInSession,
  ): Promise<void> {
    const enrolmentId = await this.workplaces.toAsk(actor.id, session.id);
    reply.view('attendance/check-in/checked-in', {
      title: 'Ingecheckt',
      course: session.courseTitle,
      when: dateRangeText(session.startsAt, session.endsAt),
      name: actor.name,
      workplaceHref: enrolmentId && `/inschrijvingen/${enrolmentId}/organisatie`,
    });
  }

  private wordsPage(reply: FastifyReply, form: Form<object>): void {
    reply.view('attendance/check-in/room-code', {
      title: 'Inchecken',
      crumbs: [{ href: '/mijn', label: 'Mijn academie' }, { label: 'Inchecken' }],
      form: form.view,
    });
  }

  /** Behind the code on the screen. A person who is not signed in comes back here after that. */
  @Get('inchecken/:token')
  @Public()
  async scanned(
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    try {
      const { session, proof } = await this.checkIns.scanned(token, request.cookies[PROOF]);
      void reply.setCookie(PROOF, proof, {
        path: '/inchecken',
        httpOnly: true,
        sameSite: 'lax',
        secure: this.config.publicUrl.startsWith('https:'),
        maxAge: PROOF_SECONDS,
      });
      if (!request.actor) return seeOther(reply, `/inloggen?naar=/inchecken/${token}`);
      reply.view('attendance/check-in/check-in', {
        title: 'Inchecken',
        course: session.courseTitle,
        when: dateRangeText(session.startsAt, session.endsAt),
        action: `/inchecken/${token}`,
      });
    } catch (error) {
      refused(reply, error);
    }
  }

  @Post('inchecken/:token')
  @Allow('participant')
  async checkIn(
    @CurrentActor() actor: Actor,
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    try {
      const session = await this.checkIns.checkIn(actor, token, request.cookies[PROOF]);
      void reply.clearCookie(PROOF, { path: '/inchecken' });
      await this.checkedIn(reply, actor, session);
    } catch (error) {
      refused(reply, error);
    }
  }

  /** A code of one's own, which the trainer scans. */
  @Get('mijn/toegangskaart/:id')
  @Allow('participant')
  async ticket(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { code, courseTitle } = await this.checkIns.ticket(actor, id).catch((error: unknown) => {
      throw error instanceof Refusal && error.kind === 'conflict' ? new NotFound() : error;
    });
    reply.view('attendance/check-in/ticket', {
      title: 'Toegangskaart',
      crumbs: [
        { href: '/mijn', label: 'Mijn academie' },
        { href: `/mijn/inschrijvingen/${id}`, label: courseTitle },
        { label: 'Toegangskaart' },
      ],
      course: courseTitle,
      name: actor.name,
      code,
      qr: qrCode(code, t('attendance.check-in.code', { code })),
    });
  }
}

function refused(reply: FastifyReply, error: unknown): void {
  if (!(error instanceof Refusal) || error.kind !== 'conflict') throw error;
  void reply.status(409);
  reply.view('attendance/check-in/check-in-refused', {
    title: 'Niet ingecheckt',
    why: refusalText(error),
  });
}
