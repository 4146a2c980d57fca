import {
  Body,
  Controller,
  Get,
  Param,
  ParseIntPipe,
  ParseUUIDPipe,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { ManageQueries } from '@academie/catalogue';
import { type Actor, Allow, CurrentActor } from '@academie/people';
import { emptyForm, type Form, readForm, seeOther, t } from '@academie/platform';

import { COMPLETION_RULES } from '../content/content-version.entity';
import { ContentQueries } from '../content/content.queries';
import { DraftQueries } from '../draft/draft.queries';
import { DraftService } from '../draft/draft.service';
import { PublishChecks } from '../draft/publish-checks';
import { lessonView } from '../learner/lesson-view';
import { crumbsOf } from './content-view';
import { PublishForm } from './editor.dto';
import { contentHref, previewAddresses } from './editor-addresses';

/** Looking at a version as learners do, and publishing the draft. */
@ApiExcludeController()
@Controller('beheer/aanbod/:course/lessen')
@Allow('theme_lead', 'administrator')
export class PublishPages {
  constructor(
    private readonly courses: ManageQueries,
    private readonly queries: DraftQueries,
    private readonly content: ContentQueries,
    private readonly drafts: DraftService,
    private readonly checks: PublishChecks,
  ) {}

  @Get('voorbeeld/:key')
  async preview(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('key', ParseUUIDPipe) key: string,
    @Query('versie', new ParseIntPipe({ optional: true })) number: number | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const course = await this.courses.course(actor, courseId);
    const version = await (number === undefined
      ? this.queries.draft(courseId)
      : this.queries.published(courseId, number));
    const [lesson, modules] = await Promise.all([
      this.content.lesson(version.id, key),
      this.queries.modules(version.id),
    ]);
    const lessons = modules.flatMap(({ title, lessons: those }) =>
      those.map((one) => ({ ...one, isDone: false, moduleTitle: title })),
    );
    const outline = {
      versionId: version.id,
      begunAt: null,
      finishedAt: null,
      score: null,
      newer: null,
      lessons,
    };
    const page = {
      at: previewAddresses(courseId, number),
      crumbs: [...crumbsOf(course), { href: contentHref(courseId), label: t('elearning.lessons') }],
      outline,
      lesson,
      answers: [],
    };
    reply.view('elearning/learner/lesson', {
      ...lessonView(page),
      doneAction: undefined,
      preview:
        number === undefined
          ? t('elearning.editor.preview-draft')
          : t('elearning.editor.preview-published', { number }),
      form: emptyForm().view,
    });
  }

  @Get('publiceren')
  ask(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.page(actor, courseId, reply);
  }

  @Post('publiceren')
  async publish(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(PublishForm, body);
    const done = await form.submit(async ({ changeNote = '', rule, readingPercent = null }) => {
      await this.drafts.publish(actor, courseId, { changeNote, rule, readingPercent });
      return true;
    });
    if (done) return seeOther(reply, contentHref(courseId), t('elearning.editor.published'));
    void reply.status(422);
    await this.page(actor, courseId, reply, form);
  }

  private async page(
    actor: Actor,
    courseId: string,
    reply: FastifyReply,
    given?: Form<object>,
  ): Promise<void> {
    const course = await this.courses.course(actor, courseId);
    const [draft, before] = await this.queries.versions(courseId);
    await this.queries.draft(courseId);
    const rule = draft?.rule ?? 'all';
    const form = given ?? emptyForm({ rule, readingPercent: String(draft?.readingPercent ?? 80) });
    reply.view('elearning/editor/publish', {
      title: t('elearning.editor.publish'),
      crumbs: [
        ...crumbsOf(course),
        { href: contentHref(courseId), label: t('elearning.lessons') },
        { label: t('elearning.editor.publish') },
      ],
      form: form.view,
      action: `${contentHref(courseId)}/publiceren`,
      cancelHref: contentHref(courseId),
      hasBefore: before !== undefined,
      problems: draft ? await this.checks.problems(draft.id, rule) : [],
      rules: COMPLETION_RULES.map((value) => ({
        value,
        label: t(`elearning.editor.rule.${value}`),
      })),
    });
  }
}
