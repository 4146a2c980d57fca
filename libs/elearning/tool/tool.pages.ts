import { Body, Controller, Get, Inject, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor, MenuEntry } from '@academie/people';
import {
  CONFIG,
  type Config,
  emptyForm,
  type Form,
  NotFound,
  readForm,
  seeOther,
  t,
} from '@academie/platform';

import { AcademieKeys } from './academie-keys';
import { TOOLS } from './tool-addresses';
import { ToolForm } from './tool.dto';
import { ToolQueries, type ToolRow } from './tool.queries';
import { ToolService } from './tool.service';
import { toolFormView, toolsView, toolValues, toolView } from './tool-view';

/** The key that signed on the page. */
class RotateForm {
  @IsUUID()
  signing!: string;
}

/** Tools of others, as administrators keep them. */
@ApiExcludeController()
@Controller('beheer/leerprogrammas')
@Allow('administrator')
export class ToolPages {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly queries: ToolQueries,
    private readonly service: ToolService,
    private readonly keys: AcademieKeys,
  ) {}

  @Get()
  @MenuEntry({
    section: 'admin',
    group: 'connections',
    href: TOOLS,
    text: 'elearning.menu.tools',
    roles: ['administrator'],
    position: 66,
  })
  async list(@Res() reply: FastifyReply): Promise<void> {
    const [tools, keys] = await Promise.all([this.queries.list(), this.keys.list()]);
    reply.view('elearning/tool/tools', toolsView(tools, keys));
  }

  @Get('nieuw')
  newPage(@Res() reply: FastifyReply): void {
    this.form(reply, emptyForm({ givesScores: true }));
  }

  @Post('nieuw')
  async add(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(ToolForm, body);
    const id = await form.submit((data) => this.service.add(actor, data));
    if (id) return seeOther(reply, `${TOOLS}/${id}`, t('elearning.tool.added'));
    void reply.status(422);
    this.form(reply, form);
  }

  /** A next key of the academie; tools read it by themselves. */
  @Post('sleutel')
  async rotate(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { data } = await readForm(RotateForm, body);
    if (!data) throw new NotFound();
    await this.keys.rotate(actor, data.signing);
    seeOther(reply, TOOLS, t('elearning.tool.key.rotated'));
  }

  @Get(':id')
  async show(@Param('id', ParseUUIDPipe) id: string, @Res() reply: FastifyReply): Promise<void> {
    const tool = await this.queries.one(id);
    reply.view('elearning/tool/tool', toolView(tool, this.config.publicUrl));
  }

  @Get(':id/wijzigen')
  async editPage(
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const tool = await this.queries.one(id);
    this.form(reply, emptyForm(toolValues(tool)), tool);
  }

  @Post(':id/wijzigen')
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const tool = await this.queries.one(id);
    const form = await readForm(ToolForm, body);
    const done = await form.submit(async (data) => {
      await this.service.change(actor, id, data);
      return true;
    });
    if (done) return seeOther(reply, `${TOOLS}/${id}`, t('elearning.tool.changed'));
    void reply.status(422);
    this.form(reply, form, tool);
  }

  @Post(':id/beeindigen')
  async end(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.service.end(actor, id);
    seeOther(reply, TOOLS, t('elearning.tool.ended'));
  }

  private form(reply: FastifyReply, form: Form<object>, tool?: ToolRow): void {
    reply.view('elearning/tool/tool-form', toolFormView(form, tool));
  }
}
