import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor, NotAllowed } from '@academie/people';

import { MessageRuleForms, type Desk } from './message-rule.forms';
import { MessageLog } from './message-log.queries';
import { MessageRules } from '../message/message-rules';
import { MessageRuleService } from './message-rule.service';
import { logTable, rulesTable } from './message-view';
import { offeringTabs } from '../participants/offering-links';
import { ParticipantsQueries } from '../participants/participants.queries';

const PAGE_SIZE = 50;
const text = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** The messages of one offering: which go out, what they say, and what was sent to whom. */
@ApiExcludeController()
@Controller('beheer/uitvoeringen/:id/berichten')
@Allow('coordinator', 'trainer', 'theme_lead', 'administrator')
export class OfferingMessagesPages {
  constructor(
    private readonly participants: ParticipantsQueries,
    private readonly service: MessageRuleService,
    private readonly rules: MessageRules,
    private readonly log: MessageLog,
    private readonly desk: MessageRuleForms,
  ) {}

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query('na') after: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { reach, ...head } = await this.participants.head(actor, id);
    const page = await this.log.list(actor, id, { after: text(after), limit: PAGE_SIZE });
    const home = homeOf(id);
    const owner = reach.organises && (await this.service.ownerOfOffering(actor, id));
    reply.view('enrolment/message-rule/offering-messages', {
      title: `Berichten ${head.courseTitle}`,
      crumbs: [
        { href: `/aanbod/${head.courseSlug}`, label: head.courseTitle },
        { label: 'Berichten' },
      ],
      course: head.courseTitle,
      tabs: offeringTabs(id, 'messages', reach.organises),
      ...(owner && {
        ...rulesTable(await this.rules.of(owner), home),
        newHref: `${home}/nieuw`,
        courseHref: `/beheer/trainingen/${owner.courseId}/berichten`,
      }),
      writeHref: reach.organises || reach.trains ? `/beheer/uitvoeringen/${id}/bericht` : undefined,
      onlyOwn: !reach.organises && !reach.trains,
      ...logTable(page.items),
      nextHref: page.next && `${home}?na=${page.next}`,
      firstHref: after ? home : undefined,
    });
  }

  @Get('nieuw')
  async showNew(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.desk.showNew(reply, await this.deskOf(actor, id));
  }

  @Post('nieuw')
  async add(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.desk.add(reply, actor, await this.deskOf(actor, id), body);
  }

  @Get(':key')
  async show(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('key') key: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.desk.show(reply, await this.deskOf(actor, id), key);
  }

  @Post(':key')
  @HttpCode(200)
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('key') key: string,
    @Body() body: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.desk.handle(reply, actor, await this.deskOf(actor, id), key, body);
  }

  private async deskOf(actor: Actor, id: string): Promise<Desk> {
    const { reach, ...head } = await this.participants.head(actor, id);
    if (!reach.organises) throw new NotAllowed();
    return {
      owner: await this.service.ownerOfOffering(actor, id),
      home: homeOf(id),
      course: head.courseTitle,
      crumbs: [{ href: `/aanbod/${head.courseSlug}`, label: head.courseTitle }],
    };
  }
}

const homeOf = (offeringId: string): string => `/beheer/uitvoeringen/${offeringId}/berichten`;
