import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { bodyOf, ManageOptions } from '@academie/catalogue';
import { type Actor, Allow, CurrentActor, ProcessingLog } from '@academie/people';
import {
  ChangedMeanwhile,
  dutchCsv,
  NotFound,
  pageAsked,
  seeOther,
  sendTable,
  t,
  trimmedText,
} from '@academie/platform';

import {
  type DutyRuleRow,
  DutyRuleQueries,
  type DutyStanding,
  TOUCHED_PAGE_SIZE,
} from './duty-rule.queries';
import { DutyRuleService } from './duty-rule.service';
import {
  effectStats,
  effectTable,
  forWhomText,
  HOME,
  termsText,
  touchedRow,
} from './duty-rule-view';

const CRUMBS = [
  { href: '/beheer', label: 'Beheer' },
  { href: HOME, label: 'Verplichtingen' },
];

/** How a rule stands, whom a new, changed or ended one touches, and confirming that. Names are for administrators. */
@ApiExcludeController()
@Controller('beheer/verplichtingen/:id')
@Allow('theme_lead', 'administrator')
export class DutyEffectsPages {
  constructor(
    private readonly queries: DutyRuleQueries,
    private readonly service: DutyRuleService,
    private readonly options: ManageOptions,
    private readonly looks: ProcessingLog,
  ) {}

  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const rule = await this.queries.one(actor, id);
    if (rule.state === 'draft') return seeOther(reply, `${HOME}/${id}/gevolgen`);
    const [facts, standing] = await Promise.all([
      this.facts(actor, rule),
      this.queries.standing(id),
    ]);
    const numbers = standing.map(countsOf);
    reply.view('attendance/duty-rule/duty-rule', {
      title: rule.courseTitle,
      crumbs: [...CRUMBS, { label: rule.courseTitle }],
      facts,
      isActive: rule.state === 'active',
      editHref: `${HOME}/${id}/wijzigen`,
      endHref: `${HOME}/${id}/beeindigen`,
      changeHref: rule.changeId && `${HOME}/${rule.changeId}/gevolgen`,
      csvHref: `${HOME}/${id}/stand.csv`,
      stats: STANDING.map((label, i) => ({
        label,
        value: String(numbers.reduce((sum, { counts }) => sum + (counts[i] ?? 0), 0)),
      })),
      columns: [{ label: 'Organisatie' }, ...STANDING.map((label) => ({ label, numeric: true }))],
      rows: numbers.map(({ organisation, counts }) => ({
        cells: [
          { text: organisation },
          ...counts.map((count, i) => ({ text: String(count), label: STANDING[i], numeric: true })),
        ],
      })),
    });
  }

  @Get('stand.csv')
  async csv(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const rule = await this.queries.one(actor, id);
    const standing = await this.queries.standing(id);
    sendTable(
      reply,
      'csv',
      `verplichting-${rule.courseSlug}`,
      dutchCsv(
        ['Organisatie', ...STANDING],
        standing.map(countsOf).map(({ organisation, counts }) => [organisation, ...counts]),
      ),
    );
  }

  @Get('gevolgen')
  async preview(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.showEffects(reply, actor, await this.draft(actor, id), pageAsked(query.pagina));
  }

  @Post('gevolgen')
  async confirm(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const draft = await this.draft(actor, id);
    try {
      const rule = await this.service.confirm(actor, id, trimmedText(bodyOf(body).gezien) ?? '');
      return seeOther(reply, `${HOME}/${rule}`, t('attendance.duty.confirmed'));
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile)) throw error;
      void reply.status(409);
      await this.showEffects(reply, actor, draft, 1, t('attendance.duty.changed-meanwhile'));
    }
  }

  @Post('weggooien')
  async discard(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.draft(actor, id);
    await this.service.discard(actor, id);
    seeOther(reply, HOME, t('attendance.duty.discarded'));
  }

  @Get('beeindigen')
  async askEnd(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const rule = await this.queries.one(actor, id);
    if (rule.state !== 'active') throw new NotFound();
    await this.showEffects(reply, actor, rule, pageAsked(query.pagina));
  }

  @Post('beeindigen')
  async end(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.queries.one(actor, id);
    await this.service.end(actor, id);
    seeOther(reply, HOME, t('attendance.duty.ended'));
  }

  private async draft(actor: Actor, id: string): Promise<DutyRuleRow> {
    const rule = await this.queries.one(actor, id);
    if (rule.state !== 'draft') throw new NotFound();
    return rule;
  }

  private async facts(actor: Actor, rule: DutyRuleRow): Promise<object[]> {
    const { functions } = await this.options.all(actor);
    const names = new Map(functions.map(({ value, label }) => [value, label]));
    return [
      { term: 'Training', text: rule.courseTitle, href: `/aanbod/${rule.courseSlug}` },
      { term: 'Voor wie', text: forWhomText(rule, names) },
      { term: 'Wanneer', text: termsText(rule) },
      ...(rule.why ? [{ term: 'Waarom', text: rule.why }] : []),
    ];
  }

  private async showEffects(
    reply: FastifyReply,
    actor: Actor,
    rule: DutyRuleRow,
    page: number,
    problem?: string,
  ): Promise<void> {
    const ending = rule.state === 'active';
    const [facts, counts, organisations, people] = await Promise.all([
      this.facts(actor, rule),
      this.queries.effects(rule, ending),
      this.queries.effectsByOrganisation(rule, ending),
      actor.isAdministrator ? this.queries.touched(rule, ending, page) : [],
    ]);
    await this.looks.record(actor, {
      name: 'people.read',
      activity: 'administration',
      subjectIds: people.map(({ personId }) => personId),
    });
    const base = `${HOME}/${rule.id}/${ending ? 'beeindigen' : 'gevolgen'}`;
    const total = people[0]?.total ?? 0;
    const table = organisations.length > 0 && effectTable(organisations);
    reply.view('attendance/duty-rule/duty-effects', {
      title: t(ending ? 'attendance.duty.title.ending' : 'attendance.duty.title.effects'),
      crumbs: [...CRUMBS, { label: rule.courseTitle }],
      ending,
      problem,
      facts,
      stats: effectStats(counts),
      touchesNobody: organisations.length === 0,
      table,
      columns: ['Naam', 'Organisatie', 'Wat verandert', 'Nu uiterlijk', 'Straks uiterlijk'].map(
        (label) => ({ label }),
      ),
      people: people.map(touchedRow),
      total,
      previousHref: page > 1 && `${base}?pagina=${page - 1}`,
      nextHref: page * TOUCHED_PAGE_SIZE < total && `${base}?pagina=${page + 1}`,
      action: base,
      seen: rule.madeAt.toISOString(),
      editHref: !ending && rule.replacesId && `${HOME}/${rule.replacesId}/wijzigen`,
      discardAction: !ending && `${HOME}/${rule.id}/weggooien`,
      backHref: ending ? `${HOME}/${rule.id}` : HOME,
    });
  }
}

const STANDING = ['Te laat', 'Binnen 90 dagen', 'Later', 'Gedaan'];

/** The numbers of `STANDING` at one organisation. */
const countsOf = ({ organisation, open, overdue, soon, done }: DutyStanding) => ({
  organisation: organisation ?? t('attendance.duty.no-organisation'),
  counts: [overdue, soon, open - overdue - soon, done],
});
