import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import {
  emptyForm,
  type Form,
  longDate,
  NotFound,
  readForm,
  seeOther,
  t,
} from '@academie/platform';

import type { Actor } from '../access/actor';
import { Allow, CurrentActor } from '../access/access.guard';
import { MenuEntry } from '../access/navigation';
import { ClosedGroupForm, ClosedGroupMemberForm } from './closed-group.dto';
import { ClosedGroupQueries, type ClosedGroupRow } from './closed-group.queries';
import { ClosedGroupService } from './closed-group.service';

const PAGE = '/groepen';
const LIST = { href: PAGE, label: 'Groepen' };

/** Closed groups: an administrator makes them, their managers say who is in. */
@ApiExcludeController()
@Controller('groepen')
@Allow('participant')
export class ClosedGroupPages {
  constructor(
    private readonly queries: ClosedGroupQueries,
    private readonly service: ClosedGroupService,
  ) {}

  @Get()
  @MenuEntry({
    section: 'admin',
    group: 'people',
    href: PAGE,
    text: 'people.menu.groups',
    roles: ['administrator', 'theme_lead'],
    position: 62,
  })
  list(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    return this.showList(reply, actor, emptyForm());
  }

  @Post()
  @Allow('administrator')
  async create(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(ClosedGroupForm, body);
    const id = await form.submit((data) => this.service.create(actor, data));
    if (id) return seeOther(reply, `${PAGE}/${id}`, t('people.group.made'));
    void reply.status(422);
    await this.showList(reply, actor, form);
  }

  @Get(':id')
  async show(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.showGroup(reply, await this.find(actor, id), emptyForm(), actor);
  }

  @Post(':id/leden')
  async add(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: Record<string, unknown> | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const group = await this.find(actor, id);
    const form = await readForm(ClosedGroupMemberForm, {
      ...body,
      manages: body?.manages === 'ja',
    });
    const done = await form.submit(async (data) => {
      await this.service.add(actor, id, data);
      return true;
    });
    if (done) return seeOther(reply, `${PAGE}/${id}`, t('people.group.added'));
    void reply.status(422);
    await this.showGroup(reply, group, form, actor);
  }

  @Post(':id/leden/:memberId/verwijderen')
  async remove(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('memberId', ParseUUIDPipe) memberId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.service.remove(actor, id, memberId);
    // Who removes the own membership can no longer open the group.
    const still = await this.queries.group(actor, id);
    seeOther(reply, still ? `${PAGE}/${id}` : PAGE, t('people.group.removed'));
  }

  @Get(':id/opheffen')
  @Allow('administrator')
  async askEnd(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const group = await this.find(actor, id);
    reply.view('people/closed-group/group-end', {
      title: t('people.group.end', { name: group.name }),
      crumbs: [LIST, { href: `${PAGE}/${id}`, label: group.name }, { label: 'Opheffen' }],
      group,
      action: `${PAGE}/${id}/opheffen`,
      back: `${PAGE}/${id}`,
    });
  }

  @Post(':id/opheffen')
  @Allow('administrator')
  async end(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.service.end(actor, id);
    seeOther(reply, PAGE, t('people.group.ended'));
  }

  private async find(actor: Actor, id: string): Promise<ClosedGroupRow> {
    const group = await this.queries.group(actor, id);
    if (!group) throw new NotFound();
    return group;
  }

  private async showList(reply: FastifyReply, actor: Actor, form: Form<object>): Promise<void> {
    const groups = await this.queries.groups(actor);
    reply.view('people/closed-group/groups', {
      title: LIST.label,
      crumbs: [{ label: LIST.label }],
      columns: [{ label: 'Groep' }, { label: 'Leden', numeric: true }, { label: 'Beheer' }],
      rows: groups.map(({ id, name, members, manages }) => ({
        cells: [
          { text: name, href: `${PAGE}/${id}` },
          { text: String(members), label: 'Leden', numeric: true },
          { text: manages ? t('people.group.you-manage') : '', label: 'Beheer' },
        ],
      })),
      managesAny: groups.some(({ manages }) => manages),
      mayMake: actor.isAdministrator,
      form: form.view,
    });
  }

  private async showGroup(
    reply: FastifyReply,
    group: ClosedGroupRow,
    form: Form<object>,
    actor: Actor,
  ): Promise<void> {
    // Who is in the group is for its managers; a member sees that it exists and what it is for.
    const members = group.manages ? await this.queries.members(group.id) : [];
    reply.view('people/closed-group/group', {
      title: group.name,
      crumbs: [LIST, { label: group.name }],
      group,
      columns: [
        { label: 'Naam' },
        { label: 'Organisatie' },
        { label: 'Sinds' },
        { label: 'Verwijderen', hidden: true },
      ],
      members: members.map(({ id, name, organisation, manages, joinedAt }) => ({
        name,
        organisation,
        manages,
        since: longDate(joinedAt),
        removeAction: `${PAGE}/${group.id}/leden/${id}/verwijderen`,
      })),
      addAction: `${PAGE}/${group.id}/leden`,
      endHref: actor.isAdministrator ? `${PAGE}/${group.id}/opheffen` : undefined,
      form: form.view,
    });
  }
}
