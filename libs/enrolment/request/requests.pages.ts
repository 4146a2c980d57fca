import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor, MenuEntry } from '@academie/people';
import { emptyForm, type Form, readForm, seeOther, t, tellOutcome } from '@academie/platform';

import { AnswersQueries } from '../place/answers.queries';
import { ApprovalService } from './approval.service';
import { DeputyService } from './deputy.service';
import { RefuseRequest } from './requests.dto';
import { requestsView, requestView } from './requests-view';
import { RequestsQueries } from './requests.queries';

const HOME = '/aanvragen';
const PAGE_SIZE = 25;
const MAY_APPOINT = ['coordinator', 'theme_lead', 'administrator'] as const;
const text = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** Requests for a place: for coordinators, organisers, and those who stand in for them. */
@ApiExcludeController()
@Controller('aanvragen')
@Allow('participant')
export class RequestsPages {
  constructor(
    private readonly approvals: ApprovalService,
    private readonly requests: RequestsQueries,
    private readonly answers: AnswersQueries,
    private readonly deputies: DeputyService,
  ) {}

  @Get()
  @MenuEntry({
    href: '/aanvragen',
    text: 'enrolment.menu.requests',
    roles: ['coordinator'],
    position: 35,
  })
  @MenuEntry({
    section: 'admin',
    group: 'programme',
    href: '/aanvragen',
    text: 'enrolment.menu.requests',
    roles: ['theme_lead', 'administrator'],
    position: 15,
  })
  async list(
    @CurrentActor() actor: Actor,
    @Query('na') after: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const [page, principals] = await Promise.all([
      this.requests.open(actor, { after: text(after), limit: PAGE_SIZE }),
      this.deputies.principalsOf(actor),
    ]);
    reply.view('enrolment/request/requests', {
      ...requestsView(page.items, principals),
      mayAppoint: MAY_APPOINT.some((role) => actor.is(role)),
      nextHref: page.next && `${HOME}?na=${page.next}`,
      firstHref: after ? HOME : undefined,
    });
  }

  @Get(':id')
  async one(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.show(reply, actor, id, emptyForm());
  }

  @Post(':id/akkoord')
  async approve(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await tellOutcome(reply, HOME, async () => {
      const { state, waitingPosition } = await this.approvals.approve(actor, id);
      return state === 'waitlisted'
        ? t('enrolment.request.approved-waiting', { position: waitingPosition ?? '?' })
        : t('enrolment.request.approved');
    });
  }

  @Post(':id/afwijzen')
  async refuse(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(RefuseRequest, body);
    const done = await form.submit(({ reason }) =>
      this.approvals.refuse(actor, id, reason?.trim() || undefined),
    );
    if (done) return seeOther(reply, HOME, t('enrolment.request.refused'));
    void reply.status(422);
    await this.show(reply, actor, id, form);
  }

  private async show(
    reply: FastifyReply,
    actor: Actor,
    id: string,
    form: Form<object>,
  ): Promise<void> {
    const request = await this.requests.one(actor, id);
    const answers = await this.answers.ofEnrolment(actor, request);
    reply.view('enrolment/request/request', { ...requestView(request, answers), form: form.view });
  }
}
