import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor, MenuEntry } from '@academie/people';
import {
  ChangedMeanwhile,
  emptyForm,
  type Form,
  LargeForm,
  readForm,
  seeOther,
  t,
  tellOutcome,
} from '@academie/platform';

import { leadsTheme } from '../course/theme-scope';
import { editConflictText, versionOf } from '../form/form-values';
import { ManageOptions } from '../manage/manage-options';
import { ADMIN } from '../manage/manage-view';
import { ProgrammeRequest } from '../programme/programme.dto';
import { ProgrammeQueries, type ProgrammeRow } from '../programme/programme.queries';
import { ProgrammeService } from '../programme/programme.service';
import {
  NEW_PROGRAMME,
  programmeBody,
  programmeFormView,
  programmeValues,
  renameStepErrors,
  stepsAfter,
} from './programme-form';
import { managedListView, managedView } from './programme-manage-view';

const HOME = { href: '/beheer/leergangen', label: 'Leergangen' };
/** As the form of a course, with twelve courses in each of twenty steps. */
const FORM = { kilobytes: 160, fields: 1000 };

interface Around {
  title: string;
  crumbs: object[];
  action: string;
  cancelHref: string;
  version?: number;
  kept: { id: string; name: string }[];
}

const NEW: Around = {
  title: 'Nieuwe leergang',
  crumbs: [ADMIN, HOME, { label: 'Nieuwe leergang' }],
  action: `${HOME.href}/nieuw`,
  cancelHref: HOME.href,
  kept: [],
};

/** Leergangen for those who make them. */
@ApiExcludeController()
@Controller('beheer/leergangen')
@Allow('theme_lead', 'administrator')
export class ProgrammeManagePages {
  constructor(
    private readonly service: ProgrammeService,
    private readonly queries: ProgrammeQueries,
    private readonly options: ManageOptions,
  ) {}

  @Get()
  @MenuEntry({
    section: 'admin',
    group: 'programme',
    href: HOME.href,
    text: 'catalogue.menu.programmes',
    roles: ['theme_lead', 'administrator'],
    position: 11,
  })
  async list(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    const found = await this.queries.ofManager(actor);
    reply.view('catalogue/programme-page/manage-list', managedListView(found, [ADMIN, HOME]));
  }

  @Get('nieuw')
  new(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    return this.show(actor, emptyForm(NEW_PROGRAMME), NEW, reply);
  }

  @Post('nieuw')
  @LargeForm(FORM)
  async create(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const steps = stepsAfter(body);
    if (steps) {
      void reply.status(200);
      return this.show(actor, emptyForm({ ...programmeBody(body), steps }), NEW, reply);
    }
    const form = await readForm(ProgrammeRequest, programmeBody(body));
    const made = await form.submit((data) => this.service.create(actor, data));
    if (made) return seeOther(reply, `${HOME.href}/${made.id}`, t('catalogue.programme.made'));
    void reply.status(422);
    await this.show(actor, form, NEW, reply);
  }

  @Get(':id')
  async one(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const programme = await this.queries.managed(actor, id);
    const crumbs = [ADMIN, HOME, { label: programme.title }];
    reply.view('catalogue/programme-page/manage', managedView(programme, crumbs));
  }

  @Get(':id/wijzigen')
  async edit(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const programme = await this.queries.managed(actor, id);
    const around = aroundOf(actor, programme);
    await this.show(actor, emptyForm(programmeValues(programme)), around, reply);
  }

  @Post(':id/wijzigen')
  @LargeForm(FORM)
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const programme = await this.queries.managed(actor, id);
    const around = aroundOf(actor, programme);
    const given = programmeBody(
      body,
      around.kept.map((theme) => theme.id),
    );
    const asked = { ...around, version: versionOf(body) };
    const steps = stepsAfter(body);
    if (steps) {
      void reply.status(200);
      return this.show(actor, emptyForm({ ...given, steps }), asked, reply);
    }
    const form = await readForm(ProgrammeRequest, given);
    try {
      const done = await form.submit(async (data) => {
        await this.service.change(actor, id, asked.version, data);
        return true;
      });
      if (done) return seeOther(reply, `${HOME.href}/${id}`, t('catalogue.programme.changed'));
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile)) throw error;
      form.errors[''] = editConflictText();
      asked.version = programme.version;
    }
    void reply.status(422);
    await this.show(actor, form, asked, reply);
  }

  @Post(':id/publiceren')
  async publish(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await tellOutcome(reply, `${HOME.href}/${id}`, async () => {
      await this.service.publish(actor, id);
      return t('catalogue.programme.published');
    });
  }

  @Post(':id/archiveren')
  async archive(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await tellOutcome(reply, `${HOME.href}/${id}`, async () => {
      await this.service.archive(actor, id);
      return t('catalogue.programme.archived');
    });
  }

  private async show(
    actor: Actor,
    form: Form<object>,
    around: Around,
    reply: FastifyReply,
  ): Promise<void> {
    renameStepErrors(form);
    const options = await this.options.all(actor);
    reply.view('catalogue/programme-page/programme-form', {
      ...around,
      ...programmeFormView(form, options, around.kept),
    });
  }
}

const aroundOf = (actor: Actor, { id, title, version, themes }: ProgrammeRow): Around => ({
  title: t('catalogue.programme.change', { title }),
  crumbs: [ADMIN, HOME, { href: `${HOME.href}/${id}`, label: title }, { label: 'Wijzigen' }],
  action: `${HOME.href}/${id}/wijzigen`,
  cancelHref: `${HOME.href}/${id}`,
  version,
  kept: themes.filter((theme) => !leadsTheme(actor, theme)),
});
