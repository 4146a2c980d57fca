import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { CoursePageReader } from '@academie/catalogue';
import { type Actor, Allow, CurrentActor } from '@academie/people';
import { mediumDate, NotFound, seeOther, t } from '@academie/platform';

import { OutsideStarts } from './outside-start.service';

/** An e-learning on another website: the way there, and the question afterwards whether it is done. */
@ApiExcludeController()
@Controller('aanbod/:slug/elders')
@Allow('participant')
export class OutsidePages {
  constructor(
    private readonly courses: CoursePageReader,
    private readonly starts: OutsideStarts,
  ) {}

  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @Param('slug') slug: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const course = await this.find(actor, slug);
    const start = await this.starts.of(actor, course.id);
    const action = `/aanbod/${course.slug}/elders`;
    reply.view('elearning/outside/outside', {
      title: course.title,
      crumbs: [
        { href: '/', label: t('elearning.outside.courses') },
        { href: `/aanbod/${course.slug}`, label: course.title },
        { label: t('elearning.outside.one') },
      ],
      host: new URL(course.externalUrl).host,
      startedOn: start && mediumDate(start.startedAt),
      finishedOn: start?.finishedAt ? mediumDate(start.finishedAt) : undefined,
      action,
      doneAction: `${action}/afgerond`,
    });
  }

  @Post()
  async begin(
    @CurrentActor() actor: Actor,
    @Param('slug') slug: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const course = await this.find(actor, slug);
    if (course.status !== 'published') throw new NotFound();
    await this.starts.begin(actor, course.id);
    const href = new URL(course.externalUrl).href;
    // Not a redirect: the answer to a form may not lead elsewhere (form-action of our policy).
    void reply.status(200).header('refresh', `0; url=${href}`);
    reply.view('elearning/outside/going', {
      title: t('elearning.outside.going', { host: new URL(href).host }),
      href,
    });
  }

  @Post('afgerond')
  async finish(
    @CurrentActor() actor: Actor,
    @Param('slug') slug: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const course = await this.find(actor, slug);
    await this.starts.finish(actor, course.id);
    seeOther(reply, `/aanbod/${course.slug}/elders`, t('elearning.outside.said'));
  }

  /** @throws NotFound for a course that is given here; CourseNotFound */
  private async find(actor: Actor, slug: string) {
    const { course } = await this.courses.read(actor, slug.slice(0, 200));
    const { externalUrl } = course;
    if (externalUrl === null) throw new NotFound();
    return { ...course, externalUrl };
  }
}
