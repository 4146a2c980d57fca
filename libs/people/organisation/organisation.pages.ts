import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import {
  Clock,
  dayOf,
  emptyForm,
  type Form,
  NotFound,
  readForm,
  seeOther,
  startOfDay,
  t,
} from '@academie/platform';

import type { Actor } from '../access/actor';
import { Allow, CurrentActor } from '../access/access.guard';
import { HOME } from '../merge/merge-view';
import { ReasonRequest } from '../merge/merge.dto';
import { EndingForm } from './organisation.dto';
import {
  type EndingRow,
  type OrganisationDetail,
  OrganisationQueries,
} from './organisation.queries';
import { OrganisationService } from './organisation.service';
import { OrganisationParts } from './organisation-data';
import { endingView, lineView, organisationView } from './organisation-view';

const LIST = { href: '/beheer/organisaties', label: 'Organisaties' };

/** An organisation and its history: what went up in it, and what it goes up in. */
@ApiExcludeController()
@Controller('beheer')
@Allow('administrator')
export class OrganisationPages {
  constructor(
    private readonly queries: OrganisationQueries,
    private readonly service: OrganisationService,
    private readonly parts: OrganisationParts,
    private readonly clock: Clock,
  ) {}

  @Get('organisaties/:id')
  @Allow('administrator', 'auditor')
  async show(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const organisation = await this.find(id);
    const [line, endings] = await Promise.all([this.queries.line(id), this.queries.endings(id)]);
    const standing = endings.find((one) => one.organisationId === id && !one.undoneAt);
    reply.view('people/organisation/organisation', {
      title: organisation.name,
      crumbs: [HOME, LIST, { label: organisation.shortName }],
      organisation: organisationView(organisation),
      line: line.length > 1 ? line.map((step) => lineView(step, id)) : undefined,
      // Who no longer exists has nobody to coordinate.
      appointHref:
        actor.isAdministrator && !organisation.validTo
          ? `/beheer/rollen?geef=coordinator&waarvoor=${id}#rol-geven`
          : undefined,
      editHref: actor.isAdministrator ? `/beheer/organisaties/${id}/wijzigen` : undefined,
      endings: endings.map((row) => endingView(row, actor.isAdministrator)),
      endHref:
        actor.isAdministrator && !organisation.validTo && !standing
          ? `/beheer/organisaties/${id}/opgaan`
          : undefined,
    });
  }

  @Get('organisaties/:id/opgaan')
  async ask(@Param('id', ParseUUIDPipe) id: string, @Res() reply: FastifyReply): Promise<void> {
    const year = Number(dayOf(this.clock.now()).slice(0, 4)) + 1;
    await this.showForm(reply, await this.find(id), emptyForm({ endsOn: `${year}-01-01` }));
  }

  @Post('organisaties/:id/opgaan')
  @HttpCode(200)
  async end(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const organisation = await this.find(id);
    const form = await readForm(EndingForm, body);
    if (form.data && !form.data.confirmed) {
      const { successorId, endsOn } = form.data;
      const ending = { organisationId: id, successorId, endsOn };
      const ready = await form.submit(async () => {
        await this.service.mayEnd(ending);
        return true;
      });
      if (ready)
        return this.showForm(reply, organisation, form, await this.parts.consequences(ending));
    }
    const done = await form.submit(async ({ successorId, endsOn, reason }) =>
      this.service.end(actor, { organisationId: id, successorId, endsOn }, reason),
    );
    const today = dayOf(this.clock.now());
    if (done && form.data)
      return seeOther(
        reply,
        `/beheer/organisaties/${id}`,
        t(`people.organisation.ending.${form.data.endsOn <= today ? 'done' : 'planned'}`),
      );
    void reply.status(422);
    await this.showForm(reply, organisation, form);
  }

  @Get('herindelingen/:id/terugdraaien')
  async askUndo(@Param('id', ParseUUIDPipe) id: string, @Res() reply: FastifyReply): Promise<void> {
    await this.showUndo(reply, await this.ending(id), emptyForm());
  }

  @Post('herindelingen/:id/terugdraaien')
  async undo(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const ending = await this.ending(id);
    const form = await readForm(ReasonRequest, body);
    const done = await form.submit(async ({ reason }) => {
      await this.service.undo(actor, id, reason);
      return true;
    });
    if (done)
      return seeOther(
        reply,
        `/beheer/organisaties/${ending.organisationId}`,
        t(`people.organisation.ending.${ending.doneAt ? 'taken-back' : 'withdrawn'}`),
      );
    void reply.status(422);
    await this.showUndo(reply, ending, form);
  }

  private async showForm(
    reply: FastifyReply,
    organisation: OrganisationDetail,
    form: Form<object>,
    consequences?: string[],
  ): Promise<void> {
    const { id, name, shortName, people, coordinators } = organisation;
    const successors = await this.queries.successors(id);
    const today = dayOf(this.clock.now());
    const endsOn = typeof form.values.endsOn === 'string' ? form.values.endsOn : '';
    reply.view('people/organisation/organisation-end', {
      title: `${shortName} laten opgaan`,
      crumbs: [
        HOME,
        LIST,
        { href: `/beheer/organisaties/${id}`, label: shortName },
        { label: 'Laten opgaan' },
      ],
      organisation: { name, href: `/beheer/organisaties/${id}` },
      successors: successors.map((one) => ({ value: one.id, label: one.name })),
      action: `/beheer/organisaties/${id}/opgaan`,
      form: form.view,
      preview: consequences && {
        successor: successors.find((one) => one.id === form.values.successorId)?.name,
        day: startOfDay(endsOn),
        isPast: endsOn <= today,
        people,
        coordinators: coordinators.join(', '),
        consequences,
      },
    });
  }

  private async showUndo(
    reply: FastifyReply,
    ending: EndingRow,
    form: Form<object>,
  ): Promise<void> {
    reply.view('people/organisation/organisation-undo', {
      title: ending.doneAt ? 'Opgaan terugdraaien' : 'Plan intrekken',
      crumbs: [
        HOME,
        LIST,
        { href: `/beheer/organisaties/${ending.organisationId}`, label: ending.organisation },
        { label: 'Terugdraaien' },
      ],
      ending: endingView(ending, true),
      isDone: ending.doneAt !== null,
      jobs: ending.jobs,
      organisation: ending.organisation,
      successor: ending.successor,
      isUndone: ending.undoneAt !== null,
      hindrances: ending.undoneAt ? [] : await this.service.hindrances(ending),
      action: `/beheer/herindelingen/${ending.id}/terugdraaien`,
      backHref: `/beheer/organisaties/${ending.organisationId}`,
      form: form.view,
    });
  }

  /** @throws NotFound */
  private async find(id: string): Promise<OrganisationDetail> {
    const organisation = await this.queries.find(id);
    if (!organisation) throw new NotFound();
    return organisation;
  }

  /** @throws NotFound */
  private async ending(id: string): Promise<EndingRow> {
    const ending = await this.queries.ending(id);
    if (!ending) throw new NotFound();
    return ending;
  }
}
