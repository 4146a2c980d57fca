import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor, MenuEntry } from '@academie/people';
import { ChangedMeanwhile, emptyForm, type Form, readForm, seeOther, t } from '@academie/platform';

import { bodyOf, editConflictText, numberOf, versionOf } from '../form/form-values';
import { MeansForm } from './means.dto';
import { MeansQueries } from './means.queries';
import { MeansService } from './means.service';

const PAGE = '/beheer/middelen';
const BEHEER = { href: '/beheer', label: 'Beheer' };
const LIST = { href: PAGE, label: 'Middelen' };
const EMPTY = { name: '', pieces: 1, about: '', delivery: '', contact: '' };

/** Means: who plans offerings makes and changes them. */
@ApiExcludeController()
@Controller('beheer/middelen')
@Allow('theme_lead', 'administrator')
export class MeansPages {
  constructor(
    private readonly queries: MeansQueries,
    private readonly service: MeansService,
  ) {}

  @Get()
  @MenuEntry({
    section: 'admin',
    group: 'programme',
    href: PAGE,
    text: 'catalogue.menu.means',
    roles: ['theme_lead', 'administrator'],
    position: 15,
  })
  async list(@Query() query: Record<string, unknown>, @Res() reply: FastifyReply): Promise<void> {
    const archived = query.oud === 'ja';
    const means = await this.queries.list(archived);
    reply.view('catalogue/means/means-list', {
      title: LIST.label,
      crumbs: [BEHEER, { label: LIST.label }],
      archived,
      columns: [
        { label: 'Naam' },
        { label: 'Vervoer' },
        { label: 'Stuks', numeric: true },
        { label: 'Geboekt', numeric: true },
      ],
      rows: means.map(({ id, name, delivery, pieces, ahead }) => ({
        cells: [
          { text: name, href: `${PAGE}/${id}` },
          { text: delivery, label: 'Vervoer' },
          { text: String(pieces), numeric: true, label: 'Stuks' },
          { text: String(ahead), numeric: true, label: 'Geboekt' },
        ],
      })),
    });
  }

  @Get('nieuw')
  new(@Res() reply: FastifyReply): void {
    showForm(reply, emptyForm(EMPTY), NEW);
  }

  @Post('nieuw')
  async create(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readMeans(body);
    const id = await form.submit((data) => this.service.create(actor, data));
    if (id) return seeOther(reply, PAGE, t('catalogue.means.made'));
    void reply.status(422);
    showForm(reply, form, NEW);
  }

  @Get(':id')
  async edit(@Param('id', ParseUUIDPipe) id: string, @Res() reply: FastifyReply): Promise<void> {
    const { name, version, archived, ...others } = await this.queries.one(id);
    showForm(reply, emptyForm({ name, ...others }), aroundOf(id, name, version, archived));
  }

  @Post(':id')
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const stored = await this.queries.one(id);
    const form = await readMeans(body);
    let version = versionOf(body);
    try {
      const done = await form.submit(async (data) => {
        await this.service.change(actor, id, version, data);
        return true;
      });
      if (done) return seeOther(reply, PAGE, t('catalogue.means.changed'));
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile)) throw error;
      form.errors[''] = editConflictText();
      version = stored.version;
    }
    void reply.status(422);
    showForm(reply, form, aroundOf(id, stored.name, version, stored.archived));
  }

  @Post(':id/archiveren')
  async archive(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.service.archive(actor, id);
    seeOther(reply, PAGE, t('catalogue.means.archived'));
  }

  @Post(':id/terugzetten')
  async restore(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.service.restore(actor, id);
    seeOther(reply, `${PAGE}/${id}`, t('catalogue.means.restored'));
  }
}

const NEW = {
  title: 'Nieuw middel',
  crumbs: [BEHEER, LIST, { label: 'Nieuw middel' }],
  action: `${PAGE}/nieuw`,
};

const aroundOf = (id: string, name: string, version: number, archived: boolean): object => ({
  title: name,
  crumbs: [BEHEER, LIST, { label: name }],
  action: `${PAGE}/${id}`,
  version,
  archived,
});

function readMeans(body: unknown): Promise<Form<MeansForm>> {
  const given = bodyOf(body);
  return readForm(MeansForm, { ...EMPTY, ...given, pieces: numberOf(given.pieces) });
}

function showForm(reply: FastifyReply, form: Form<object>, around: object): void {
  reply.view('catalogue/means/means-form', { ...around, form: form.view, cancelHref: PAGE });
}
