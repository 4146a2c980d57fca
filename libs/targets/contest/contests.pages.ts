import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { emptyForm, type Form, isId, NotFound, readForm, seeOther, t } from '@academie/platform';

import { TargetService } from '../value/target.service';
import { NotAnOwner } from '../targets.errors';
import { AnswerForm } from './contest.dto';
import { ContestQueries, type ContestRow } from './contest.queries';
import { ContestService } from './contest.service';
import { contestView } from './contest-view';

const HOME = '/doelen/betwist';

/** What organisations contest, for the theme leads who answer it. */
@ApiExcludeController()
@Controller('doelen/betwist')
@Allow('theme_lead', 'administrator', 'auditor')
export class ContestPages {
  constructor(
    private readonly contests: ContestQueries,
    private readonly service: ContestService,
    private readonly targets: TargetService,
  ) {}

  @Get()
  async list(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    const all = await this.contests.all();
    const mine = all.filter(({ owners }) => this.decides(actor, owners));
    const rest = all.filter((one) => !mine.includes(one));
    const isOpen = ({ state }: ContestRow): boolean => state === 'open';
    reply.view('targets/contest/contests', {
      title: t('targets.contest.title'),
      crumbs: [{ href: '/doelen', label: t('targets.label.targets') }, { label: this.name }],
      mine: mine.filter(isOpen).map(contestView),
      others: rest.filter(isOpen).map(contestView),
      answered: all.filter((one) => !isOpen(one)).map(contestView),
    });
  }

  @Get(':contestId')
  @Allow('theme_lead', 'administrator')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('contestId') id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.show(reply, await this.own(actor, id), emptyForm());
  }

  @Post(':contestId')
  @Allow('theme_lead', 'administrator')
  async answer(
    @CurrentActor() actor: Actor,
    @Param('contestId') id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const contest = await this.own(actor, id);
    const form = await readForm(AnswerForm, body);
    const done = await form.submit(async ({ right, answer, correction }) => {
      await this.service.answer(actor, id, { isRight: right === 'ja', answer, correction });
      return true;
    });
    if (done) return seeOther(reply, HOME, t('targets.contest.answered'));
    void reply.status(422);
    this.show(reply, contest, form);
  }

  private readonly name = t('targets.contest.name');

  private decides(actor: Actor, owners: ContestRow['owners']): boolean {
    return !actor.is('auditor') && this.targets.decides(actor, owners);
  }

  private show(reply: FastifyReply, contest: ContestRow, form: Form<object>): void {
    reply.view('targets/contest/contest-answer', {
      title: t('targets.contest.answer-title', { name: contest.organisation, code: contest.code }),
      crumbs: [
        { href: '/doelen', label: t('targets.label.targets') },
        { href: HOME, label: this.name },
        { label: contest.organisation },
      ],
      contest: contestView(contest),
      isOpen: contest.state === 'open',
      action: `${HOME}/${contest.id}`,
      form: form.view,
    });
  }

  /** @throws NotFound, NotAnOwner */
  private async own(actor: Actor, id: string): Promise<ContestRow> {
    const contest = isId(id) ? await this.contests.one(id) : undefined;
    if (!contest || contest.state === 'withdrawn') throw new NotFound();
    if (!this.targets.decides(actor, contest.owners)) throw new NotAnOwner();
    return contest;
  }
}
