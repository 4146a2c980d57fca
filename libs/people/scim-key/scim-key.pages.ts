import {
  Body,
  Controller,
  Get,
  Inject,
  Param,
  ParseUUIDPipe,
  Post,
  Req,
  Res,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import {
  CONFIG,
  type Config,
  emptyForm,
  type Form,
  readForm,
  seeOther,
  t,
} from '@academie/platform';

import type { Actor } from '../access/actor';
import { Allow, CurrentActor } from '../access/access.guard';
import { MenuEntry } from '../access/navigation';
import { chosen } from '../membership/membership-view';
import { MembershipQueries } from '../membership/membership.queries';
import { NotAllowed } from '../people.errors';
import { ScimKeyForm } from './scim-key.dto';
import { SCIM_KEY_DAYS, ScimKeys } from './scim-key.service';

const HOME = '/beheer/personeelsmappen';
const FRESH = { scope: 'write', days: '365' };

/** Keys with which directories of organisations keep their people here. */
@ApiExcludeController()
@Controller('beheer/personeelsmappen')
@Allow('administrator')
export class ScimKeyPages {
  constructor(
    private readonly keys: ScimKeys,
    private readonly memberships: MembershipQueries,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @MenuEntry({
    section: 'admin',
    group: 'connections',
    href: HOME,
    text: 'people.menu.scim-keys',
    roles: ['administrator'],
    position: 65,
  })
  async list(@Res() reply: FastifyReply): Promise<void> {
    await this.page(reply, emptyForm(FRESH));
  }

  @Post()
  async make(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    // A key that leaked must not be able to make another.
    if (request.bearer) throw new NotAllowed();
    const form = await readForm(ScimKeyForm, body);
    const key = await form.submit(({ name, organisationIds, scope, days }) =>
      this.keys.make(actor, {
        name,
        organisationIds,
        mayWrite: scope === 'write',
        days: Number(days),
      }),
    );
    if (!key) void reply.status(422);
    await this.page(reply, key ? emptyForm(FRESH) : form, key);
  }

  @Post(':id/intrekken')
  async revoke(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.keys.revoke(actor, id);
    seeOther(reply, HOME, t('people.token.revoked'));
  }

  private async page(reply: FastifyReply, form: Form<object>, key?: string): Promise<void> {
    const [keys, organisations] = await Promise.all([
      this.keys.list(),
      this.memberships.organisations(),
    ]);
    const title = t('people.menu.scim-keys.label');
    reply.view('people/scim-key/scim-keys', {
      title,
      crumbs: [{ href: '/beheer', label: t('people.menu.admin.label') }, { label: title }],
      address: `${this.config.publicUrl}/scim/v2`,
      key,
      keys: keys.map((row) => ({
        ...row,
        organisations: row.organisations.join(', '),
        scope: t(`people.token.${row.mayWrite ? 'write' : 'read'}`),
        revokeHref: `${HOME}/${row.id}/intrekken`,
      })),
      organisations: chosen(organisations, [form.values.organisationIds ?? []].flat() as string[]),
      scopes: ['write', 'read'].map((value) => ({ value, label: t(`people.token.${value}`) })),
      days: SCIM_KEY_DAYS.map((days) => ({
        value: String(days),
        label: t('people.token.days', { days }),
      })),
      form: form.view,
    });
  }
}
