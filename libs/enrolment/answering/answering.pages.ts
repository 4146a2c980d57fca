import {
  Body,
  Controller,
  Get,
  Param,
  ParseIntPipe,
  ParseUUIDPipe,
  Post,
  Req,
  Res,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { questionKind } from '@academie/catalogue';
import { type Actor, Allow, CurrentActor } from '@academie/people';
import {
  DiskUpload,
  emptyForm,
  FileStore,
  Form,
  NotFound,
  readForm,
  seeOther,
  sendFile,
  t,
} from '@academie/platform';

import { EnrolmentConditions } from '../place/enrolment-conditions';
import { EnrolmentQueries } from '../place/enrolment.queries';
import { withAnswers } from '../question/answer-check';
import { questionFields } from '../question/question-fields';
import { AnswersRequest } from './answering.dto';
import { AnsweringService, type Asked, LARGEST_ANSWER } from './answering.service';

/** Answering the questions of an offering after the place is there. */
@ApiExcludeController()
@Controller()
@Allow('participant')
export class AnsweringPages {
  constructor(
    private readonly answering: AnsweringService,
    private readonly enrolments: EnrolmentQueries,
    private readonly conditions: EnrolmentConditions,
    private readonly store: FileStore,
  ) {}

  @Get('mijn/inschrijvingen/:id/antwoorden')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asked = await this.answering.asked(actor, id);
    await this.show(reply, actor, id, asked, emptyForm({ answers: asked.answers }));
  }

  @Post('mijn/inschrijvingen/:id/antwoorden')
  async answer(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(AnswersRequest, withAnswers(body));
    const done = await form.submit(async ({ answers }) => {
      await this.answering.answer(actor, id, answers);
      return true;
    });
    if (done) {
      const next = (await this.conditions.choosing(id))
        ? `/inschrijvingen/${id}/workshops`
        : `/mijn/inschrijvingen/${id}`;
      return seeOther(reply, next, t('enrolment.question.answered'));
    }
    void reply.status(422);
    await this.show(reply, actor, id, await this.answering.asked(actor, id), form);
  }

  @Post('mijn/inschrijvingen/:id/antwoorden/:nth/bestand')
  @DiskUpload(LARGEST_ANSWER)
  async send(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('nth', ParseIntPipe) nth: number,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = new Form({}, {});
    const upload = request.diskUploads?.file;
    const done = await form.submit(async () => {
      await this.answering.addFile(actor, id, nth, upload);
      return true;
    });
    const page = `/mijn/inschrijvingen/${id}/antwoorden`;
    if (done) return seeOther(reply, page, t('enrolment.question.file-kept'));
    seeOther(reply, page, form.errorList[0]?.text ?? '', 'error');
  }

  /** The file itself: for who gave it, and who organises or gives the offering. */
  @Get('inschrijvingen/:id/antwoorden/:nth')
  async file(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('nth') nth: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (!/^\d$/.test(nth)) throw new NotFound();
    await sendFile(request, reply, this.store, await this.answering.file(actor, id, Number(nth)));
  }

  private async show(
    reply: FastifyReply,
    actor: Actor,
    id: string,
    { questions, answers }: Asked,
    form: Form<object>,
  ): Promise<void> {
    const { courseTitle } = await this.enrolments.one(actor, id);
    const back = `/mijn/inschrijvingen/${id}`;
    const given = Array.isArray(form.values.answers) ? (form.values.answers as unknown[]) : [];
    reply.view('enrolment/answering/answering', {
      title: t('enrolment.question.title'),
      crumbs: [
        { href: '/mijn', label: 'Mijn academie' },
        { href: back, label: courseTitle },
        { label: t('enrolment.question.title') },
      ],
      course: courseTitle,
      questions: questionFields(questions, given, form.errors),
      files: questions.flatMap((question, index) =>
        questionKind(question) === 'file'
          ? {
              label: question.text,
              required: question.required,
              name: answers[index],
              href: `/inschrijvingen/${id}/antwoorden/${index}`,
              action: `${back}/antwoorden/${index}/bestand`,
              prefix: `bestand-${index}`,
            }
          : [],
      ),
      megabytes: LARGEST_ANSWER,
      action: `${back}/antwoorden`,
      cancelHref: back,
      form: form.view,
    });
  }
}
