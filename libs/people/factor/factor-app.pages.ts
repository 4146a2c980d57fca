import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import {
  Database,
  emptyForm,
  type Form,
  localPathOrHome,
  qrCode,
  readForm,
  seeOther,
  t,
} from '@academie/platform';

import type { Actor } from '../access/actor';
import { Allow, CurrentActor, FACTORS, RecentProof, WithoutFactor } from '../access/access.guard';
import { CodeForm } from './factor.dto';
import { FactorService } from './factor.service';
import { crumbs, showCodes } from './factor-view';
import { Totp } from './totp';

/** Setting up an app that shows codes. */
@ApiExcludeController()
@Controller(`${FACTORS}/app`)
@Allow('participant')
@WithoutFactor()
@RecentProof()
export class FactorAppPages {
  constructor(
    private readonly service: FactorService,
    private readonly totp: Totp,
    private readonly database: Database,
  ) {}

  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @Query('naar') next: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.page(reply, actor, localPathOrHome(next), emptyForm());
  }

  @Post()
  async confirm(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(CodeForm, body);
    const next = localPathOrHome(form.values.next);
    const done = await form.submit(async ({ code }) => ({
      codes: await this.service.confirmApp(actor, code),
    }));
    if (done?.codes) return showCodes(reply, done.codes, next);
    if (done) return seeOther(reply, FACTORS, t('people.factor.app-added'));
    delete form.values.code;
    void reply.status(422);
    await this.page(reply, actor, next, form);
  }

  private async page(
    reply: FastifyReply,
    actor: Actor,
    next: string,
    form: Form<object>,
  ): Promise<void> {
    const row = await this.database.first<{ address: string }>(
      'SELECT address::text FROM people.email_address WHERE person_id = $1 AND is_primary',
      [actor.id],
    );
    const { secret, uri } = await this.totp.setUp(actor.id, row?.address ?? actor.name);
    const title = t('people.factor.set-up-app');
    reply.view('people/factor/factor-app', {
      title,
      crumbs: crumbs(title),
      next,
      secret,
      qr: qrCode(uri, t('people.factor.qr')),
      form: form.view,
    });
  }
}
