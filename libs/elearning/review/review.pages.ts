import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor, MenuEntry } from '@academie/people';
import {
  clockTime,
  emptyForm,
  type Form,
  mediumDate,
  NotFound,
  readForm,
  seeOther,
  t,
} from '@academie/platform';

import { AttemptQueries } from '../attempt/attempt.queries';
import { questionsOf } from '../attempt/grading';
import { ContentQueries } from '../content/content.queries';
import { toldView } from '../question-types/question-view';
import { ReviewForm } from './review.dto';
import { ReviewQueries } from './review.queries';
import { ReviewService } from './review.service';

const LIST = '/beheer/nakijken';

/** Tests with open answers: which wait, and judging one. */
@ApiExcludeController()
@Controller('beheer/nakijken')
@Allow('trainer', 'theme_lead', 'administrator')
export class ReviewPages {
  constructor(
    private readonly queries: ReviewQueries,
    private readonly reviews: ReviewService,
    private readonly attempts: AttemptQueries,
    private readonly content: ContentQueries,
  ) {}

  @Get()
  @MenuEntry({
    section: 'admin',
    group: 'results',
    href: LIST,
    text: 'elearning.menu.review',
    roles: ['trainer', 'theme_lead', 'administrator'],
    position: 47,
  })
  async list(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    const waiting = await this.queries.waiting(actor);
    reply.view('elearning/review/reviews', {
      title: t('elearning.review.title'),
      lead: t('elearning.review.lead'),
      crumbs: [{ label: t('elearning.review.title') }],
      columns: ['person', 'course', 'submitted'].map((name) => ({
        label: t(`elearning.review.column.${name}`),
      })),
      rows: waiting.map(({ id, personName, courseTitle, submittedAt }) => ({
        cells: [
          { text: personName, href: `${LIST}/${id}` },
          { text: courseTitle, label: t('elearning.review.column.course') },
          {
            text: `${mediumDate(submittedAt)}, ${clockTime(submittedAt)}`,
            label: t('elearning.review.column.submitted'),
          },
        ],
      })),
    });
  }

  @Get(':attempt')
  async show(
    @CurrentActor() actor: Actor,
    @Param('attempt', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.page(actor, id, reply);
  }

  @Post(':attempt')
  async review(
    @CurrentActor() actor: Actor,
    @Param('attempt', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(ReviewForm, body);
    const done = await form.submit(async ({ answers }) => {
      const judgements = answers.map(({ remark = '', ...one }) => ({ ...one, remark }));
      await this.reviews.review(actor, id, judgements);
      return true;
    });
    if (done) return seeOther(reply, LIST, t('elearning.review.done'));
    void reply.status(422);
    await this.page(actor, id, reply, form);
  }

  private async page(
    actor: Actor,
    id: string,
    reply: FastifyReply,
    form: Form<object> = emptyForm(),
  ): Promise<void> {
    const { enrolmentId, personName, courseTitle } = await this.queries.one(actor, id);
    const attempt = await this.attempts.one(enrolmentId, id);
    if (!attempt) throw new NotFound();
    const [lesson, answers] = await Promise.all([
      this.content.lesson(attempt.versionId, attempt.lessonKey),
      this.attempts.answers(id),
    ]);
    const open = answers.filter(({ score }) => score === null);
    const given = Array.isArray(form.values.answers) ? (form.values.answers as object[]) : [];
    reply.view('elearning/review/review', {
      title: t('elearning.review.of', { test: lesson.title, name: personName }),
      lead: courseTitle,
      crumbs: [{ href: LIST, label: t('elearning.review.title') }, { label: personName }],
      form: form.view,
      action: `${LIST}/${id}`,
      cancelHref: LIST,
      questions: open.flatMap((answer, nth) => {
        const question = questionsOf(lesson.blocks).find((block) => block.id === answer.questionId);
        if (!question) return [];
        return [
          {
            id: answer.questionId,
            name: `answers.${nth}`,
            prompt: question.body.prompt,
            told: toldView(question, answer, true),
            percentError: form.errors[`answers.${nth}.percent`],
            remarkError: form.errors[`answers.${nth}.remark`],
            given: given[nth],
          },
        ];
      }),
    });
  }
}
