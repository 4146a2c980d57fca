import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { bodyOf, listOf } from '@academie/catalogue';
import { organisationTabs } from '@academie/enrolment';
import { type Actor, Allow, CurrentActor, ProcessingLog } from '@academie/people';
import {
  Clock,
  dayOf,
  dutchCsv,
  emptyForm,
  type Form,
  readForm,
  sayOf,
  seeOther,
  sendTable,
  t,
  trimmedText,
} from '@academie/platform';

import { DutyCareService } from '../duty-exemption/duty-care.service';
import { CareForm } from '../duty-exemption/exemption.dto';
import { ExemptionQueries } from '../duty-exemption/exemption.queries';
import { askedView, CSV_HEADER, csvRow, HOME, listRow, partOptions } from './duty-list-view';
import {
  DutyListQueries,
  LIST_ORDERS,
  LIST_PARTS,
  type ListFilter,
  type ListOrder,
  type ListPart,
} from './duty-list.queries';

const MOST_IN_FILE = 20_000;
/** As many questions as are in sight; the others unfold. */
const MOST_ASKED = 4;
const ORDER_WORDS = { due: 'datum', name: 'naam', course: 'training' } as const;
type Values = Record<string, unknown>;

/** Who of an organisation must still follow what, and giving more time or a waiver to several at once. */
@ApiExcludeController()
@Controller('organisatie/verplichtingen')
@Allow('coordinator', 'administrator')
export class DutyListPages {
  constructor(
    private readonly queries: DutyListQueries,
    private readonly exemptions: ExemptionQueries,
    private readonly care: DutyCareService,
    private readonly looks: ProcessingLog,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: Values,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.view(reply, actor, filterOf(query), emptyForm());
  }

  @Get('export.csv')
  async csv(
    @CurrentActor() actor: Actor,
    @Query() query: Values,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const found = await this.queries.all(actor, filterOf(query), MOST_IN_FILE);
    await this.looks.record(actor, {
      name: 'people.exported',
      activity: 'coordination',
      subjectIds: found.map(({ personId }) => personId),
    });
    sendTable(reply, 'csv', 'verplichtingen', dutchCsv(CSV_HEADER, found.map(csvRow)));
  }

  @Post()
  async handle(
    @CurrentActor() actor: Actor,
    @Query() query: Values,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const given = bodyOf(body);
    const form = await readForm(CareForm, { ...given, dutyIds: listOf(given.dutyIds) });
    sayOf(form, 'dutyIds', t('attendance.duty.choose-people'));
    const done = await form.submit(async (data) => ({
      count: await this.care.handle(actor, data),
      action: data.action,
    }));
    if (done)
      return seeOther(
        reply,
        hrefOf(filterOf(query)),
        t(`attendance.duty.care.${done.action}`, done),
      );
    void reply.status(422);
    await this.view(reply, actor, filterOf(query), form);
  }

  @Post('vrijstellingen/:waiver/beeindigen')
  async endWaiver(
    @CurrentActor() actor: Actor,
    @Param('waiver', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.care.endWaiver(actor, id);
    seeOther(reply, `${HOME}?toon=waived`, t('attendance.duty.care.waiver-ended'));
  }

  private async view(
    reply: FastifyReply,
    actor: Actor,
    filter: ListFilter,
    form: Form<object>,
  ): Promise<void> {
    const [{ items, next }, counts, { courses, organisations }, asked] = await Promise.all([
      this.queries.page(actor, filter),
      this.queries.counts(actor, filter),
      this.queries.choices(actor),
      this.exemptions.asked(actor),
    ]);
    const chosen = new Set(listOf(form.values.dutyIds));
    const rows = items.map((row) => listRow(row, chosen, filter.part, actor.is('coordinator')));
    reply.view('attendance/duty-list/duties', {
      title: 'Verplichtingen',
      crumbs: actor.is('coordinator')
        ? [{ href: '/organisatie', label: 'Mijn organisatie' }, { label: 'Verplichtingen' }]
        : [{ label: 'Verplichtingen' }],
      tabs: actor.is('coordinator') && organisationTabs('duties'),
      stats: [
        { label: t('attendance.duty.overdue'), value: String(counts.late) },
        { label: t('attendance.duty.part.within'), value: String(counts.soon) },
        { label: t('attendance.duty.part.open'), value: String(counts.open) },
      ],
      asked: asked.slice(0, MOST_ASKED).map(askedView),
      askedMore: asked.slice(MOST_ASKED).map(askedView),
      ...(courses.length === 0 &&
        items.length === 0 &&
        filter.part !== 'waived' &&
        nothingYet(actor)),
      parts: partOptions(),
      part: filter.part,
      courses,
      courseId: filter.courseId,
      clearHref: hrefOf(filter) === HOME ? undefined : HOME,
      organisations,
      organisationId: filter.organisationId,
      orders: LIST_ORDERS.map((value) => ({
        value: ORDER_WORDS[value],
        label: t(`attendance.duty.order.${value}`),
      })),
      order: ORDER_WORDS[filter.order ?? 'due'],
      columns: columnsOf(filter),
      summary: t('attendance.duty.count', { count: counts.found }),
      duties: rows,
      mayChoose: filter.part !== 'waived' && items.some(({ isOwn }) => !isOwn),
      action: hrefOf(filter),
      today: dayOf(this.clock.now()),
      form: form.view,
      csvHref: hrefOf({ ...filter, after: undefined }, `${HOME}/export.csv`),
      nextHref: next && hrefOf({ ...filter, after: next }),
      firstHref: filter.after && hrefOf({ ...filter, after: undefined }),
    });
  }
}

function filterOf(query: Values): ListFilter {
  const part = trimmedText(query.toon) as ListPart | undefined;
  return {
    part: part && LIST_PARTS.includes(part) ? part : 'soon',
    courseId: trimmedText(query.training),
    organisationId: trimmedText(query.organisatie),
    order: LIST_ORDERS.find((one) => ORDER_WORDS[one] === query.sorteer) ?? 'due',
    after: trimmedText(query.na),
  };
}

/** What the page is for where nobody has to do anything, and what can be done. */
const nothingYet = (actor: Actor): object => ({
  nothingYet: t(
    `attendance.duty.nothing.${actor.isAdministrator ? 'administrator' : 'coordinator'}`,
  ),
  nothingStep: actor.isAdministrator
    ? { label: t('attendance.duty.nothing.new'), href: '/beheer/verplichtingen/nieuw' }
    : { label: t('attendance.duty.nothing.needs'), href: '/organisatie/bereik' },
});

/** The heads of the table; those that it can be sorted by are links. */
function columnsOf(filter: ListFilter): object[] {
  const sorted = (order: ListOrder, label: string): object => ({
    label,
    href: hrefOf({ ...filter, order, after: undefined }),
    ...((filter.order ?? 'due') === order && { sort: 'ascending' }),
  });
  return [
    { label: 'Kies', hidden: true },
    sorted('name', 'Naam'),
    sorted('course', 'Training'),
    sorted('due', 'Uiterlijk'),
    { label: t('attendance.duty.how-long'), hidden: true },
    { label: 'Stand' },
  ];
}

function hrefOf({ part, courseId, organisationId, order, after }: ListFilter, base = HOME): string {
  const query = new URLSearchParams({
    ...(part !== 'soon' && { toon: part }),
    ...(courseId && { training: courseId }),
    ...(organisationId && { organisatie: organisationId }),
    ...(order && order !== 'due' && { sorteer: ORDER_WORDS[order] }),
    ...(after && { na: after }),
  });
  return query.size > 0 ? `${base}?${query.toString()}` : base;
}
