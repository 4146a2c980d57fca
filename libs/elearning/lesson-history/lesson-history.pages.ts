import { Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { ManageQueries } from '@academie/catalogue';
import { type Actor, Allow, CurrentActor } from '@academie/people';
import { longMoment, seeOther, t } from '@academie/platform';

import { ContentQueries, type LessonRow } from '../content/content.queries';
import { DraftQueries } from '../draft/draft.queries';
import { type EarlierLesson, type EarlierRow, LessonHistories } from '../draft/lesson-history';
import { crumbsOf } from '../editor/content-view';
import { contentHref, editHref } from '../editor/editor-addresses';
import { blockLines } from '../editor/lesson-form-view';

/** How a lesson was before it was changed. */
@ApiExcludeController()
@Controller('beheer/aanbod/:course/lessen/les/:key/geschiedenis')
@Allow('theme_lead', 'administrator')
export class LessonHistoryPages {
  constructor(
    private readonly courses: ManageQueries,
    private readonly drafts: DraftQueries,
    private readonly content: ContentQueries,
    private readonly histories: LessonHistories,
  ) {}

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('key', ParseUUIDPipe) key: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { lesson, frame } = await this.open(actor, courseId, key);
    const steps = await this.histories.list(lesson.versionId, key);
    reply.view('elearning/lesson-history/lesson-history', {
      ...frame,
      backHref: editHref(courseId, key),
      steps: steps.map((step) => ({
        ...stepView(step),
        href: `${historyHref(courseId, key)}/${step.id}`,
      })),
    });
  }

  @Get(':step')
  async show(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('key', ParseUUIDPipe) key: string,
    @Param('step', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { lesson, frame } = await this.open(actor, courseId, key);
    const earlier = await this.histories.one(lesson.versionId, key, id);
    reply.view('elearning/lesson-history/earlier-lesson', {
      ...frame,
      ...stepView(earlier),
      earlier: side(earlier, lesson),
      now: side(lesson, earlier),
      action: `${historyHref(courseId, key)}/${id}`,
      backHref: historyHref(courseId, key),
    });
  }

  @Post(':step')
  async restore(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('key', ParseUUIDPipe) key: string,
    @Param('step', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.histories.restore(actor, courseId, key, id);
    seeOther(reply, editHref(courseId, key), t('elearning.editor.restored'));
  }

  private async open(
    actor: Actor,
    courseId: string,
    key: string,
  ): Promise<{ lesson: LessonRow; frame: object }> {
    const course = await this.courses.course(actor, courseId);
    const draft = await this.drafts.draft(courseId);
    const lesson = await this.content.lesson(draft.id, key);
    const title = t('elearning.editor.history');
    const crumbs = [
      ...crumbsOf(course),
      { href: contentHref(courseId), label: t('elearning.lessons') },
      { href: editHref(courseId, key), label: lesson.title },
      { label: title },
    ];
    return { lesson, frame: { title, crumbs } };
  }
}

const historyHref = (courseId: string, key: string): string =>
  `${editHref(courseId, key)}/geschiedenis`;

const stepView = ({ changedAt, personName, blockId }: EarlierRow): object => ({
  moment: longMoment(changedAt),
  personName,
  what: t(`elearning.editor.step.${blockId ? 'block' : 'lesson'}`),
});

/** One of two versions of a lesson, each block marked when the other version has it otherwise. */
function side(
  lesson: Pick<EarlierLesson, 'title' | 'blocks'>,
  other: Pick<EarlierLesson, 'title' | 'blocks'>,
): object {
  const texts = new Map(other.blocks.map(({ id, body }) => [id, JSON.stringify(body)]));
  return {
    title: lesson.title,
    blocks: lesson.blocks.map((block, index) => ({
      ...blockLines(block, index),
      isOther: texts.get(block.id) !== JSON.stringify(block.body),
    })),
  };
}
