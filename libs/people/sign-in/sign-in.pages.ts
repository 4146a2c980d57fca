import { Body, Controller, Get, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import {
  CONFIG,
  type Config,
  emptyForm,
  localPathOrHome,
  Public,
  readForm,
  refusalText,
  Refusal,
  seeOther,
} from '@academie/platform';

import { Allow } from '../access/access.guard';
import { SignInForm } from '../person/people.dto';
import { sessionCookie, setSessionCookie } from '../access/authentication.hook';
import { SessionService } from '../access/session.service';
import { SignInService } from './sign-in.service';

const VIEW = 'people/sign-in/sign-in';

@ApiExcludeController()
@Controller()
export class SignInPages {
  constructor(
    private readonly signIn: SignInService,
    private readonly sessions: SessionService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('inloggen')
  @Public()
  show(
    @Query('naar') next: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): void {
    if (request.actor) return seeOther(reply, localPathOrHome(next));
    reply.view(VIEW, { title: 'Inloggen', next: localPathOrHome(next), form: emptyForm().view });
  }

  @Post('inloggen')
  @Public()
  async enter(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(SignInForm, body);
    const next = localPathOrHome(form.values.next);
    try {
      if (form.data) {
        const token = await this.signIn.withPassword(form.data);
        const before = request.cookies[sessionCookie(this.config)];
        if (before) await this.sessions.end(before);
        setSessionCookie(reply, this.config, token);
        return seeOther(reply, next);
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      form.errors.password = refusalText(error);
    }
    delete form.values.password; // a password is never sent back
    void reply.status(422);
    reply.view(VIEW, { title: 'Inloggen', next, form: form.view });
  }

  @Post('uitloggen')
  @Allow('participant')
  async leave(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const cookie = sessionCookie(this.config);
    const token = request.cookies[cookie];
    if (token) await this.sessions.end(token);
    void reply.clearCookie(cookie, { path: '/' });
    const waiting = waitingIn(body);
    void reply.header('clear-site-data', waiting ? '"cache"' : '"cache", "storage"');
    seeOther(reply, '/', `U bent uitgelogd.${waiting ? ` ${keptText(waiting)}` : ''}`);
  }
}

// The page has emptied the device itself, but for marks of a register that could not be sent yet: ids
// and answers without a name, which wait there for the same person.
const waitingIn = (body: unknown): number => {
  const { bewaard } = (body ?? {}) as { bewaard?: unknown };
  return typeof bewaard === 'string' && /^[1-9]\d{0,5}$/.test(bewaard) ? Number(bewaard) : 0;
};

const keptText = (waiting: number): string =>
  waiting === 1
    ? '1 melding staat nog op dit toestel en wordt verstuurd zodra u hier weer inlogt.'
    : `${waiting} meldingen staan nog op dit toestel en worden verstuurd zodra u hier weer inlogt.`;
