import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import {
  emptyForm,
  type Form,
  isId,
  LimitByAddress,
  Public,
  readForm,
  Refusal,
  refusalText,
  seeOther,
  t,
} from '@academie/platform';

import { AnySession } from '../access/access.guard';
import { OneTimeLinks } from '../link/one-time-links';
import { keepSecret } from '../link/secret-address';
import { LinkGone, OrganisationUnknown } from '../people.errors';
import { Arrival } from '../sign-in/arrival';
import { callerOf } from '../sign-in/known-device';
import type { Entered } from '../sign-in/sign-in.service';
import { ARRIVAL } from './arrival-view';
import { Arrivals, type OpenArrival } from './arrivals';
import { browserOf } from './attempt-cookie';
import { ProviderAccounts } from './provider-accounts';
import { ArrivalForm } from './provider-sign-in.dto';
import { AttemptGone } from './provider-sign-in.errors';

const PER_MINUTE = 60;
const MAILS_PER_MINUTE = 10;

/** Between the service and the first session: making the account, or showing that one is theirs. */
@ApiExcludeController()
@Controller('inloggen/aangekomen/:id')
@Public()
export class ArrivalPages {
  constructor(
    private readonly arrivals: Arrivals,
    private readonly accounts: ProviderAccounts,
    private readonly links: OneTimeLinks,
    private readonly arrival: Arrival,
  ) {}

  @Get()
  @LimitByAddress(PER_MINUTE)
  async show(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.within(id, request, reply, async (found) => {
      if (!found.personId) return this.newPage(reply, found, emptyForm({ ...found.identity }));
      this.proofPage(request, reply, found);
    });
  }

  /** Makes the account. */
  @Post()
  @AnySession()
  @LimitByAddress(PER_MINUTE)
  async make(
    @Param('id') id: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.within(id, request, reply, async (found) => {
      const form = await readForm(ArrivalForm, body);
      const caller = callerOf(request);
      const token = await form.submit(async (data) => {
        const { provider, identity } = found;
        const possible = await this.accounts.organisationsFor(provider, identity.address ?? '');
        if (!possible.some((one) => one.id === data.organisationId))
          throw new OrganisationUnknown();
        return this.accounts.makeAs(data, provider, identity, caller);
      });
      if (!token) {
        void reply.status(422);
        return this.newPage(reply, found, form);
      }
      await this.welcome(request, reply, found, token);
    });
  }

  /** Asks for a mail that shows whose account it is. */
  @Post('mail')
  @AnySession()
  @LimitByAddress(MAILS_PER_MINUTE)
  async mail(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.within(id, request, reply, async (found) => {
      if (found.isOtherSubject) throw new AttemptGone();
      await this.arrivals.askProof(found);
      seeOther(reply, `${ARRIVAL}/${id}`, t('people.provider-sign-in.mailed'), 'info');
    });
  }

  /** The link in that mail: asks before it does something, since mail programs open links too. */
  @Get('bewijs/:token')
  @LimitByAddress(PER_MINUTE)
  async proof(
    @Param('id') id: string,
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    keepSecret(reply);
    await this.within(id, request, reply, async (found) => {
      await this.links.find(token.slice(0, 100), 'provider');
      this.confirmPage(reply, found, `${ARRIVAL}/${id}/bewijs/${token}`);
    });
  }

  @Post('bewijs/:token')
  @AnySession()
  @LimitByAddress(PER_MINUTE)
  async prove(
    @Param('id') id: string,
    @Param('token') token: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.within(id, request, reply, (found) =>
      this.link(request, reply, found, async (tx) => {
        if (found.isOtherSubject) throw new AttemptGone();
        const { personId, address } = await this.links.use(tx, token.slice(0, 100), 'provider');
        if (personId !== found.personId || !isSame(address, found.identity.address))
          throw new LinkGone();
      }),
    );
  }

  /** Who has signed in with the password of the account has shown that it is theirs. */
  @Post('koppelen')
  @LimitByAddress(PER_MINUTE)
  async linkOwn(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.within(id, request, reply, async (found) => {
      if (!request.actor || request.actor.id !== found.personId) throw new AttemptGone();
      await this.link(request, reply, found);
    });
  }

  private async link(
    request: FastifyRequest,
    reply: FastifyReply,
    found: OpenArrival,
    proof?: Parameters<ProviderAccounts['link']>[4],
  ): Promise<void> {
    const { provider, identity, personId, id } = found;
    const caller = callerOf(request);
    const token = await this.accounts.link(
      personId ?? '',
      provider,
      identity,
      caller,
      async (tx) => {
        await proof?.(tx);
        await this.arrivals.take(tx, id);
      },
    );
    await this.welcome(request, reply, found, token);
  }

  private async welcome(
    request: FastifyRequest,
    reply: FastifyReply,
    { next }: OpenArrival,
    entered: Entered,
  ): Promise<void> {
    const { device } = callerOf(request);
    await this.arrival.enter(request, reply, { ...entered, device, stays: false }, next);
  }

  /** What is refused is told on the sign-in page. */
  private async within(
    id: string,
    request: FastifyRequest,
    reply: FastifyReply,
    work: (found: OpenArrival) => Promise<void>,
  ): Promise<void> {
    try {
      if (!isId(id)) throw new AttemptGone();
      await work(await this.arrivals.find(id, browserOf(request)));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      seeOther(reply, '/inloggen', refusalText(error), 'error');
    }
  }

  private async newPage(
    reply: FastifyReply,
    { id, provider, identity }: OpenArrival,
    form: Form<object>,
  ): Promise<void> {
    const organisations = await this.accounts.organisationsFor(provider, identity.address ?? '');
    reply.view('people/provider-sign-in/arrival-new', {
      title: t('people.provider-sign-in.new'),
      provider: provider.name,
      address: identity.address,
      action: `${ARRIVAL}/${id}`,
      organisations: organisations.map(({ id: value, name: label }) => ({ value, label })),
      chosen: form.values.organisationId ?? organisations[0]?.id,
      form: form.view,
    });
  }

  private proofPage(
    request: FastifyRequest,
    reply: FastifyReply,
    { id, provider, identity, personId, isOtherSubject }: OpenArrival,
  ): void {
    const here = `${ARRIVAL}/${id}`;
    if (request.actor && request.actor.id === personId)
      return this.confirmPage(reply, { provider, identity } as OpenArrival, `${here}/koppelen`);
    reply.view('people/provider-sign-in/arrival-proof', {
      title: t('people.provider-sign-in.known'),
      provider: provider.name,
      address: identity.address,
      isOtherSubject,
      mailAction: `${here}/mail`,
      signInHref: `/inloggen?naar=${encodeURIComponent(here)}`,
    });
  }

  private confirmPage(
    reply: FastifyReply,
    { provider, identity }: OpenArrival,
    action: string,
  ): void {
    reply.view('people/provider-sign-in/arrival-confirm', {
      title: t('people.provider-sign-in.confirm'),
      provider: provider.name,
      address: identity.address,
      action,
    });
  }
}

const isSame = (one: string, other: string | undefined): boolean =>
  one.toLowerCase() === other?.toLowerCase();
