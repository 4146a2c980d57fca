import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { ManageQueries } from '@academie/catalogue';
import { type Actor, Allow, CurrentActor } from '@academie/people';
import { emptyForm, type Form, readForm, t } from '@academie/platform';

import { crumbsOf } from '../editor/content-view';
import { contentHref } from '../editor/editor-addresses';
import { isQuestionKind } from '../question-types/question-types';
import { ContentExportForm } from './content-export.dto';
import { ContentExportQueries } from './content-export.queries';
import { ContentExportService } from './content-export.service';
import { EXPORT_FORMATS } from './exported-course';

/** Taking along a course that was written here. */
@ApiExcludeController()
@Controller('beheer/aanbod/:course/lessen/meenemen')
@Allow('theme_lead', 'administrator')
export class ContentExportPages {
  constructor(
    private readonly courses: ManageQueries,
    private readonly queries: ContentExportQueries,
    private readonly exports: ContentExportService,
  ) {}

  @Get()
  ask(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.page(actor, courseId, reply, emptyForm({ format: 'scorm12' }));
  }

  @Post()
  async take(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(ContentExportForm, body);
    const done = await form.submit(({ format }) => this.exports.export(actor, courseId, format));
    if (done) {
      void reply
        .status(200)
        .headers({
          'content-disposition': `attachment; filename="${done.name}"`,
          'content-type': done.type,
          'cache-control': 'no-store',
        })
        .send(done.stream);
      return;
    }
    void reply.status(422);
    await this.page(actor, courseId, reply, form);
  }

  private async page(
    actor: Actor,
    courseId: string,
    reply: FastifyReply,
    form: Form<object>,
  ): Promise<void> {
    const course = await this.courses.course(actor, courseId);
    const version = await this.queries.newest(courseId);
    const lessons = version ? await this.queries.lessons(version.id) : [];
    const written = lessons.filter(({ isFromElsewhere }) => !isFromElsewhere);
    const leftOut = lessons.filter(({ isFromElsewhere }) => isFromElsewhere);
    reply.view('elearning/content-export/content-export', {
      title: t('elearning.export.title'),
      crumbs: [
        ...crumbsOf(course),
        { href: contentHref(courseId), label: t('elearning.lessons') },
        { label: t('elearning.export.title') },
      ],
      form: form.view,
      action: `${contentHref(courseId)}/meenemen`,
      cancelHref: contentHref(courseId),
      isPublished: version !== undefined,
      what:
        version && t('elearning.export.what', { number: version.number, count: written.length }),
      canExport: written.length > 0,
      leftOut: leftOut.map(({ title }) => title),
      hasQuestions: written.some(({ kinds }) => kinds.some(isQuestionKind)),
      hasOpen: written.some(({ kinds }) => kinds.includes('open')),
      hasTests: written.some(({ test }) => test !== null),
      formats: EXPORT_FORMATS.map((value) => ({
        value,
        label: t(`elearning.export.format.${value}`),
      })),
    });
  }
}
