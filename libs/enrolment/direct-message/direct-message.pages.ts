import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { emptyForm, type Form, isId, newId, readForm, seeOther, t } from '@academie/platform';

import { DirectMessageForm } from './direct-message.dto';
import { DirectMessageQueries } from './direct-message.queries';
import { DirectMessageService } from './direct-message.service';
import { backOf, QUICK, quickTexts, sentRows, toOptions } from './direct-message-view';
import { ParticipantsQueries } from '../participants/participants.queries';

/** Writing to who takes part, now: from the register, the list of participants, or the messages. */
@ApiExcludeController()
@Controller('beheer/uitvoeringen/:id/bericht')
@Allow('trainer', 'theme_lead', 'administrator')
export class DirectMessagePages {
  constructor(
    private readonly messages: DirectMessageService,
    private readonly queries: DirectMessageQueries,
    private readonly participants: ParticipantsQueries,
  ) {}

  @Get()
  async write(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query('aan') to: unknown,
    @Query('sessie') session: unknown,
    @Query('tekst') quick: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const word = QUICK.find((one) => one === quick);
    const form = emptyForm({
      messageId: newId(),
      to: isId(to) ? to : 'all',
      session: isId(session) ? session : '',
      body: word && t(`enrolment.direct-message.quick.${word}.text`),
    });
    await this.show(reply, actor, id, form);
  }

  @Post()
  async send(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(DirectMessageForm, body);
    const sent = await form.submit((message) => this.messages.send(actor, id, message));
    if (sent)
      return seeOther(
        reply,
        backOf(id, form.values),
        t('enrolment.direct-message.sent', { count: sent.recipients }),
      );
    void reply.status(422);
    await this.show(reply, actor, id, form);
  }

  private async show(
    reply: FastifyReply,
    actor: Actor,
    id: string,
    form: Form<object>,
  ): Promise<void> {
    const head = await this.participants.head(actor, id);
    await this.messages.mustWrite(actor, id);
    const { to, messageId } = form.values;
    const [choices, sent] = await Promise.all([
      this.queries.choices(id, isId(to) ? to : undefined),
      this.queries.sent(id),
    ]);
    const home = `/beheer/uitvoeringen/${id}`;
    reply.view('enrolment/direct-message/direct-message', {
      title: 'Bericht sturen',
      crumbs: [
        { href: `${home}/deelnemers`, label: head.courseTitle },
        { label: 'Bericht sturen' },
      ],
      course: head.courseTitle,
      nobody: choices.people.length === 0,
      options: toOptions(choices),
      subject:
        form.values.subject ??
        t('enrolment.direct-message.subject', { course: head.courseTitle }).slice(0, 150),
      messageId: isId(messageId) ? messageId : newId(),
      quick: quickTexts(id, form.values),
      action: `${home}/bericht`,
      cancelHref: backOf(id, form.values),
      sentColumns: [
        { label: 'Onderwerp' },
        { label: 'Aan' },
        { label: 'Van' },
        { label: 'Wanneer' },
      ],
      sentRows: sentRows(sent),
      form: form.view,
    });
  }
}
