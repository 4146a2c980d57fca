import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { emptyForm, type Form, NotFound, readForm, seeOther, t } from '@academie/platform';

import type { Actor } from '../access/actor';
import { Allow, CurrentActor } from '../access/access.guard';
import { ErasureRequest } from './erasure.dto';
import { ErasureService } from './erasure.service';
import { HOME, nameOf, PEOPLE } from '../merge/merge-view';
import { PeopleQueries } from '../person/people.queries';
import { PersonParts } from '../merge/person-data';

/** Erasing somebody, asked twice. */
@ApiExcludeController()
@Controller('beheer/personen/:id/verwijderen')
@Allow('administrator')
export class ErasurePages {
  constructor(
    private readonly people: PeopleQueries,
    private readonly service: ErasureService,
    private readonly parts: PersonParts,
  ) {}

  @Get()
  async ask(@Param('id', ParseUUIDPipe) id: string, @Res() reply: FastifyReply): Promise<void> {
    await this.show(reply, id, emptyForm());
  }

  @Post()
  async erase(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(ErasureRequest, body);
    const done = await form.submit(async (request) => {
      await this.service.erase(actor, id, request);
      return true;
    });
    if (done) return seeOther(reply, PEOPLE.href, t('people.erasure.done'));
    void reply.status(422);
    await this.show(reply, id, form);
  }

  private async show(reply: FastifyReply, id: string, form: Form<object>): Promise<void> {
    const person = await this.people.person(id);
    if (!person) throw new NotFound();
    const counts = await this.parts.counts([id]);
    const name = nameOf(person);
    reply.view('people/erasure/erasure', {
      title: 'Persoon verwijderen',
      crumbs: [
        HOME,
        PEOPLE,
        { href: `/beheer/personen/${id}`, label: name },
        { label: 'Verwijderen' },
      ],
      person: { name, href: `/beheer/personen/${id}` },
      ended: ['merged', 'erased'].includes(person.status),
      goes: this.service.erases,
      stays: counts.map(({ label, count }) => `${count} ${label}`),
      action: `/beheer/personen/${id}/verwijderen`,
      form: form.view,
    });
  }
}
