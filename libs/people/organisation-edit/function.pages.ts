import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { emptyForm, type Form, NotFound, readForm, seeOther, t } from '@academie/platform';

import type { Actor } from '../access/actor';
import { Allow, CurrentActor } from '../access/access.guard';
import { MenuEntry } from '../access/navigation';
import { FunctionForm } from './organisation-edit.dto';
import { FunctionService } from './function.service';

const HOME = '/beheer/functies';

/** The functions that people can have. */
@ApiExcludeController()
@Controller('beheer/functies')
@Allow('administrator')
export class FunctionPages {
  constructor(private readonly functions: FunctionService) {}

  @Get()
  @MenuEntry({
    section: 'admin',
    group: 'people',
    href: HOME,
    text: 'people.menu.functions',
    roles: ['administrator'],
    position: 61,
  })
  async list(@Res() reply: FastifyReply): Promise<void> {
    await this.page(reply, emptyForm());
  }

  @Post()
  async add(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(FunctionForm, body);
    const done = await form.submit(async ({ name }) => {
      await this.functions.add(actor, name);
      return true;
    });
    if (done) return seeOther(reply, HOME, t('people.function.added'));
    void reply.status(422);
    await this.page(reply, form);
  }

  @Get(':code')
  async renamePage(@Param('code') code: string, @Res() reply: FastifyReply): Promise<void> {
    const found = (await this.functions.list()).find((one) => one.code === code);
    if (!found) throw new NotFound();
    this.form(reply, code, emptyForm({ name: found.name }));
  }

  @Post(':code')
  async rename(
    @CurrentActor() actor: Actor,
    @Param('code') code: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(FunctionForm, body);
    const done = await form.submit(async ({ name }) => {
      await this.functions.rename(actor, code, name);
      return true;
    });
    if (done) return seeOther(reply, HOME, t('people.function.renamed'));
    void reply.status(422);
    this.form(reply, code, form);
  }

  private async page(reply: FastifyReply, form: Form<object>): Promise<void> {
    const title = t('people.menu.functions.label');
    reply.view('people/organisation-edit/functions', {
      title,
      crumbs: [{ href: '/beheer', label: t('people.menu.admin.label') }, { label: title }],
      functions: (await this.functions.list()).map((row) => ({
        ...row,
        href: `${HOME}/${row.code}`,
      })),
      form: form.view,
    });
  }

  private form(reply: FastifyReply, code: string, form: Form<object>): void {
    const title = t('people.function.rename');
    reply.view('people/organisation-edit/function-rename', {
      title,
      crumbs: [
        { href: '/beheer', label: t('people.menu.admin.label') },
        { href: HOME, label: t('people.menu.functions.label') },
        { label: title },
      ],
      action: `${HOME}/${code}`,
      form: form.view,
    });
  }
}
