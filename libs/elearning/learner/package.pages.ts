import { Body, Controller, Get, Inject, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { CONFIG, type Config, NotFound, readForm, seeOther, t } from '@academie/platform';

import { LaunchService } from '../launch/launch.service';
import { LearningQueries } from '../learning/learning.queries';
import { VersionForm } from './learner.dto';
import { courseHref, lessonHref, playHref } from './outline-view';

/** Opening the package of a lesson, and the page around it. */
@ApiExcludeController()
@Controller('leren/:id/les/:key')
@Allow('participant')
export class PackagePages {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly queries: LearningQueries,
    private readonly launches: LaunchService,
  ) {}

  @Post('openen')
  async open(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('key', ParseUUIDPipe) key: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { data } = await readForm(VersionForm, body);
    if (!data) throw new NotFound();
    if (!this.config.contentUrl)
      return seeOther(reply, lessonHref(id, key), t('elearning.package.no-host'), 'error');
    const token = await this.launches.open(actor, id, data.versionId, key);
    seeOther(reply, playHref(id, key, token));
  }

  @Get('speler/:token')
  async play(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('key', ParseUUIDPipe) key: string,
    @Param('token') token: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { courseTitle } = await this.queries.own(actor, id);
    const { contentUrl } = this.config;
    const launch = await this.launches.find(token).catch((error: unknown) => {
      if (error instanceof NotFound) return undefined;
      throw error;
    });
    if (!launch || !contentUrl)
      return seeOther(reply, lessonHref(id, key), t('elearning.package.closed'), 'error');
    if (launch.enrolmentId !== id || launch.lessonKey !== key) throw new NotFound();
    const own = String(reply.getHeader('content-security-policy') ?? '');
    void reply.header('content-security-policy', `${own};frame-src ${new URL(contentUrl).origin}`);
    const player = `${contentUrl}/l/${token}/speler`;
    reply.view('elearning/learner/play', {
      title: launch.lessonTitle,
      crumbs: [
        { href: '/mijn', label: t('elearning.mine') },
        { href: courseHref(id), label: courseTitle },
        { href: lessonHref(id, key), label: launch.lessonTitle },
        { label: t('elearning.package.playing') },
      ],
      player,
      apartHref: `${player}?los=1`,
      doneHref: lessonHref(id, key),
    });
  }
}
