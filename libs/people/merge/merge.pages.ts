import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import {
  emptyForm,
  type Form,
  NotFound,
  readForm,
  refusalText,
  seeOther,
  trimmedText,
  t,
} from '@academie/platform';

import type { Actor } from '../access/actor';
import { Allow, CurrentActor } from '../access/access.guard';
import { MenuEntry } from '../access/navigation';
import { ReasonRequest } from './merge.dto';
import { MergeQueries } from './merge.queries';
import { MergeService } from './merge.service';
import {
  compareView,
  DOUBLES,
  doubleView,
  HOME,
  lookalikeView,
  mergeView,
  nameOf,
  PEOPLE,
} from './merge-view';
import { MergeGone } from '../people.errors';
import { PeopleQueries, type PersonDetail } from '../person/people.queries';
import { PersonParts } from './person-data';
import { ProcessingLog } from '../processing/processing-log';

const MOST = 25;

/** Two records of one person: found, compared, merged, and parted when that was wrong. */
@ApiExcludeController()
@Controller('beheer')
@Allow('administrator')
export class MergePages {
  constructor(
    private readonly queries: MergeQueries,
    private readonly people: PeopleQueries,
    private readonly service: MergeService,
    private readonly parts: PersonParts,
    private readonly looks: ProcessingLog,
  ) {}

  @Get('personen/dubbel')
  @MenuEntry({
    section: 'admin',
    group: 'people',
    href: '/beheer/personen/dubbel',
    text: 'people.menu.doubles',
    roles: ['administrator', 'auditor'],
    position: 55,
  })
  @Allow('administrator', 'auditor')
  async doubles(
    @CurrentActor() actor: Actor,
    @Query('na') after: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const [doubles, merges] = await Promise.all([
      actor.isAdministrator ? this.queries.likelyDoubles(MOST) : [],
      this.queries.merges({ after: trimmedText(after, 1000), limit: 20 }),
    ]);
    await this.compared(
      actor,
      doubles.flatMap(({ personId, intoId }) => [personId, intoId]),
    );
    reply.view('people/merge/duplicates', {
      title: DOUBLES.label,
      crumbs: [HOME, PEOPLE, { label: DOUBLES.label }],
      mayMerge: actor.isAdministrator,
      doubles: doubles.map(doubleView),
      isCut: doubles.length === MOST,
      merges: merges.items.map((row) => mergeView(row, actor.isAdministrator)),
      next: merges.next && `${DOUBLES.href}?${new URLSearchParams({ na: merges.next }).toString()}`,
      first: trimmedText(after, 1000) && DOUBLES.href,
    });
  }

  @Get('personen/:id/samenvoegen')
  async choose(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query('q') q: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const person = await this.person(id);
    const search = trimmedText(q, 100);
    const found = await this.queries.lookalikes(id, search);
    await this.compared(actor, [id, ...found.map((row) => row.id)]);
    reply.view('people/merge/merge-choose', {
      title: 'Samenvoegen',
      crumbs: [HOME, PEOPLE, { href: `/beheer/personen/${id}`, label: nameOf(person) }, MERGE],
      person: { name: nameOf(person) },
      searchHref: `/beheer/personen/${id}/samenvoegen`,
      search,
      rows: found.map((row) => lookalikeView(id, row)),
      columns: ['Naam', 'Organisatie', 'E-mailadres', 'Status'].map((label) => ({ label })),
    });
  }

  @Get('personen/:id/samenvoegen/:intoId')
  async compare(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('intoId', ParseUUIDPipe) intoId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.compared(actor, [id, intoId]);
    await this.show(reply, id, intoId, emptyForm());
  }

  @Post('personen/:id/samenvoegen/:intoId')
  async merge(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('intoId', ParseUUIDPipe) intoId: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(ReasonRequest, body);
    const done = await form.submit(({ reason }) => this.service.merge(actor, id, intoId, reason));
    if (done) return seeOther(reply, `/beheer/personen/${intoId}`, t('people.merge.done'));
    void reply.status(422);
    await this.show(reply, id, intoId, form);
  }

  @Post('personen/:id/anders/:otherId')
  async tellApart(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('otherId', ParseUUIDPipe) otherId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.service.tellApart(actor, id, otherId);
    seeOther(reply, DOUBLES.href, t('people.merge.told-apart'));
  }

  @Get('samenvoegingen/:id/terugdraaien')
  async askUndo(@Param('id', ParseUUIDPipe) id: string, @Res() reply: FastifyReply): Promise<void> {
    await this.showUndo(reply, id, emptyForm());
  }

  @Post('samenvoegingen/:id/terugdraaien')
  async undo(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(ReasonRequest, body);
    const done = await form.submit(async ({ reason }) => {
      await this.service.undo(actor, id, reason);
      return true;
    });
    if (done) return seeOther(reply, DOUBLES.href, t('people.merge.taken-back'));
    void reply.status(422);
    await this.showUndo(reply, id, form);
  }

  private compared(actor: Actor, subjectIds: string[]): Promise<void> {
    return this.looks.record(actor, {
      name: 'person.compared',
      activity: 'administration',
      subjectIds,
    });
  }

  private async show(
    reply: FastifyReply,
    id: string,
    intoId: string,
    form: Form<object>,
  ): Promise<void> {
    if (id === intoId) throw new NotFound();
    const [from, into] = await Promise.all([this.person(id), this.person(intoId)]);
    const [counts, conflicts] = await Promise.all([
      this.parts.counts([id, intoId]),
      this.parts.conflicts(undefined, id, intoId),
    ]);
    reply.view('people/merge/merge', {
      title: 'Dossiers vergelijken',
      crumbs: [HOME, PEOPLE, DOUBLES, { label: 'Vergelijken' }],
      ...compareView(from, into, counts, conflicts),
      apartHref: `/beheer/personen/${id}/anders/${intoId}`,
      ended: [from, into].some(({ status }) => ['merged', 'erased'].includes(status)),
      form: form.view,
      doublesHref: DOUBLES.href,
    });
  }

  private async showUndo(reply: FastifyReply, id: string, form: Form<object>): Promise<void> {
    const { items } = await this.queries.merges({ id, limit: 1 });
    const merge = items[0];
    if (!merge) throw new NotFound();
    reply.view('people/merge/unmerge', {
      title: 'Samenvoeging terugdraaien',
      crumbs: [HOME, PEOPLE, DOUBLES, { label: 'Terugdraaien' }],
      merge,
      gone: merge.undoneAt ? refusalText(new MergeGone()) : undefined,
      action: `/beheer/samenvoegingen/${id}/terugdraaien`,
      backHref: `/beheer/personen/${merge.intoId}`,
      form: form.view,
    });
  }

  /** @throws NotFound */
  private async person(id: string): Promise<PersonDetail> {
    const person = await this.people.person(id);
    if (!person) throw new NotFound();
    return person;
  }
}

const MERGE = { label: 'Samenvoegen' };
