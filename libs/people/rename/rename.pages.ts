import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { emptyForm, type Form, NotFound, readForm, seeOther, t } from '@academie/platform';

import type { Actor } from '../access/actor';
import { Allow, CurrentActor } from '../access/access.guard';
import { HOME, nameOf, PEOPLE } from '../merge/merge-view';
import { PeopleQueries } from '../person/people.queries';
import { RenameRequest } from './rename.dto';
import { RenameService } from './rename.service';

/** Correcting the name of somebody. */
@ApiExcludeController()
@Controller('beheer/personen/:id/naam')
@Allow('administrator')
export class RenamePages {
  constructor(
    private readonly people: PeopleQueries,
    private readonly service: RenameService,
  ) {}

  @Get()
  async ask(@Param('id', ParseUUIDPipe) id: string, @Res() reply: FastifyReply): Promise<void> {
    await this.show(reply, id);
  }

  @Post()
  async rename(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(RenameRequest, body);
    const done = await form.submit(async (request) => {
      await this.service.rename(actor, id, request);
      return true;
    });
    if (done) return seeOther(reply, `${PEOPLE.href}/${id}`, t('people.rename.done'));
    void reply.status(422);
    await this.show(reply, id, form);
  }

  private async show(reply: FastifyReply, id: string, sent?: Form<object>): Promise<void> {
    const person = await this.people.person(id);
    if (!person || ['merged', 'erased'].includes(person.status)) throw new NotFound();
    const { givenName, familyName } = person;
    const form = sent ?? emptyForm({ givenName, familyName });
    const name = nameOf(person);
    const href = `${PEOPLE.href}/${id}`;
    reply.view('people/rename/rename', {
      title: 'Naam wijzigen',
      crumbs: [HOME, PEOPLE, { href, label: name }, { label: 'Naam wijzigen' }],
      name,
      action: `${href}/naam`,
      cancelHref: href,
      form: form.view,
    });
  }
}
