import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import {
  addDays,
  emptyForm,
  type Form,
  isId,
  readForm,
  refusalText,
  seeOther,
  t,
  tellOutcome,
  trimmedText,
} from '@academie/platform';

import type { Actor } from '../access/actor';
import { Allow, CurrentActor } from '../access/access.guard';
import { MenuEntry } from '../access/navigation';
import { RoleService } from '../access/role.service';
import { Scopes } from '../access/scopes';
import { PersonNotFound } from '../people.errors';
import { PlannedChanges } from '../membership/planned-changes';
import { PlannedChangesQueries } from '../membership/planned-changes.queries';
import { plannedView } from '../membership/planned-view';
import { RoleGiving } from '../membership/role-giving';
import { GrantByAddressForm } from './roles.dto';
import { ROLES } from './roles-api.dto';
import { type HeldRole, RolesQueries } from './roles.queries';

const HOME = '/beheer/rollen';

/** All roles of all people: given and taken back. */
@ApiExcludeController()
@Controller('beheer/rollen')
export class RolesPages {
  constructor(
    private readonly queries: RolesQueries,
    private readonly roles: RoleService,
    private readonly giving: RoleGiving,
    private readonly planned: PlannedChanges,
    private readonly plans: PlannedChangesQueries,
    private readonly scopes: Scopes,
  ) {}

  @Get()
  @MenuEntry({
    section: 'admin',
    group: 'people',
    href: HOME,
    text: 'people.menu.roles',
    roles: ['administrator', 'auditor'],
    position: 52,
  })
  @Allow('administrator', 'auditor')
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.page(actor, reply, emptyForm(askedGrant(query)), query);
  }

  @Post()
  @Allow('administrator')
  async grant(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(GrantByAddressForm, body);
    const done = await form.submit(async ({ email, ...asked }) => {
      const personId = await this.queries.personWith(email);
      if (personId) {
        return this.giving.give(actor, personId, asked);
      }
      form.errors.email = refusalText(new PersonNotFound());
      return undefined;
    });
    if (done) return seeOther(reply, HOME, done);
    void reply.status(422);
    await this.page(actor, reply, form, {});
  }

  @Post(':personId/:id/intrekken')
  @Allow('administrator')
  async revoke(
    @CurrentActor() actor: Actor,
    @Param('personId', ParseUUIDPipe) personId: string,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await tellOutcome(reply, HOME, async () => {
      await this.roles.revoke(actor, personId, id);
      return t('people.roles.revoked');
    });
  }

  @Post('gepland/:id/schrappen')
  @Allow('administrator')
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.planned.withdraw(actor, id);
    seeOther(reply, HOME, t('people.planned.withdrawn'));
  }

  private async page(
    actor: Actor,
    reply: FastifyReply,
    form: Form<object>,
    query: Record<string, unknown>,
  ): Promise<void> {
    const role = ROLES.find((one) => one === query.rol);
    const after = trimmedText(query.na, 1000);
    const [{ items, next }, plans, organisations, themes] = await Promise.all([
      this.queries.held({ role, after }),
      this.plans.roles(),
      this.scopes.options('organisation'),
      this.scopes.options('theme'),
    ]);
    const names = new Map([...organisations, ...themes].map(({ id, name }) => [id, name]));
    const href = (more: Record<string, string | undefined>): string => {
      const all: Record<string, string | undefined> = { rol: role, ...more };
      const given = Object.entries(all).filter(
        (pair): pair is [string, string] => pair[1] !== undefined,
      );
      return given.length > 0 ? `${HOME}?${new URLSearchParams(given).toString()}` : HOME;
    };
    reply.view('people/roles/roles', {
      title: t('people.menu.roles.label'),
      crumbs: [
        { href: '/beheer', label: t('people.menu.admin.label') },
        { label: t('people.menu.roles.label') },
      ],
      mayChange: actor.isAdministrator,
      held: items.map((item) => heldView(item, names)),
      planned: plans.map((plan) => ({
        ...plannedView(
          plan,
          actor.isAdministrator ? `${HOME}/gepland/${plan.id}/schrappen` : undefined,
          scopeName(plan, names),
        ),
        withName: true,
      })),
      role,
      clearHref: role && HOME,
      next: next && href({ na: next }),
      first: after && href({}),
      roles: ROLES.map((value) => ({ value, label: t(`people.role.${value}`) })),
      scopes: [
        ...organisations.map(({ id: value, name: label }) => ({ value, label })),
        ...themes.map(({ id: value, name }) => ({
          value,
          label: t('people.scope.theme', { name }),
        })),
      ],
      form: form.view,
    });
  }
}

/** What a link to the form has filled in: the page of an organisation asks for a coordinator of it. */
function askedGrant({ geef, waarvoor }: Record<string, unknown>): Record<string, unknown> {
  return ROLES.some((one) => one === geef)
    ? { role: geef, scopeId: isId(waarvoor) ? waarvoor : undefined }
    : {};
}

const heldView = (item: HeldRole, names: ReadonlyMap<string, string>): object => ({
  ...item,
  personHref: `/beheer/personen/${item.personId}`,
  role: t(`people.role.${item.role}`),
  scope: scopeText(item, names),
  // A role that ends at midnight is held until the day before.
  lastDay: item.endsAt && addDays(item.endsAt, -1),
  revokeHref: `${HOME}/${item.personId}/${item.id}/intrekken`,
});

function scopeText(item: HeldRole, names: ReadonlyMap<string, string>): string {
  if (item.scopeKind === 'offering') return t('people.scope.offering');
  if (!item.scopeId) return t('people.scope.all');
  return names.get(item.scopeId) ?? t('people.scope.gone');
}

const scopeName = (
  { organisationId, themeId }: { organisationId: string | null; themeId: string | null },
  names: ReadonlyMap<string, string>,
): string => names.get(organisationId ?? themeId ?? '') ?? t('people.scope.all');
