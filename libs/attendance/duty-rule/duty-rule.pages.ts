import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { bodyOf, listOf, ManageOptions, marked, numberOf, orNull } from '@academie/catalogue';
import {
  type Actor,
  Allow,
  CurrentActor,
  MenuEntry,
  ORGANISATION_KINDS,
  organisationKindText,
} from '@academie/people';
import { emptyForm, type Form, NotFound, pageAsked, readForm, seeOther } from '@academie/platform';

import { DutyRuleForm } from './duty-rule.dto';
import { type DutyRuleRow, DutyRuleQueries, RULE_PAGE_SIZE } from './duty-rule.queries';
import { DutyRuleService } from './duty-rule.service';
import { forWhomText, HOME, monthOptions, repeatOptions, termsText } from './duty-rule-view';

const PARTS = ['functions', 'organisationKinds', 'organisationIds', 'groupIds'] as const;
const CRUMBS = [
  { href: '/beheer', label: 'Beheer' },
  { href: HOME, label: 'Verplichtingen' },
];
const EMPTY = { withinDays: 60, repeats: 'none', inMonth: 1, why: '' };

/** Who must complete what: making and changing rules; whom that touches is the next page. */
@ApiExcludeController()
@Controller('beheer/verplichtingen')
@Allow('theme_lead', 'administrator')
export class DutyRulePages {
  constructor(
    private readonly queries: DutyRuleQueries,
    private readonly service: DutyRuleService,
    private readonly options: ManageOptions,
  ) {}

  @Get()
  @MenuEntry({
    section: 'admin',
    group: 'results',
    href: HOME,
    text: 'attendance.menu.duties',
    roles: ['theme_lead', 'administrator'],
    position: 44,
  })
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const ended = query.beeindigd === 'ja';
    const page = pageAsked(query.pagina);
    const [found, functions] = await Promise.all([
      this.queries.list(actor, { ended, page }),
      this.functionNames(actor),
    ]);
    const hrefOf = (to: number): string =>
      `${HOME}?${new URLSearchParams({ ...(ended && { beeindigd: 'ja' }), pagina: String(to) }).toString()}`;
    reply.view('attendance/duty-rule/duty-rules', {
      title: 'Verplichtingen',
      crumbs: [CRUMBS[0], { label: 'Verplichtingen' }],
      newHref: `${HOME}/nieuw`,
      peopleHref: actor.isAdministrator && '/organisatie/verplichtingen',
      ended,
      otherHref: ended ? HOME : `${HOME}?beeindigd=ja`,
      columns: [
        ...['Training', 'Voor wie', 'Wanneer'].map((label) => ({ label })),
        ...['Open', 'Te laat', 'Gedaan'].map((label) => ({ label, numeric: true })),
      ],
      rules: found.map((rule) => ({
        course: rule.courseTitle,
        href: rule.state === 'draft' ? `${HOME}/${rule.id}/gevolgen` : `${HOME}/${rule.id}`,
        isDraft: rule.state === 'draft',
        hasChange: rule.changeId !== null,
        forWhom: forWhomText(rule, functions),
        terms: termsText(rule),
        open: rule.open,
        overdue: rule.overdue,
        done: rule.done,
      })),
      previousHref: page > 1 && hrefOf(page - 1),
      nextHref: page * RULE_PAGE_SIZE < (found[0]?.total ?? 0) && hrefOf(page + 1),
    });
  }

  @Get('nieuw')
  async new(
    @CurrentActor() actor: Actor,
    @Query('training') courseId: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.form(reply, actor, emptyForm({ ...EMPTY, courseId }));
  }

  @Post('nieuw')
  async propose(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readTerms(body);
    const id = await form.submit((terms) => this.service.propose(actor, terms));
    if (id) return seeOther(reply, `${HOME}/${id}/gevolgen`);
    void reply.status(422);
    await this.form(reply, actor, form);
  }

  @Get(':id/wijzigen')
  async edit(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const rule = await this.active(actor, id);
    const shown = rule.changeId ? await this.queries.one(actor, rule.changeId) : rule;
    await this.form(reply, actor, emptyForm({ ...shown }), rule);
  }

  @Post(':id/wijzigen')
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const rule = await this.active(actor, id);
    const form = await readTerms({ ...bodyOf(body), courseId: rule.courseId });
    const change = await form.submit((terms) => this.service.propose(actor, terms, id));
    if (change) return seeOther(reply, `${HOME}/${change}/gevolgen`);
    void reply.status(422);
    await this.form(reply, actor, form, rule);
  }

  private async active(actor: Actor, id: string): Promise<DutyRuleRow> {
    const rule = await this.queries.one(actor, id);
    if (rule.state !== 'active') throw new NotFound();
    return rule;
  }

  private async functionNames(actor: Actor): Promise<ReadonlyMap<string, string>> {
    const { functions } = await this.options.all(actor);
    return new Map(functions.map(({ value, label }) => [value, label]));
  }

  private async form(
    reply: FastifyReply,
    actor: Actor,
    form: Form<object>,
    rule?: DutyRuleRow,
  ): Promise<void> {
    const [courses, { functions, organisations, groups }] = await Promise.all([
      this.queries.courses(actor),
      this.options.all(actor),
    ]);
    const { values } = form;
    const title = rule ? 'Verplichting wijzigen' : 'Nieuwe verplichting';
    reply.view('attendance/duty-rule/duty-rule-form', {
      title,
      crumbs: [
        ...CRUMBS,
        ...(rule ? [{ href: `${HOME}/${rule.id}`, label: rule.courseTitle }] : []),
        { label: title },
      ],
      action: rule ? `${HOME}/${rule.id}/wijzigen` : `${HOME}/nieuw`,
      cancelHref: rule ? `${HOME}/${rule.id}` : HOME,
      course: rule?.courseTitle,
      courses,
      repeats: repeatOptions(),
      months: monthOptions(),
      inMonth: String(values.inMonth),
      functions: marked(functions, values.functions),
      kinds: marked(
        ORGANISATION_KINDS.map((value) => ({ value, label: organisationKindText(value) })),
        values.organisationKinds,
      ),
      organisations: marked(organisations, values.organisationIds),
      functionsChosen: listOf(values.functions).length,
      kindsChosen: listOf(values.organisationKinds).length,
      organisationsChosen: listOf(values.organisationIds).length,
      groups: marked(groups, values.groupIds),
      form: form.view,
    });
  }
}

function readTerms(body: unknown): Promise<Form<DutyRuleForm>> {
  const given = bodyOf(body);
  return readForm(DutyRuleForm, {
    ...given,
    ...Object.fromEntries(PARTS.map((part) => [part, [...new Set(listOf(given[part]))]])),
    withinDays: numberOf(given.withinDays),
    inMonth: numberOf(given.inMonth ?? '1'),
    everyMonths: given.repeats === 'months' ? numberOf(orNull(given.everyMonths)) : null,
  });
}
