import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor, MenuEntry } from '@academie/people';
import {
  emptyForm,
  type Form,
  instant,
  InvalidInput,
  IsDay,
  IsTime,
  readForm,
  seeOther,
  Trimmed,
  t,
} from '@academie/platform';

import { type DecisionRow, GoNoGoService } from './go-no-go.service';
import { decisionsView, decisionView } from './go-no-go-view';
import { bodyOf, orNull } from '../form/form-values';
import { ManageQueries } from '../manage/manage.queries';
import { OfferingService } from '../offering/offering.service';

const LIST = '/beheer/besluiten';

class NoGoForm {
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason!: string;
}

class LaterForm {
  @IsDay()
  day!: string;

  @IsOptional()
  @IsTime()
  time?: string | null;
}

/** Go or no-go: whether an offering with a minimum is given. */
@ApiExcludeController()
@Controller('beheer')
@Allow('theme_lead', 'administrator')
export class GoNoGoPages {
  constructor(
    private readonly decisions: GoNoGoService,
    private readonly offerings: OfferingService,
    private readonly queries: ManageQueries,
  ) {}

  @Get('besluiten')
  @MenuEntry({
    section: 'admin',
    group: 'programme',
    href: LIST,
    text: 'catalogue.menu.decisions',
    roles: ['theme_lead', 'administrator'],
    position: 12,
  })
  async list(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    reply.view('catalogue/go-no-go/decisions', decisionsView(await this.decisions.open(actor)));
  }

  @Get('uitvoeringen/:id/besluit')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.show(reply, actor, id, emptyForm());
  }

  @Post('uitvoeringen/:id/besluit/doorgaan')
  async go(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.offerings.confirm(actor, id);
    seeOther(reply, LIST, t('catalogue.decision.go'));
  }

  @Post('uitvoeringen/:id/besluit/niet-doorgaan')
  async noGo(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(NoGoForm, body);
    const done = await form.submit(({ reason }) => this.offerings.cancel(actor, id, reason));
    if (done !== undefined) return seeOther(reply, LIST, t('catalogue.decision.no-go'));
    void reply.status(422);
    await this.show(reply, actor, id, form);
  }

  @Post('uitvoeringen/:id/besluit/later')
  async later(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { day, time } = bodyOf(body);
    const form = await readForm(LaterForm, { day, time: orNull(time) });
    const done = await form.submit(async (data) => {
      const at = instant(data.day, data.time ?? '09:00');
      if (!at)
        throw new InvalidInput([
          { field: 'time', code: 'catalogue.no-such-hour', message: 'time does not exist' },
        ]);
      await this.decisions.postpone(actor, id, at);
      return true;
    });
    if (done) return seeOther(reply, LIST, t('catalogue.decision.later'));
    void reply.status(422);
    await this.show(reply, actor, id, form);
  }

  private async show(
    reply: FastifyReply,
    actor: Actor,
    id: string,
    form: Form<object>,
  ): Promise<void> {
    // Says whose it is, and that there is one.
    const head = await this.queries.offering(actor, id);
    const decision: DecisionRow | undefined = await this.decisions.one(actor, id);
    if (!decision)
      return seeOther(
        reply,
        `/beheer/aanbod/${head.courseId}`,
        'Hier valt niets (meer) te beslissen.',
        'info',
      );
    reply.view('catalogue/go-no-go/decision', { ...decisionView(decision), form: form.view });
  }
}
