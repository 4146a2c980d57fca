import { Controller, Get, Param, ParseUUIDPipe, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { Public, t, Views } from '@academie/platform';

import { lessonHref } from '../learner/outline-view';
import { inOwnFrame } from '../tool-launch/in-own-frame';

/**
 * Where a program sends its frame when it is done. A browser that comes from elsewhere into a frame brings no session
 * along, so this page tells nothing but the way to the lesson, which asks who is there.
 */
@ApiExcludeController()
@Controller('leerprogramma/klaar')
@Public()
export class CameBackPages {
  constructor(private readonly views: Views) {}

  @Get(':enrolment/:lesson')
  show(
    @Param('enrolment', ParseUUIDPipe) enrolmentId: string,
    @Param('lesson', ParseUUIDPipe) key: string,
    @Res() reply: FastifyReply,
  ): void {
    inOwnFrame(reply);
    void reply.type('text/html; charset=utf-8').send(
      this.views.render('elearning/tool-lesson/came-back', {
        title: t('elearning.tool.came-back'),
        lessonHref: `${lessonHref(enrolmentId, key)}/terug`,
      }),
    );
  }
}
