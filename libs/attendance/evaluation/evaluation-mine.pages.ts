import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { bodyOf, dateRangeText } from '@academie/catalogue';
import { answerOf, mineTabs, questionFields } from '@academie/enrolment';
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

import {
  AddedQuestionQueries,
  type AddedQuestionRow,
} from '../evaluation-question/added-question.queries';
import { EvaluationForm } from './evaluation.dto';
import { EVALUATION_QUESTIONS, SCORES } from './evaluation-questions';
import { type EvaluationInvitation, EvaluationQueries } from './evaluation.queries';
import { EvaluationService } from './evaluation.service';

const LIST = '/mijn/evaluaties';
const nameOf = (questionId = ''): string => `answers.${questionId}`;

/** What somebody was at, and may say something of. */
@ApiExcludeController()
@Controller('mijn/evaluaties')
@Allow('participant')
export class EvaluationMinePages {
  constructor(
    private readonly queries: EvaluationQueries,
    private readonly added: AddedQuestionQueries,
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
    this.form(reply, invitation, emptyForm(), await this.asked(invitation), []);
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
    const added = await this.asked(invitation);
    const sent = bodyOf(body);
    const given = added.map(({ id: questionId }) => ({
      questionId,
      answer: answerOf(sent[nameOf(questionId)]),
    }));
    const form = await readForm(EvaluationForm, body);
    for (const question of EVALUATION_QUESTIONS)
      if (form.errors[question]) form.errors[question] = t('attendance.evaluation.choose');
    const done = await form.submit(async (evaluation) => {
      await this.service.answer(actor, id, evaluation, given);
      return true;
    });
    if (done) return seeOther(reply, LIST, t('attendance.evaluation.thanks'));
    void reply.status(422);
    this.form(
      reply,
      invitation,
      form,
      added,
      given.map(({ answer }) => answer),
    );
  }

  private async asked({ courseId, offeringId }: EvaluationInvitation): Promise<AddedQuestionRow[]> {
    const found = await this.added.ofOffering(courseId, offeringId);
    return found.filter(({ ended }) => !ended);
  }

  private form(
    reply: FastifyReply,
    invitation: EvaluationInvitation,
    form: Form<object>,
    added: readonly AddedQuestionRow[],
    given: readonly string[],
  ): void {
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
      added: questionFields(added, given, form.errors, (index) => nameOf(added[index]?.id)),
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
