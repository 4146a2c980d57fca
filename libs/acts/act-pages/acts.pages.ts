import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor, MenuEntry, NotAllowed } from '@academie/people';
import {
  Clock,
  dayOf,
  emptyForm,
  type Form,
  readForm,
  seeOther,
  sendTable,
  t,
} from '@academie/platform';

import { ActAccess } from '../kind/act-access';
import { HeldRowQueries } from '../held-row/held-row.queries';
import { ActCounting } from '../act/act-counting';
import { countedView, detailView } from './act-detail-view';
import { actsCsv } from './act-export';
import { known } from './act-form.pages';
import { ActKinds } from '../kind/act-kinds';
import { PAGE_SIZE, readListQuery } from './act-list-query';
import { listView, teamMonthsView } from './act-list-view';
import { ActQueries } from '../act/act.queries';
import { ActService, RETRACT_REASONS } from '../act/act.service';
import { summaryOf } from '../act/act-labels';
import { RetractRequest } from '../act/acts.dto';
import { Organisations } from '../kind/organisation-lookup';

/** The kind whose counter stands above the list. */
const COUNTED = 'btp_control';

/** Reading, exporting and retracting under /registraties. */
@ApiExcludeController()
@Controller('registraties')
export class ActsPages {
  constructor(
    private readonly acts: ActService,
    private readonly queries: ActQueries,
    private readonly access: ActAccess,
    private readonly kinds: ActKinds,
    private readonly organisations: Organisations,
    private readonly counting: ActCounting,
    private readonly held: HeldRowQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  @MenuEntry({
    href: '/registraties',
    text: 'acts.menu.acts',
    roles: ['coordinator', 'theme_lead', 'administrator', 'auditor'],
    position: 60,
  })
  @Allow('coordinator', 'theme_lead', 'administrator', 'auditor')
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const scope = await this.access.of(actor);
    const read = readListQuery(query, this.kinds);
    const { sort, ascending } = read;
    const order = { sort, ascending, limit: PAGE_SIZE, offset: (read.page - 1) * PAGE_SIZE };
    const year = Number((read.filter.from ?? dayOf(this.clock.now())).slice(0, 4));
    const counted = scope.visible.find(({ kind }) => kind === COUNTED);
    const [screen, organisations, months, held] = await Promise.all([
      this.queries.screen(scope, read.filter, order),
      this.organisations.all(),
      counted ? this.queries.teamMonths(COUNTED, year) : [],
      this.held.count(scope),
    ]);
    reply.view('acts/act-pages/list', {
      held: held > 0 && t('acts.held.waiting', { count: held }),
      ...listView(read, screen, scope, this.kinds, organisations, this.clock.now()),
      ...(counted && {
        counter: { name: counted.name, year, ...teamMonthsView(counted.teams, months) },
      }),
    });
  }

  @Get('export.csv')
  @Allow('coordinator', 'theme_lead', 'administrator', 'auditor')
  async export(
    @CurrentActor() actor: Actor,
    @Query() query: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const scope = await this.access.of(actor);
    const { filter } = readListQuery(query, this.kinds);
    sendTable(reply, 'csv', 'registraties', actsCsv(this.queries.all(scope, filter), this.kinds));
  }

  @Get(':id')
  @Allow('coordinator', 'theme_lead', 'administrator', 'auditor')
  async show(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const detail = await this.queries.detail(actor, known(id));
    const [whereIs, counted] = await Promise.all([
      this.counting.days(dayOf(this.clock.now())),
      this.counting.countsFor(detail.act.id),
    ]);
    reply.view('acts/act-pages/detail', {
      ...detailView(detail, this.kinds.get(detail.act.kind)),
      ...countedView(detail, whereIs(detail.act.occurredOn), counted, readsTargets(actor)),
    });
  }

  @Get(':id/intrekken')
  @Allow('coordinator', 'theme_lead', 'administrator')
  async askRetract(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.showRetract(reply, actor, known(id), emptyForm());
  }

  @Post(':id/intrekken')
  @Allow('coordinator', 'theme_lead', 'administrator')
  async retract(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(RetractRequest, body);
    const done = await form.submit(async ({ reason }) => {
      await this.acts.retract(actor, known(id), reason);
      return true;
    });
    if (done) return seeOther(reply, `/registraties/${id}`, t('acts.retracted'));
    await this.showRetract(reply, actor, known(id), form);
  }

  private async showRetract(
    reply: FastifyReply,
    actor: Actor,
    id: string,
    form: Form<object>,
  ): Promise<void> {
    const { act, mayChange } = await this.queries.detail(actor, id);
    if (!mayChange && !form.failed) throw new NotAllowed();
    const kind = this.kinds.get(act.kind);
    if (form.failed) void reply.status(422);
    reply.view('acts/act-pages/retract', {
      title: 'Registratie intrekken',
      crumbs: [
        { href: '/registraties', label: 'Registraties' },
        { href: `/registraties/${id}`, label: kind?.name ?? act.kind },
        { label: 'Intrekken' },
      ],
      question: summaryOf(kind, act),
      action: `/registraties/${id}/intrekken`,
      backHref: `/registraties/${id}`,
      reasons: RETRACT_REASONS.map((value) => ({ value, label: t(`acts.reason.${value}`) })),
      form: form.view,
    });
  }
}

const readsTargets = (actor: Actor): boolean =>
  actor.isAdministrator || actor.is('theme_lead') || actor.is('auditor');
