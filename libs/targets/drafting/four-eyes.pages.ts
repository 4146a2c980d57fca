import { Body, Controller, Get, type OnModuleInit, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor, SetupService, SetupSteps } from '@academie/people';
import { Installation, readForm, seeOther, t } from '@academie/platform';

import { FOUR_EYES } from './four-eyes';

const PAGE = '/beheer/inrichten/vier-ogen';
const SETUP = '/beheer/inrichten';

/** One box. */
export class FourEyesForm {
  @IsOptional()
  @IsIn(['ja'])
  wanted?: 'ja';
}

/** Whether somebody else adopts a target than who proposed it. */
@ApiExcludeController()
@Controller('beheer/inrichten/vier-ogen')
@Allow('administrator')
export class FourEyesPages implements OnModuleInit {
  constructor(
    private readonly installation: Installation,
    private readonly setup: SetupService,
    private readonly steps: SetupSteps,
  ) {}

  onModuleInit(): void {
    this.steps.add({
      href: PAGE,
      text: 'targets.setup.four-eyes',
      position: 85,
      isDone: () => Promise.resolve(this.installation.isSet(FOUR_EYES)),
    });
  }

  @Get()
  show(@Res() reply: FastifyReply): void {
    reply.view('targets/drafting/four-eyes', {
      title: t('targets.setup.four-eyes.label'),
      crumbs: [
        { href: SETUP, label: t('targets.setup.begin') },
        { label: t('targets.setup.four-eyes.label') },
      ],
      action: PAGE,
      cancelHref: SETUP,
      wanted: this.installation.value(FOUR_EYES) === 'ja',
    });
  }

  @Post()
  async save(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(FourEyesForm, body);
    if (form.failed) {
      void reply.status(422);
      return this.show(reply);
    }
    await this.setup.set(actor, FOUR_EYES, form.data?.wanted ?? 'nee');
    seeOther(reply, SETUP, t('targets.setup.saved'));
  }
}
