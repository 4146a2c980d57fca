import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import {
  emptyForm,
  type Form,
  NotFound,
  readForm,
  seeOther,
  t,
  trimmedText,
} from '@academie/platform';

import type { Actor } from '../access/actor';
import { Allow, CurrentActor } from '../access/access.guard';
import { MenuEntry } from '../access/navigation';
import { MemberAdding } from './member-adding';
import { AddMemberForm, ChangeFunctionsForm, EndForm, MoveForm } from './membership.dto';
import { MembershipQueries } from './membership.queries';
import { chosen, memberView, MEMBERS } from './membership-view';
import { PlannedChanges } from './planned-changes';
import { PlannedChangesQueries, type PlannedRow } from './planned-changes.queries';
import { plannedView } from './planned-view';
import { WorkChanges } from './work-changes';

/** Who works at an organisation: added, moved and ended by its coordinator or an administrator. */
@ApiExcludeController()
@Controller('organisatie/medewerkers')
@Allow('coordinator', 'administrator')
export class MembersPages {
  constructor(
    private readonly queries: MembershipQueries,
    private readonly changes: WorkChanges,
    private readonly adding: MemberAdding,
    private readonly planned: PlannedChanges,
    private readonly plans: PlannedChangesQueries,
  ) {}

  @Get()
  @MenuEntry({
    section: 'account',
    href: MEMBERS,
    text: 'people.menu.members',
    roles: ['coordinator', 'administrator'],
    position: 15,
  })
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const organisations = await this.queries.managed(actor);
    const current =
      organisations.find(({ value }) => value === query.organisatie) ?? organisations[0];
    const after = trimmedText(query.na, 1000);
    const { items, next } = current
      ? await this.queries.members(current.value, after)
      : { items: [], next: null };
    const plans = current && !after ? await this.plans.atOrganisation(current.value) : [];
    const here = `${MEMBERS}?organisatie=${current?.value ?? ''}`;
    reply.view('people/membership/members', {
      title: t('people.menu.members.label'),
      organisations: organisations.length > 1 ? organisations : undefined,
      organisation: current,
      members: items.map(memberView),
      planned: plans.map((plan) => ({ ...planOf(plan), withName: true })),
      addHref: `${MEMBERS}/toevoegen?organisatie=${current?.value ?? ''}`,
      next: next && `${here}&na=${encodeURIComponent(next)}`,
      first: after && here,
    });
  }

  @Get('toevoegen')
  async addPage(
    @CurrentActor() actor: Actor,
    @Query('organisatie') organisationId: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.addView(actor, reply, emptyForm({ organisationId }));
  }

  @Post('toevoegen')
  async add(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(AddMemberForm, body);
    const done = await form.submit(async (data) => {
      await this.adding.add(actor, data);
      return data.organisationId;
    });
    if (done) return seeOther(reply, `${MEMBERS}?organisatie=${done}`, t('people.members.added'));
    void reply.status(422);
    await this.addView(actor, reply, form);
  }

  @Get(':id')
  async show(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.memberPage(actor, id, reply, emptyForm());
  }

  @Post(':id/functies')
  async functions(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(ChangeFunctionsForm, body);
    await this.submit(actor, id, reply, form, ({ functions, from }) =>
      this.changes.setFunctions(actor, id, functions, from),
    );
  }

  @Post(':id/beeindigen')
  async end(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(EndForm, body);
    await this.submit(actor, id, reply, form, ({ lastDay }) =>
      this.changes.end(actor, id, lastDay),
    );
  }

  @Post(':id/verplaatsen')
  async move(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(MoveForm, body);
    await this.submit(actor, id, reply, form, ({ organisationId, functions, from }) =>
      this.changes.move(actor, id, { organisationId, functions }, from),
    );
  }

  @Post('gepland/:planId/schrappen')
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('planId', ParseUUIDPipe) planId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.planned.withdraw(actor, planId);
    seeOther(reply, MEMBERS, t('people.planned.withdrawn'));
  }

  private async submit<T extends object>(
    actor: Actor,
    id: string,
    reply: FastifyReply,
    form: Form<T>,
    command: (data: T) => Promise<void>,
  ): Promise<void> {
    const { organisationId } = await this.known(actor, id);
    const done = await form.submit(async (data) => {
      await command(data);
      return true;
    });
    if (done)
      return seeOther(
        reply,
        `${MEMBERS}?organisatie=${organisationId}`,
        t('people.members.changed'),
      );
    void reply.status(422);
    await this.memberPage(actor, id, reply, form);
  }

  private async known(actor: Actor, id: string) {
    const member = await this.queries.member(actor, id);
    if (!member) throw new NotFound();
    return member;
  }

  private async memberPage(
    actor: Actor,
    id: string,
    reply: FastifyReply,
    form: Form<object>,
  ): Promise<void> {
    const member = await this.known(actor, id);
    const [functions, organisations, plans] = await Promise.all([
      this.queries.functions(),
      this.queries.managed(actor),
      this.plans.atOrganisation(member.organisationId, member.personId),
    ]);
    const others = organisations.filter(({ value }) => value !== member.organisationId);
    const title = `${member.givenName} ${member.familyName}`;
    reply.view('people/membership/member', {
      title,
      crumbs: [
        {
          href: `${MEMBERS}?organisatie=${member.organisationId}`,
          label: t('people.menu.members.label'),
        },
        { label: title },
      ],
      member: memberView(member),
      isCoordinator: actor.is('coordinator'),
      action: `${MEMBERS}/${id}`,
      functions: chosen(functions, member.functionCodes),
      planned: plans.map(planOf),
      organisations: others.length > 0 ? others : undefined,
      form: form.view,
    });
  }

  private async addView(actor: Actor, reply: FastifyReply, form: Form<object>): Promise<void> {
    const [organisations, functions] = await Promise.all([
      this.queries.managed(actor),
      this.queries.functions(),
    ]);
    const title = t('people.members.add');
    reply.view('people/membership/member-add', {
      title,
      crumbs: [{ href: MEMBERS, label: t('people.menu.members.label') }, { label: title }],
      organisations,
      functions: chosen(functions, [form.values.functions ?? []].flat() as string[]),
      form: form.view,
    });
  }
}

const planOf = (plan: PlannedRow): object =>
  plannedView(plan, `${MEMBERS}/gepland/${plan.id}/schrappen`);
