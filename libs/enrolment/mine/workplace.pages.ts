import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import {
  emptyForm,
  type Form,
  isId,
  readForm,
  Refusal,
  refusalText,
  seeOther,
  t,
} from '@academie/platform';

import { WorkplaceRequest } from '../place/enrolment.dto';
import { EnrolmentService } from '../place/enrolment.service';
import { type EnrolledFor, Workplaces } from '../workplace/workplaces';

/** For which organisation somebody comes: asked after enrolling and at the door, and put right later. */
@ApiExcludeController()
@Controller('inschrijvingen/:id/organisatie')
@Allow('participant')
export class WorkplacePages {
  constructor(
    private readonly enrolments: EnrolmentService,
    private readonly workplaces: Workplaces,
  ) {}

  @Get()
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query('sessie') session: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const enrolled = await this.workplaces.of(id);
    const by = await this.enrolments.answersFor(actor, enrolled.offeringId, enrolled.personId);
    const organisationId = enrolled.isStated ? (enrolled.organisationId ?? '') : '';
    this.show(reply, actor, id, enrolled, by, session, emptyForm({ organisationId }));
  }

  @Post()
  async answer(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query('sessie') session: unknown,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const enrolled = await this.workplaces.of(id);
    const by = await this.enrolments.answersFor(actor, enrolled.offeringId, enrolled.personId);
    const form = await readForm(WorkplaceRequest, body);
    const done = await form
      .submit(async (answer) => {
        await this.enrolments.stateOrganisation(actor, id, answer);
        return true;
      })
      .catch((error: unknown) => {
        if (!(error instanceof Refusal) || error.kind !== 'conflict') throw error;
        form.errors[error.field ?? ''] = refusalText(error);
        return undefined;
      });
    if (done)
      return seeOther(reply, backOf(id, enrolled, by, session), t('enrolment.workplace.saved'));
    void reply.status(422);
    this.show(reply, actor, id, enrolled, by, session, form);
  }

  private show(
    reply: FastifyReply,
    actor: Actor,
    id: string,
    enrolled: EnrolledFor,
    by: 'self' | 'coordinator' | 'organiser',
    session: unknown,
    form: Form<object>,
  ): void {
    const isOwn = by === 'self';
    const choices = enrolled.choices.filter(
      (choice) => by !== 'coordinator' || actor.coordinates(choice.id),
    );
    reply.view('enrolment/mine/workplace', {
      title: t(`enrolment.workplace.${isOwn ? 'own-title' : 'title'}`),
      course: enrolled.courseTitle,
      person: isOwn ? undefined : enrolled.personName,
      isOwn,
      choices: choices.map((choice) => ({ value: choice.id, label: choice.name })),
      asksReason: enrolled.isStated || enrolled.state === 'finished',
      action: `/inschrijvingen/${id}/organisatie${isSession(session) ? `?sessie=${session}` : ''}`,
      backHref: backOf(id, enrolled, by, session),
      form: form.view,
    });
  }
}

const isSession = (session: unknown): session is string =>
  typeof session === 'string' && isId(session);

function backOf(
  id: string,
  { offeringId, personId }: EnrolledFor,
  by: 'self' | 'coordinator' | 'organiser',
  session: unknown,
): string {
  if (by === 'self') return `/mijn/inschrijvingen/${id}`;
  if (isSession(session)) return `/lesgeven/sessies/${session}`;
  return by === 'coordinator'
    ? `/mijn-organisatie/personen/${personId}`
    : `/beheer/uitvoeringen/${offeringId}/deelnemers`;
}
