import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import {
  emptyForm,
  InvalidInput,
  isId,
  NotFound,
  Refusal,
  refusalText,
  seeOther,
  t,
} from '@academie/platform';

import { type EnrolmentLink, LinksOnEnrolments } from '../mine/enrolment-links';
import { EnrolmentAccess } from '../place/enrolment-access';
import { EnrolmentQueries } from '../place/enrolment.queries';
import { WorkshopChoiceService } from '../workshop/workshop-choice.service';
import { chosenWorkshops, workshopFields } from '../workshop/workshop-fields';

/** Choosing workshops after enrolling, and choosing others until it closes. */
@ApiExcludeController()
@Controller('inschrijvingen/:id/workshops')
@Allow('participant')
export class WorkshopChoicePages {
  constructor(
    private readonly service: WorkshopChoiceService,
    private readonly queries: EnrolmentQueries,
    private readonly access: EnrolmentAccess,
  ) {}

  @LinksOnEnrolments({ when: 'workshops' })
  links(_actor: Actor, enrolmentIds: readonly string[]): Promise<Map<string, EnrolmentLink>> {
    const label = t('enrolment.workshop.link');
    return Promise.resolve(
      new Map(enrolmentIds.map((id) => [id, { label, href: `/inschrijvingen/${id}/workshops` }])),
    );
  }

  @Get()
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.show(reply, actor, id, '');
  }

  @Post()
  async choose(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const chosen = chosenWorkshops(body) ?? [];
    try {
      if (!chosen.every(isId)) throw new InvalidInput([]);
      await this.service.choose(actor, id, chosen);
    } catch (error) {
      if (!(error instanceof Refusal) || !['conflict', 'invalid'].includes(error.kind)) throw error;
      void reply.status(error.kind === 'conflict' ? 409 : 422);
      const text =
        error instanceof InvalidInput ? t('enrolment.workshop.one-each') : refusalText(error);
      return this.show(reply, actor, id, text);
    }
    const { personId } = await this.queries.one(actor, id);
    const next =
      personId === actor.id ? `/mijn/inschrijvingen/${id}` : `/inschrijvingen/${id}/workshops`;
    seeOther(reply, next, t('enrolment.workshop.chosen'));
  }

  private async show(reply: FastifyReply, actor: Actor, id: string, error: string): Promise<void> {
    const row = await this.queries.one(actor, id);
    if (!(await this.access.actingAs(actor, row.offeringId, row.personId))) throw new NotFound();
    const workshops = await this.service.toChoose(row.offeringId, id);
    const isOwn = row.personId === actor.id;
    const form = emptyForm();
    if (error) form.errors[''] = error;
    reply.view('enrolment/workshop-choice/workshop-choice', {
      title: t('enrolment.workshop.title'),
      course: row.courseTitle,
      person: isOwn ? undefined : await this.queries.personName(row.personId),
      workshops: workshopFields(workshops),
      action: `/inschrijvingen/${id}/workshops`,
      backHref: isOwn ? `/mijn/inschrijvingen/${id}` : `/organisatie/personen/${row.personId}`,
      form: form.view,
    });
  }
}
