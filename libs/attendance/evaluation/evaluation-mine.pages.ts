import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { dateRangeText } from '@academie/catalogue';
import { mineTabs } from '@academie/enrolment';
import { type Actor, Allow, CurrentActor } from '@academie/people';
import {
  emptyForm,
  type Form,
  mediumDate,
  NotFound,
  readForm,
  seeOther,
  t,
} from '@academie/platform';

import { EvaluationRequest } from './evaluation.dto';
import { EVALUATION_QUESTIONS, SCORES } from './evaluation-questions';
import { type EvaluationInvitation, EvaluationQueries } from './evaluation.queries';
import { EvaluationService } from './evaluation.service';

const LIST = '/mijn/evaluaties';

/** What somebody was at, and may say something of. */
@ApiExcludeController()
@Controller('mijn/evaluaties')
@Allow('participant')
export class EvaluationMinePages {
  constructor(
    private readonly queries: EvaluationQueries,
    private readonly service: EvaluationService,
  ) {}

  @Get()
  async list(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    const found = await this.queries.invitations(actor.id);
    reply.view('attendance/evaluation/evaluations-mine', {
      title: 'Evaluaties',
      crumbs: [{ href: '/mijn', label: 'Mijn academie' }, { label: 'Evaluaties' }],
      tabs: mineTabs('evaluations'),
      open: found.filter(({ answered }) => !answered).map(invitationView),
      done: found.filter(({ answered }) => answered).map(invitationView),
    });
  }

  @Get(':id')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const [invitation] = await this.queries.invitations(actor.id, id);
    if (!invitation) throw new NotFound();
    if (invitation.answered)
      return seeOther(reply, LIST, t('attendance.evaluation.answered-before'), 'info');
    this.form(reply, invitation, emptyForm());
  }

  @Post(':id')
  async answer(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const [invitation] = await this.queries.invitations(actor.id, id);
    if (!invitation) throw new NotFound();
    const form = await readForm(EvaluationRequest, body);
    for (const question of EVALUATION_QUESTIONS)
      if (form.errors[question]) form.errors[question] = t('attendance.evaluation.choose');
    const done = await form.submit(async (evaluation) => {
      await this.service.answer(actor, id, evaluation);
      return true;
    });
    if (done) return seeOther(reply, LIST, t('attendance.evaluation.thanks'));
    void reply.status(422);
    this.form(reply, invitation, form);
  }

  private form(reply: FastifyReply, invitation: EvaluationInvitation, form: Form<object>): void {
    const { enrolmentId, courseTitle, startsAt, endsAt } = invitation;
    reply.view('attendance/evaluation/evaluation-form', {
      title: `Evaluatie ${courseTitle}`,
      crumbs: [
        { href: '/mijn', label: 'Mijn academie' },
        { href: LIST, label: 'Evaluaties' },
        { label: courseTitle },
      ],
      form: form.view,
      course: courseTitle,
      when: dateRangeText(startsAt, endsAt),
      action: `${LIST}/${enrolmentId}`,
      cancelHref: LIST,
      questions: EVALUATION_QUESTIONS.map((question) => ({
        question,
        statement: t(`attendance.question.${question}`),
        given: form.values[question],
        error: form.errors[question],
      })),
      scores: SCORES.map((score) => ({
        value: String(score),
        label: t(`attendance.score.${score}`),
      })),
    });
  }
}

const invitationView = (row: EvaluationInvitation): object => ({
  course: row.courseTitle,
  when: dateRangeText(row.startsAt, row.endsAt),
  until: t('attendance.evaluation.until', { day: mediumDate(row.until) }),
  href: `${LIST}/${row.enrolmentId}`,
});
