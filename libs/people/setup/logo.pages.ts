import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import {
  emptyForm,
  type Form,
  Installation,
  NotFound,
  Public,
  Refusal,
  refusalText,
  seeOther,
  t,
  Upload,
} from '@academie/platform';

import type { Actor } from '../access/actor';
import { Allow, CurrentActor, WithoutFactor } from '../access/access.guard';
import { NoPicture } from '../people.errors';
import { SetupService } from './setup.service';
import { crumbsTo, SETUP } from './setup-view';

/** The logo: shown to everybody, changed by administrators. */
@ApiExcludeController()
@Controller()
export class LogoPages {
  constructor(
    private readonly installation: Installation,
    private readonly service: SetupService,
  ) {}

  /** The picture of this version never changes, so a browser asks for it once. */
  @Get('logo/:version')
  @Public()
  @WithoutFactor()
  async picture(@Param('version') version: string, @Res() reply: FastifyReply): Promise<void> {
    const file =
      version === this.installation.logoVersion ? await this.installation.logoFile() : undefined;
    if (!file) throw new NotFound();
    void reply
      .type('image/png')
      .header('cache-control', 'public, max-age=31536000, immutable')
      .send(file);
  }

  @Get('beheer/inrichten/logo')
  @Allow('administrator')
  show(@Res() reply: FastifyReply): void {
    this.page(reply, emptyForm());
  }

  @Post('beheer/inrichten/logo')
  @Allow('administrator')
  @Upload(1)
  async save(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = emptyForm();
    try {
      if (!request.upload) throw new NoPicture();
      await this.service.changeLogo(actor, request.upload.content);
      return seeOther(reply, SETUP, t('people.setup.saved'));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      form.errors.file = refusalText(error);
    }
    void reply.status(422);
    this.page(reply, form);
  }

  @Post('beheer/inrichten/logo/weghalen')
  @Allow('administrator')
  async remove(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    await this.service.changeLogo(actor, undefined);
    seeOther(reply, SETUP, t('people.setup.saved'));
  }

  private page(reply: FastifyReply, form: Form<object>): void {
    const title = t('people.setup.logo.title');
    reply.view('people/setup/setup-logo', {
      title,
      crumbs: crumbsTo(title),
      form: form.view,
      hasLogo: this.installation.logoVersion !== undefined,
    });
  }
}
