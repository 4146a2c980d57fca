import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { emptyForm, type Form, isId, readForm, seeOther, t, tellOutcome } from '@academie/platform';

import type { Actor } from '../access/actor';
import { Allow, CurrentActor } from '../access/access.guard';
import { MembershipQueries } from '../membership/membership.queries';
import { chosen } from '../membership/membership-view';
import { EndWorkForm, OtherWorkForm, OwnFunctionsForm } from './proposal.dto';
import { ProposalQueries } from './proposal.queries';
import { type Proposed, ProposalService } from './proposal.service';
import { proposalView } from './proposal-view';

const HOME = '/account/werk';

/** Where one works and what one does there: told by the person, confirmed by a coordinator. */
@ApiExcludeController()
@Controller('account/werk')
@Allow('participant')
export class OwnWorkPages {
  constructor(
    private readonly members: MembershipQueries,
    private readonly queries: ProposalQueries,
    private readonly proposals: ProposalService,
  ) {}

  @Get()
  async show(@CurrentActor() actor: Actor, @Res() reply: FastifyReply): Promise<void> {
    await this.page(actor, reply, emptyForm());
  }

  @Post('functies')
  async functions(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(OwnFunctionsForm, body);
    await this.tell(actor, reply, form, ({ organisationId, functions }) => ({
      kind: 'functions',
      organisationId,
      functions,
    }));
  }

  @Post('anders')
  async other(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(OtherWorkForm, body);
    await this.tell(actor, reply, form, ({ organisationId, instead, functions, remark }) =>
      isId(instead)
        ? { kind: 'move', organisationId, fromOrganisationId: instead, functions, remark }
        : { kind: 'add', organisationId, functions, remark },
    );
  }

  @Post('einde')
  async end(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(EndWorkForm, body);
    await this.tell(actor, reply, form, ({ organisationId }) => ({
      kind: 'end',
      organisationId,
      functions: [],
    }));
  }

  @Post('wijzigingen/:id/intrekken')
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await tellOutcome(reply, HOME, async () => {
      await this.proposals.withdraw(actor, id);
      return t('people.work.withdrawn');
    });
  }

  private async tell<T extends object>(
    actor: Actor,
    reply: FastifyReply,
    form: Form<T>,
    proposed: (data: T) => Proposed,
  ): Promise<void> {
    const done = await form.submit(async (data) => {
      await this.proposals.propose(actor, proposed(data));
      return true;
    });
    if (done) return seeOther(reply, HOME, t('people.work.told'));
    void reply.status(422);
    await this.page(actor, reply, form);
  }

  private async page(actor: Actor, reply: FastifyReply, form: Form<object>): Promise<void> {
    const [jobs, functions, organisations, open] = await Promise.all([
      this.members.own(actor.id),
      this.members.functions(),
      this.members.organisations(),
      this.queries.own(actor.id),
    ]);
    const title = t('people.work.title');
    const given = [form.values.functions ?? []].flat() as string[];
    reply.view('people/proposal/own-work', {
      title,
      crumbs: [{ href: '/account', label: t('people.menu.account.label') }, { label: title }],
      jobs: jobs.map((job) => ({
        organisation: job.organisation,
        organisationId: job.organisationId,
        validFrom: job.validFrom,
        choices: chosen(functions, job.functionCodes),
      })),
      open: open.map((row) => ({
        ...proposalView(row),
        withdrawHref: `${HOME}/wijzigingen/${row.id}/intrekken`,
      })),
      organisations: organisations.filter(
        ({ value }) => !jobs.some(({ organisationId }) => organisationId === value),
      ),
      functions: chosen(functions, given),
      instead: [
        ...jobs.map(({ organisation, organisationId: value }) => ({
          value,
          label: t('people.work.instead', { organisation }),
        })),
        { value: 'add', label: t(jobs.length > 0 ? 'people.work.also' : 'people.work.first') },
      ],
      form: form.view,
    });
  }
}
