import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import {
  emptyForm,
  Form,
  InvalidInput,
  isId,
  readForm,
  Refusal,
  refusalText,
  seeOther,
  t,
} from '@academie/platform';

import { EnrolmentConditions } from '../place/enrolment-conditions';
import { AlreadyEnrolled, StepFirstMissing, StepOvertaken } from '../place/enrolment.errors';
import { EnrolRequest } from '../place/enrolment.dto';
import { EnrolmentQueries } from '../place/enrolment.queries';
import { EnrolmentService, type EnrolmentStatus } from '../place/enrolment.service';
import { WorkshopFull } from '../workshop/workshop.errors';
import { WorkshopChoiceService } from '../workshop/workshop-choice.service';
import { chosenWorkshops, typedWorkshops, workshopFields } from '../workshop/workshop-fields';
import { withAnswers } from '../question/answer-check';
import { enrolView } from './enrol-view';
import { doneText } from './my-enrolments-view';
import { Overlaps } from '../place/overlaps';
import { Workplaces } from '../workplace/workplaces';

/** Getting in: at once where a seat is all there is to it, else with what the offering asks. */
@ApiExcludeController()
@Controller('uitvoeringen/:id/inschrijven')
@Allow('participant')
export class EnrolPages {
  constructor(
    private readonly enrolments: EnrolmentService,
    private readonly queries: EnrolmentQueries,
    private readonly conditions: EnrolmentConditions,
    private readonly overlaps: Overlaps,
    private readonly workplaces: Workplaces,
    private readonly workshops: WorkshopChoiceService,
  ) {}

  @Get()
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    // A seat that is kept for the reader is taken on its own page; enrolling here would change nothing.
    const { stands } = await this.queries.standingsAndOverlaps(actor.id, [id]);
    const kept = stands.find(({ state }) => state === 'offered');
    if (kept) return seeOther(reply, `/mijn/inschrijvingen/${kept.id}`);
    await this.show(reply, actor, id, emptyForm());
  }

  @Post()
  async enrol(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(EnrolRequest, withAnswers(withoutEmpty(body)));
    Object.assign(form.values, typedWorkshops(body));
    if (form.failed) return this.refuse(reply, actor, id, form);
    try {
      const { answers, organisationId } = form.data ?? {};
      const standing = await this.enrolments.enrol(actor, id, actor.id, answers, organisationId);
      const unchosen = await this.chooseWorkshops(actor, standing, body);
      if (unchosen)
        return seeOther(reply, `/inschrijvingen/${standing.id}/workshops`, unchosen, 'error');
      // One press is enough to get a place; the question comes after it, for the few it concerns.
      const asks = !organisationId && (await this.workplaces.choices(actor.id, id)).length > 1;
      const next = asks
        ? `/inschrijvingen/${standing.id}/organisatie`
        : (await this.asksFile(actor, standing.id, body))
          ? `/mijn/inschrijvingen/${standing.id}/antwoorden`
          : `/mijn/inschrijvingen/${standing.id}`;
      seeOther(reply, next, doneText(standing));
    } catch (error) {
      // Pressed twice, or back and again: the place is there, so that is where to go.
      if (error instanceof AlreadyEnrolled)
        return seeOther(
          reply,
          `/mijn/inschrijvingen/${error.enrolmentId}`,
          t('enrolment.enrol.was-enrolled'),
          'info',
        );
      // The page says which step comes first, with the way there.
      if (error instanceof StepFirstMissing || error instanceof StepOvertaken)
        return this.refuse(reply, actor, id, form);
      if (error instanceof InvalidInput) {
        await form.submit(() => Promise.reject(error));
        return this.refuse(reply, actor, id, form);
      }
      if (!(error instanceof Refusal) || error.kind !== 'conflict') throw error;
      const { courseSlug } = await this.queries.offering(actor, id);
      seeOther(reply, `/aanbod/${courseSlug}`, refusalText(error), 'error');
    }
  }

  // The form says that a file comes after it: who is not asked for one costs no statement.
  private async asksFile(actor: Actor, enrolmentId: string, body: unknown): Promise<boolean> {
    if (typeof body !== 'object' || body === null || !('fileLater' in body)) return false;
    return (await this.conditions.asking(actor.id, [enrolmentId])).length > 0;
  }

  // The place is there whatever comes of the workshops: others may have taken the last seat of one meanwhile.
  private async chooseWorkshops(
    actor: Actor,
    { id, state }: EnrolmentStatus,
    body: unknown,
  ): Promise<string | undefined> {
    const chosen = chosenWorkshops(body)?.filter(isId) ?? [];
    if (chosen.length === 0 || state !== 'enrolled') return undefined;
    try {
      await this.workshops.choose(actor, id, chosen);
      return undefined;
    } catch (error) {
      if (error instanceof WorkshopFull) return refusalText(error);
      if (error instanceof InvalidInput) return t('enrolment.workshop.one-each');
      throw error;
    }
  }

  private refuse(reply: FastifyReply, actor: Actor, id: string, form: Form<object>): Promise<void> {
    void reply.status(422);
    return this.show(reply, actor, id, form);
  }

  private async show(
    reply: FastifyReply,
    actor: Actor,
    id: string,
    form: Form<object>,
  ): Promise<void> {
    const [offering, conditions, overlaps, workplaces, workshops] = await Promise.all([
      this.queries.offering(actor, id),
      this.conditions.of(id, actor.id),
      this.overlaps.of(actor, actor.id, [id]),
      this.workplaces.choices(actor.id, id),
      this.workshops.toChoose(id),
    ]);
    const view = enrolView(offering, conditions, overlaps, workplaces, form);
    reply.view('enrolment/mine/enrol', {
      ...view,
      workshops: workshopFields(workshops, form.values),
    });
  }
}

/** A browser sends '' for a choice that was not made. */
const withoutEmpty = (body: unknown): unknown =>
  typeof body === 'object' && body !== null && 'organisationId' in body && !body.organisationId
    ? { ...body, organisationId: undefined }
    : body;
