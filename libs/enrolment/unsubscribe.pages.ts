import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { NotFound, Public, readForm, seeOther, t } from '@academie/platform';

import { MESSAGE_TOPICS, type MessageTopic } from './message-kinds';
import { MessagePreferences } from './message-preferences';
import { mineTabs } from './mine-view';

const FEW = { rateLimit: { max: 60, timeWindow: '1 minute' } };
const VIEW = 'enrolment/views/unsubscribe';

/** The form with what somebody wants to get; what is not in it, is refused. */
class PreferencesForm {
  @IsOptional()
  @IsIn(['ja'])
  reminders?: string;

  @IsOptional()
  @IsIn(['ja'])
  'follow-ups'?: string;
}

/**
 * Where the link and the button of a mail lead that people can do without (RFC 8058). Opening the page
 * changes nothing: mail programs open every link to look whether it is safe.
 */
@ApiExcludeController()
@Controller('berichten-stoppen/:token')
export class UnsubscribePages {
  constructor(private readonly preferences: MessagePreferences) {}

  @Get()
  @Public()
  @RouteConfig(FEW)
  async ask(
    @Param('token') token: string,
    @Query('soort') asked: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const topic = topicNamed(asked);
    if (!(await this.preferences.knows(token))) throw new NotFound();
    this.page(reply, topic, false, `/berichten-stoppen/${token}?soort=${topic}`);
  }

  /** One press, by hand or by a mail program, which sends `List-Unsubscribe=One-Click` and no cookie. */
  @Post()
  @HttpCode(200)
  @Public()
  @RouteConfig(FEW)
  async stop(
    @Param('token') token: string,
    @Query('soort') asked: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const topic = topicNamed(asked);
    await this.preferences.refuse(token, topic);
    this.page(reply, topic, true);
  }

  private page(reply: FastifyReply, topic: MessageTopic, done: boolean, action?: string): void {
    const what = t(`enrolment.topic.${topic}`);
    reply.view(VIEW, {
      title: done ? 'Geregeld' : 'Berichten stoppen',
      what,
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
  constructor(private readonly preferences: MessagePreferences) {}

  @Get()
  async show(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    const refused = await this.preferences.refused(actor.id);
    reply.view('enrolment/views/preferences', {
      title: 'Welke berichten u krijgt',
      crumbs: [
        { href: '/mijn', label: 'Mijn academie' },
        { href: '/mijn/berichten', label: 'Berichten' },
        { label: 'Voorkeuren' },
      ],
      tabs: mineTabs('messages'),
      topics: MESSAGE_TOPICS.map((topic) => ({
        topic,
        title: t(`enrolment.topic.${topic}`),
        about: t(`enrolment.topicAbout.${topic}`),
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
    const { data } = await readForm(PreferencesForm, body);
    await this.preferences.refuseOnly(
      actor.id,
      MESSAGE_TOPICS.filter((topic) => !data?.[topic]),
    );
    seeOther(reply, '/mijn/berichten/voorkeuren', 'Uw keuze is opgeslagen.');
  }
}

function topicNamed(asked: unknown): MessageTopic {
  const topic = MESSAGE_TOPICS.find((known) => known === asked);
  if (!topic) throw new NotFound();
  return topic;
}
