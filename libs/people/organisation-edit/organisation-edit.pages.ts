import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import {
  Database,
  emptyForm,
  type Form,
  NotFound,
  readForm,
  seeOther,
  t,
} from '@academie/platform';

import type { Actor } from '../access/actor';
import { Allow, CurrentActor } from '../access/access.guard';
import { ORGANISATION_KINDS } from '../directory/organisation.entity';
import { OrganisationForm } from './organisation-edit.dto';
import { OrganisationEditService } from './organisation-edit.service';

const LIST = '/beheer/organisaties';

/** Making and changing an organisation. */
@ApiExcludeController()
@Controller('beheer/organisaties')
@Allow('administrator')
export class OrganisationEditPages {
  constructor(
    private readonly service: OrganisationEditService,
    private readonly database: Database,
  ) {}

  @Get('nieuw')
  async newPage(@Res() reply: FastifyReply): Promise<void> {
    await this.page(reply, emptyForm());
  }

  @Post('nieuw')
  async make(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(OrganisationForm, body);
    const id = await form.submit((data) => this.service.make(actor, data));
    if (id) return seeOther(reply, `${LIST}/${id}`, t('people.organisation-edit.made'));
    void reply.status(422);
    await this.page(reply, form);
  }

  @Get(':id/wijzigen')
  async editPage(
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.page(reply, emptyForm({ ...(await this.find(id)) }), id);
  }

  @Post(':id/wijzigen')
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    // What cannot be changed is not sent, and does not change.
    const { kind, cbsCode } = await this.find(id);
    const sent = typeof body === 'object' && body !== null ? body : {};
    const form = await readForm(OrganisationForm, { ...sent, kind, cbsCode: cbsCode ?? '' });
    const done = await form.submit(async (data) => {
      await this.service.change(actor, id, data);
      return true;
    });
    if (done) return seeOther(reply, `${LIST}/${id}`, t('people.organisation-edit.changed'));
    void reply.status(422);
    await this.page(reply, form, id);
  }

  private async find(
    id: string,
  ): Promise<{ kind: string; cbsCode: string | null; domains: string }> {
    const found = await this.database.first<{
      kind: string;
      cbsCode: string | null;
      domains: string;
    }>(
      `SELECT name, short_name AS "shortName", kind, cbs_code AS "cbsCode",
              safety_region AS "safetyRegion",
              concat_ws(E'\\n', mail_domain::text, (
                SELECT string_agg(d.domain::text, E'\\n' ORDER BY d.domain)
                  FROM people.organisation_domain d WHERE d.organisation_id = o.id)) AS domains
         FROM people.organisation o WHERE id = $1`,
      [id],
    );
    if (!found) throw new NotFound();
    return found;
  }

  private async page(reply: FastifyReply, form: Form<object>, id?: string): Promise<void> {
    const regions = await this.database.rows<{ value: string }>(
      `SELECT DISTINCT safety_region AS value FROM people.organisation
        WHERE safety_region IS NOT NULL ORDER BY 1`,
    );
    const title = t(`people.organisation-edit.${id ? 'change' : 'make'}`);
    reply.view('people/organisation-edit/organisation-edit', {
      title,
      crumbs: [
        { href: '/beheer', label: t('people.menu.admin.label') },
        { href: LIST, label: t('people.menu.organisations.label') },
        { label: title },
      ],
      action: id ? `${LIST}/${id}/wijzigen` : `${LIST}/nieuw`,
      cancelHref: id ? `${LIST}/${id}` : LIST,
      isNew: !id,
      kinds: ORGANISATION_KINDS.map((value) => ({
        value,
        label: t(`people.organisation-kind.${value}`),
      })),
      regions: regions.map(({ value }) => ({ value, label: value })),
      form: form.view,
    });
  }
}
