import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { ManageQueries } from '@academie/catalogue';
import { type Actor, Allow, CurrentActor } from '@academie/people';
import {
  DiskUpload,
  emptyForm,
  type Form,
  LargeForm,
  NotFound,
  readForm,
  seeOther,
  t,
} from '@academie/platform';

import { UnwantedDocument } from '../elearning.errors';
import { DraftQueries } from '../draft/draft.queries';
import { crumbsOf } from '../editor/content-view';
import { contentHref, editHref } from '../editor/editor-addresses';
import { ContentImportForm, FORMATS } from './content-import.dto';
import { ContentImportService, type Imported } from './content-import.service';
import { lessonsPreview, questionsPreview } from './import-preview';
import { LARGEST_DOCUMENT, WordService } from './word.service';

/** 200,000 letters, some with accents. */
const FORM = { kilobytes: 900, fields: 20 };

/** Lessons and questions that were written elsewhere. */
@ApiExcludeController()
@Controller('beheer/aanbod/:course/lessen/importeren')
@Allow('theme_lead', 'administrator')
export class ContentImportPages {
  constructor(
    private readonly courses: ManageQueries,
    private readonly queries: DraftQueries,
    private readonly imports: ContentImportService,
    private readonly words: WordService,
  ) {}

  @Get()
  ask(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.page(actor, courseId, reply, emptyForm({ format: 'markdown' }));
  }

  @Post()
  @LargeForm(FORM)
  async take(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(ContentImportForm, body);
    void reply.status(200);
    if (form.data?.what === 'preview')
      return this.page(actor, courseId, reply, form, { preview: previewOf(form.data) });
    const done = await form.submit((data) => this.run(actor, courseId, data));
    if (done && done.wrongLines.length === 0 && done.count > 0) {
      const key = form.data?.format === 'gift' ? form.data.lessonKey : undefined;
      const back = key ? editHref(courseId, key) : contentHref(courseId);
      return seeOther(reply, back, t('elearning.import.done', { count: done.count }));
    }
    if (done)
      form.errors.text =
        done.wrongLines.length > 0
          ? t('elearning.import.wrong-lines', { lines: done.wrongLines.slice(0, 20).join(', ') })
          : t('elearning.import.nothing');
    void reply.status(422);
    await this.page(actor, courseId, reply, form);
  }

  /** A document of Word as text, with how it would be; nothing is taken over. */
  @Post('word')
  @DiskUpload(LARGEST_DOCUMENT, { minutes: 1 })
  async word(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    void reply.status(200);
    try {
      const { text, leftOut } = await this.words.read(actor, courseId, request.diskUploads?.upload);
      await this.page(actor, courseId, reply, emptyForm({ format: 'markdown', text }), {
        preview: lessonsPreview(text),
        leftOut: leftOut > 0 && t('elearning.import.left-out', { count: leftOut }),
      });
    } catch (error) {
      if (!(error instanceof UnwantedDocument)) throw error;
      void reply.status(422);
      await this.page(actor, courseId, reply, emptyForm({ format: 'markdown' }), {
        wordError: t(`elearning.import.word-problem.${error.problem}`, { most: LARGEST_DOCUMENT }),
      });
    }
  }

  private run(actor: Actor, courseId: string, data: ContentImportForm): Promise<Imported> {
    if (data.format === 'markdown') return this.imports.lessons(actor, courseId, data.text);
    if (!data.lessonKey) throw new NotFound();
    return this.imports.questions(actor, courseId, data.lessonKey, data.text);
  }

  private async page(
    actor: Actor,
    courseId: string,
    reply: FastifyReply,
    form: Form<object>,
    more: object = {},
  ): Promise<void> {
    const course = await this.courses.course(actor, courseId);
    const draft = await this.queries.draft(courseId);
    const modules = await this.queries.modules(draft.id);
    reply.view('elearning/content-import/content-import', {
      title: t('elearning.import.title'),
      crumbs: [
        ...crumbsOf(course),
        { href: contentHref(courseId), label: t('elearning.lessons') },
        { label: t('elearning.import.title') },
      ],
      form: form.view,
      action: `${contentHref(courseId)}/importeren`,
      wordAction: `${contentHref(courseId)}/importeren/word`,
      most: LARGEST_DOCUMENT,
      ...more,
      cancelHref: contentHref(courseId),
      formats: FORMATS.map((value) => ({ value, label: t(`elearning.import.format.${value}`) })),
      lessons: modules.flatMap(({ lessons }) =>
        lessons.map(({ key, title }) => ({ value: key, label: title })),
      ),
    });
  }
}

const previewOf = ({ format, text }: ContentImportForm): object =>
  format === 'gift' ? questionsPreview(text) : lessonsPreview(text);
