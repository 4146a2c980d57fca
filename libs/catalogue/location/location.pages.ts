import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor, MenuEntry } from '@academie/people';
import {
  ChangedMeanwhile,
  emptyForm,
  type Form,
  pageAsked,
  readForm,
  seeOther,
  t,
  trimmedText,
} from '@academie/platform';

import { bodyOf, editConflictText, versionOf } from '../form/form-values';
import { LocationForm } from './location.dto';
import { LocationQueries } from './location.queries';
import { LocationService } from './location.service';
import { BEHEER, locationListView, LOCATIONS, locationView } from './location-view';

const EMPTY = { name: '', address: '', route: '', accessibility: '', safety: '', contact: '' };

/** Places: who plans offerings makes and changes them. */
@ApiExcludeController()
@Controller('beheer/locaties')
@Allow('theme_lead', 'administrator')
export class LocationPages {
  constructor(
    private readonly queries: LocationQueries,
    private readonly service: LocationService,
  ) {}

  @Get()
  @MenuEntry({
    section: 'admin',
    group: 'programme',
    href: LOCATIONS.href,
    text: 'catalogue.menu.locations',
    roles: ['theme_lead', 'administrator'],
    position: 14,
  })
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const filter = {
      words: trimmedText(query.q, 100) ?? '',
      archived: query.oud === 'ja',
      page: pageAsked(query.pagina),
    };
    const rows = await this.queries.list(actor, filter);
    reply.view('catalogue/location/locations', locationListView(filter, rows));
  }

  @Get('nieuw')
  new(@Res() reply: FastifyReply): Promise<void> {
    return this.showForm(reply, emptyForm(EMPTY), NEW);
  }

  @Post('nieuw')
  async create(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(LocationForm, { ...EMPTY, ...bodyOf(body) });
    const id = await form.submit((data) => this.service.create(actor, data));
    if (id) return seeOther(reply, `${LOCATIONS.href}/${id}`, t('catalogue.location.made'));
    void reply.status(422);
    await this.showForm(reply, form, NEW);
  }

  @Get(':id')
  async show(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    reply.view('catalogue/location/location', {
      ...locationView(await this.queries.one(actor, id)),
      form: emptyForm().view,
    });
  }

  @Get(':id/wijzigen')
  async edit(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { name, version, ...others } = await this.queries.one(actor, id);
    await this.showForm(reply, emptyForm({ name, ...others }), aroundOf(id, name, version));
  }

  @Post(':id/wijzigen')
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const stored = await this.queries.one(actor, id);
    const form = await readForm(LocationForm, { ...EMPTY, ...bodyOf(body) });
    let version = versionOf(body);
    try {
      const done = await form.submit(async (data) => {
        await this.service.change(actor, id, version, data);
        return true;
      });
      if (done) return seeOther(reply, `${LOCATIONS.href}/${id}`, t('catalogue.location.changed'));
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile)) throw error;
      form.errors[''] = editConflictText();
      version = stored.version;
    }
    void reply.status(422);
    await this.showForm(reply, form, aroundOf(id, stored.name, version));
  }

  @Get(':id/archiveren')
  async askRetire(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { name, used, upcoming } = await this.queries.one(actor, id);
    const page = `${LOCATIONS.href}/${id}`;
    reply.view('catalogue/location/retire', {
      title: t(`catalogue.location.${used ? 'archive' : 'remove'}`, { name }),
      crumbs: [BEHEER, LOCATIONS, { href: page, label: name }, { label: 'Archiveren' }],
      ...{
        used,
        consequences: upcoming > 0 ? [t('catalogue.location.keeps', { count: upcoming })] : [],
      },
      ...{ action: `${page}/archiveren`, back: page },
    });
  }

  @Post(':id/archiveren')
  async retire(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const how = await this.service.retire(actor, id);
    seeOther(reply, LOCATIONS.href, t(`catalogue.location.${how}`));
  }

  @Post(':id/terugzetten')
  async restore(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.service.restore(actor, id);
    seeOther(reply, `${LOCATIONS.href}/${id}`, t('catalogue.location.restored'));
  }

  private async showForm(reply: FastifyReply, form: Form<object>, around: object): Promise<void> {
    reply.view('catalogue/location/location-form', {
      ...around,
      form: form.view,
      municipalities: await this.queries.municipalities(form.values.municipalityId),
    });
  }
}

const NEW = {
  title: 'Nieuwe locatie',
  crumbs: [BEHEER, LOCATIONS, { label: 'Nieuwe locatie' }],
  action: `${LOCATIONS.href}/nieuw`,
  cancelHref: LOCATIONS.href,
};

const aroundOf = (id: string, name: string, version: number): object => ({
  title: `${name} wijzigen`,
  crumbs: [
    BEHEER,
    LOCATIONS,
    { href: `${LOCATIONS.href}/${id}`, label: name },
    { label: 'Wijzigen' },
  ],
  action: `${LOCATIONS.href}/${id}/wijzigen`,
  cancelHref: `${LOCATIONS.href}/${id}`,
  version,
});
