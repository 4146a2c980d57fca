import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { bodyOf, dateRangeText, linesOf, ManageQueries } from '@academie/catalogue';
import { type Actor, Allow, CurrentActor } from '@academie/people';
import { emptyForm, type Form, readForm, seeOther, t } from '@academie/platform';

import { AddedQuestionRequest } from './added-question.dto';
import { ADDED_KINDS } from './added-question.entity';
import { AddedQuestionQueries, type AddedQuestionRow } from './added-question.queries';
import { AddedQuestionService, type AskedOf, MOST_ADDED } from './added-question.service';

const ofCourseHref = (id: string): string => `/beheer/aanbod/${id}/evaluatievragen`;
const ofOfferingHref = (id: string): string => `/beheer/uitvoeringen/${id}/evaluatievragen`;

/** What the evaluation of a course, or of one offering of it, asks besides its statements. */
@ApiExcludeController()
@Controller('beheer')
@Allow('theme_lead', 'administrator')
export class AddedQuestionPages {
  constructor(
    private readonly manage: ManageQueries,
    private readonly queries: AddedQuestionQueries,
    private readonly service: AddedQuestionService,
  ) {}

  @Get('aanbod/:id/evaluatievragen')
  async ofCourse(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.show(reply, actor, await this.service.ofCourse(actor, id), emptyForm(NEW));
  }

  @Post('aanbod/:id/evaluatievragen')
  async addToCourse(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.add(reply, actor, await this.service.ofCourse(actor, id), body);
  }

  @Post('aanbod/:id/evaluatievragen/:question/weghalen')
  async endOfCourse(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('question', ParseUUIDPipe) question: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.service.end(actor, await this.service.ofCourse(actor, id), question);
    seeOther(reply, ofCourseHref(id), t('attendance.added-question.ended'));
  }

  @Get('uitvoeringen/:id/evaluatievragen')
  async ofOffering(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.show(reply, actor, await this.service.ofOffering(actor, id), emptyForm(NEW));
  }

  @Post('uitvoeringen/:id/evaluatievragen')
  async addToOffering(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.add(reply, actor, await this.service.ofOffering(actor, id), body);
  }

  @Post('uitvoeringen/:id/evaluatievragen/:question/weghalen')
  async endOfOffering(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('question', ParseUUIDPipe) question: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.service.end(actor, await this.service.ofOffering(actor, id), question);
    seeOther(reply, ofOfferingHref(id), t('attendance.added-question.ended'));
  }

  private async add(reply: FastifyReply, actor: Actor, of: AskedOf, body: unknown): Promise<void> {
    const given = bodyOf(body);
    const form = await readForm(AddedQuestionRequest, {
      ...given,
      options: linesOf(given.options),
      required: given.required === 'ja',
    });
    const done = await form.submit((question) => this.service.add(actor, of, question));
    if (done) return seeOther(reply, homeOf(of), t('attendance.added-question.added'));
    void reply.status(422);
    await this.show(reply, actor, of, form, given.options);
  }

  private async show(
    reply: FastifyReply,
    actor: Actor,
    of: AskedOf,
    form: Form<object>,
    options: unknown = '',
  ): Promise<void> {
    const { courseId, offeringId } = of;
    const [course, offering, found, offerings] = await Promise.all([
      this.manage.course(actor, courseId),
      offeringId ? this.manage.offering(actor, offeringId) : null,
      offeringId ? this.queries.ofOffering(courseId, offeringId) : this.queries.ofCourse(courseId),
      offeringId ? [] : this.manage.offerings(courseId),
    ]);
    const asked = found.filter(({ ended }) => !ended);
    const own = asked.filter((question) => question.offeringId === offeringId);
    const { startsAt, endsAt } = offering ?? {};
    reply.view('attendance/evaluation-question/added-questions', {
      title: t('attendance.added-question.title'),
      crumbs: [
        { href: '/beheer', label: 'Beheer' },
        { href: '/beheer/aanbod', label: 'Aanbod beheren' },
        { href: `/beheer/aanbod/${courseId}`, label: course.title },
        { label: t('attendance.added-question.title') },
      ],
      course: course.title,
      when: startsAt && endsAt ? dateRangeText(startsAt, endsAt) : undefined,
      ofOne: offeringId !== null,
      courseHref: ofCourseHref(courseId),
      asked: own.map((question) => questionView(question, homeOf(of))),
      ofAll: asked.filter((question) => question.offeringId !== offeringId).map(questionView),
      offerings: offerings
        .filter(({ status }) => !['held', 'cancelled', 'inactive'].includes(status))
        .flatMap(({ id, startsAt: from, endsAt: until }) =>
          from && until ? [{ when: dateRangeText(from, until), href: ofOfferingHref(id) }] : [],
        )
        .slice(0, MOST_OFFERINGS),
      full: own.length >= MOST_ADDED,
      most: MOST_ADDED,
      kinds: ADDED_KINDS.map((value) => ({
        value,
        label: t(`catalogue.question-kind.${value}`),
      })),
      action: homeOf(of),
      optionsTyped: options,
      form: form.view,
    });
  }
}

/** As many dates as the page leads to. */
const MOST_OFFERINGS = 12;

const NEW = { kind: 'text' };

const homeOf = ({ courseId, offeringId }: AskedOf): string =>
  offeringId ? ofOfferingHref(offeringId) : ofCourseHref(courseId);

const questionView = (question: AddedQuestionRow, home: unknown): object => ({
  text: question.text,
  about: [
    t(`catalogue.question-kind.${question.kind}`),
    ...(question.options.length > 0 ? [question.options.join(', ')] : []),
    ...(question.required ? [t('attendance.added-question.required')] : []),
  ].join(' · '),
  endAction: typeof home === 'string' ? `${home}/${question.id}/weghalen` : undefined,
});
