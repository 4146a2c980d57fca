import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import {
  dutchCsv,
  dutchXlsx,
  emptyForm,
  Refusal,
  refusalText,
  sendTable,
  t,
  Upload,
} from '@academie/platform';

import type { Actor } from '../access/actor';
import { Allow, CurrentActor } from '../access/access.guard';
import { ListService, MOST_MEGABYTES, MOST_ROWS, type RowAnswer } from './list.service';
import type { PeopleList } from './people-list';

/** Lists that go out to a spreadsheet and come in again: colleagues, organisations, functions, groups. */
@ApiExcludeController()
@Controller('lijsten/:name')
@Allow('participant')
export class ListPages {
  constructor(private readonly service: ListService) {}

  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @Param('name') name: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    page(reply, await this.service.list(actor, name), {});
  }

  @Get('lijst.csv')
  async csv(
    @CurrentActor() actor: Actor,
    @Param('name') name: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const list = await this.service.list(actor, name);
    const { rows } = await this.service.content(actor, list);
    sendTable(reply, 'csv', name, dutchCsv(headerOf(list), rows as string[][]));
  }

  @Get('lijst.xlsx')
  async xlsx(
    @CurrentActor() actor: Actor,
    @Param('name') name: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const list = await this.service.list(actor, name);
    const { rows } = await this.service.content(actor, list);
    const workbook = await dutchXlsx(t(`people.list.${name}.title`), headerOf(list), rows);
    sendTable(reply, 'xlsx', name, workbook);
  }

  /** Looks at a file, or reads it: each row gets its answer. */
  @Post()
  @HttpCode(200)
  @Upload(MOST_MEGABYTES)
  async read(
    @CurrentActor() actor: Actor,
    @Param('name') name: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const list = await this.service.list(actor, name);
    const isTrial = (request.body as { doen?: unknown } | undefined)?.doen !== 'ja';
    try {
      const answers = await this.service.read(actor, list, request.upload, isTrial);
      page(reply, list, { answers, isTrial });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      void reply.status(422);
      page(reply, list, { problem: refusalText(error) });
    }
  }
}

const headerOf = ({ columns }: PeopleList): string[] =>
  columns.map(({ text }) => t(`people.list.column.${text}`));

function page(
  reply: FastifyReply,
  list: PeopleList,
  { answers, isTrial, problem }: { answers?: RowAnswer[]; isTrial?: boolean; problem?: string },
): void {
  const form = emptyForm();
  if (problem) form.errors.file = problem;
  const { name, homeHref } = list;
  const title = t(`people.list.${name}.title`);
  const count = (outcome: RowAnswer['outcome']): number =>
    (answers ?? []).filter((answer) => answer.outcome === outcome).length;
  reply.view('people/list/list', {
    title,
    crumbs: [{ href: homeHref, label: t(`people.list.${name}.home`) }, { label: title }],
    about: t(`people.list.${name}.about`),
    action: `/lijsten/${name}`,
    limits: t('people.list.limits', { rows: MOST_ROWS, megabytes: MOST_MEGABYTES }),
    columns: headerOf(list).join(', '),
    isTrial,
    totals: answers && {
      heading: t(isTrial ? 'people.list.tried' : 'people.list.done'),
      lines: (['added', 'changed', 'asked', 'same', 'refused'] as const)
        .filter((outcome) => count(outcome) > 0)
        .map((outcome) => t(`people.list.total.${outcome}`, { count: count(outcome) })),
    },
    answers: answers?.map(({ number, about, outcome, why }) => ({
      row: number,
      about,
      outcome: why ?? t(`people.list.outcome.${outcome}`),
      isRefused: outcome === 'refused',
    })),
    form: form.view,
  });
}
