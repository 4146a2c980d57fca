import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { LimitByAddress, NotFound, Public, seeOther, t } from '@academie/platform';

import { MessagePreferences } from './message-preferences';
import { MessageTopics, type OptionalTopic } from './message-topics';
import { mineTabs } from '../mine/my-enrolments-view';

const PER_MINUTE = 60;
const VIEW = 'enrolment/message/unsubscribe';

/**
 * Where the link and the button of a mail lead that people can do without (RFC 8058). Opening the page
 * changes nothing: mail programs open every link to look whether it is safe.
 */
@ApiExcludeController()
@Controller('berichten-stoppen/:token')
export class UnsubscribePages {
  constructor(
    private readonly preferences: MessagePreferences,
    private readonly topics: MessageTopics,
  ) {}

  @Get()
  @Public()
  @LimitByAddress(PER_MINUTE)
  async ask(
    @Param('token') token: string,
    @Query('soort') asked: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const topic = this.named(asked);
    if (!(await this.preferences.knows(token))) throw new NotFound();
    this.page(reply, topic, false, `/berichten-stoppen/${token}?soort=${topic.topic}`);
  }

  /** One press, by hand or by a mail program, which sends `List-Unsubscribe=One-Click` and no cookie. */
  @Post()
  @HttpCode(200)
  @Public()
  @LimitByAddress(PER_MINUTE)
  async stop(
    @Param('token') token: string,
    @Query('soort') asked: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const topic = this.named(asked);
    await this.preferences.refuse(token, topic.topic);
    this.page(reply, topic, true);
  }

  /** @throws NotFound */
  private named(asked: unknown): OptionalTopic {
    const topic = this.topics.find(asked);
    if (!topic) throw new NotFound();
    return topic;
  }

  private page(reply: FastifyReply, topic: OptionalTopic, done: boolean, action?: string): void {
    const what = t(topic.title);
    reply.view(VIEW, {
      title: done ? 'Geregeld' : 'Berichten stoppen',
      what: what.charAt(0).toLowerCase() + what.slice(1),
      done,
      action,
      settingsHref: '/mijn/berichten/voorkeuren',
    });
  }
}

/** What somebody wants to get and what not. */
@ApiExcludeController()
@Controller('mijn/berichten/voorkeuren')
@Allow('participant')
export class PreferencePages {
  constructor(
    private readonly preferences: MessagePreferences,
    private readonly topics: MessageTopics,
  ) {}

  @Get()
  async show(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    const refused = await this.preferences.refused(actor.id);
    reply.view('enrolment/message/preferences', {
      title: 'Welke berichten u krijgt',
      crumbs: [
        { href: '/mijn', label: 'Mijn academie' },
        { href: '/mijn/berichten', label: 'Berichten' },
        { label: 'Voorkeuren' },
      ],
      tabs: mineTabs('messages'),
      topics: this.topics.of(actor).map(({ topic, title, about }) => ({
        topic,
        title: t(title),
        about: t(about),
        wanted: !refused.includes(topic),
      })),
    });
  }

  @Post()
  async save(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const wanted: object = typeof body === 'object' && body !== null ? body : {};
    const asked = this.topics.of(actor).map(({ topic }) => topic);
    await this.preferences.refuseOnly(
      actor.id,
      asked,
      // A box that is not ticked is not sent.
      asked.filter((topic) => !Object.hasOwn(wanted, topic)),
    );
    seeOther(reply, '/mijn/berichten/voorkeuren', t('enrolment.message.choice-saved'));
  }
}
