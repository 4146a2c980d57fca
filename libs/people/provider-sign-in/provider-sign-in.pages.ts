import {
  Body,
  Controller,
  Get,
  Inject,
  Logger,
  Param,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import {
  CONFIG,
  type Config,
  LimitByAddress,
  localPathOrHome,
  NotFound,
  Public,
  readForm,
  Refusal,
  refusalText,
  seeOther,
  t,
} from '@academie/platform';

import type { Actor } from '../access/actor';
import { Allow, AnySession, CurrentActor, RecentProof } from '../access/access.guard';
import { Passport } from '../access/passport';
import { ProviderQueries, type ProviderRow } from '../provider/provider.queries';
import { PROVIDERS } from '../provider/provider-view';
import { NewAccounts } from '../registration/new-accounts';
import { Arrival } from '../sign-in/arrival';
import { callerOf } from '../sign-in/known-device';
import { ARRIVAL, hrefOf, LINKS } from './arrival-view';
import { Arrivals } from './arrivals';
import { browserOf, rememberBrowser } from './attempt-cookie';
import type { AttemptPurpose } from './provider-attempt.entity';
import { ProviderAccounts } from './provider-accounts';
import { ProviderAttempts } from './provider-attempts';
import { OrganisationAddressForm } from './provider-sign-in.dto';
import type { CameBack } from './provider.strategy';
import { AttemptGone } from './provider-sign-in.errors';
import { trialView } from './trial-view';

const BEGUN_PER_MINUTE = 120;

/** Going to the sign-in service of an organisation, and coming back from it. */
@ApiExcludeController()
@Controller('inloggen/organisatie')
@Public()
export class ProviderSignInPages {
  private readonly log = new Logger('provider');

  constructor(
    private readonly providers: ProviderQueries,
    private readonly attempts: ProviderAttempts,
    private readonly accounts: ProviderAccounts,
    private readonly arrivals: Arrivals,
    private readonly newAccounts: NewAccounts,
    private readonly arrival: Arrival,
    private readonly passport: Passport,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** By the domain of an address. What is answered tells nothing of whether there is such an account. */
  @Post()
  @AnySession()
  @LimitByAddress(BEGUN_PER_MINUTE)
  async ask(@Body() body: unknown, @Res() reply: FastifyReply): Promise<void> {
    const form = await readForm(OrganisationAddressForm, body);
    const next = localPathOrHome(form.values.next);
    const organisations = form.data ? await this.newAccounts.organisationsOf(form.data.email) : [];
    const choices = await this.providers.ofOrganisations(organisations.map(({ id }) => id));
    if (choices.length === 0) return this.back(reply, next, t('people.provider-sign-in.nobody'));
    const hrefs = choices.map(({ slug, name }) => ({ name, href: hrefOf(slug, next) }));
    // Not a redirect: the answer to a form may not lead elsewhere (form-action of our CSP).
    if (hrefs.length === 1) void reply.header('refresh', `0; url=${hrefs[0]?.href}`);
    reply.view('people/provider-sign-in/choose', {
      title: t('people.provider-sign-in.choose'),
      choices: hrefs,
    });
  }

  @Get(':slug')
  @LimitByAddress(BEGUN_PER_MINUTE)
  async begin(
    @Param('slug') slug: string,
    @Query('naar') next: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const to = localPathOrHome(next);
    if (request.actor) return seeOther(reply, to);
    await this.go(request, reply, slug, { purpose: 'sign-in', personId: null, next: to });
  }

  @Get(':slug/koppelen')
  @Allow('participant')
  @RecentProof()
  @LimitByAddress(BEGUN_PER_MINUTE)
  async beginLink(
    @CurrentActor() actor: Actor,
    @Param('slug') slug: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.go(request, reply, slug, { purpose: 'link', personId: actor.id, next: LINKS });
  }

  @Get(':slug/proef')
  @Allow('administrator')
  @LimitByAddress(BEGUN_PER_MINUTE)
  async beginTrial(
    @CurrentActor() actor: Actor,
    @Param('slug') slug: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.go(request, reply, slug, { purpose: 'trial', personId: actor.id, next: PROVIDERS });
  }

  @Get(':slug/terug')
  @LimitByAddress(BEGUN_PER_MINUTE)
  async comeBack(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    try {
      const found = await this.passport.find<CameBack>('provider', request, reply);
      if (!found) throw new AttemptGone();
      await this.receive(found, request, reply);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { cause, next, purpose } = error as Refusal & Partial<CameBack['attempt']>;
      const { slug } = request.params as { slug: string };
      if (cause instanceof Error) this.log.warn(`${slug.slice(0, 60)}: ${cause.message}`);
      if (purpose && purpose !== 'sign-in')
        return seeOther(reply, next ?? '/', refusalText(error), 'error');
      this.back(reply, next ?? '/', refusalText(error));
    }
  }

  private async receive(
    { provider, attempt, identity, claims }: CameBack,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const { purpose, personId, next } = attempt;
    try {
      if (purpose !== 'sign-in' && request.actor?.id !== personId) throw new AttemptGone();
      if (purpose === 'trial') {
        const organisations = identity.address
          ? await this.accounts.organisationsFor(provider, identity.address)
          : [];
        return void reply.view(
          'people/provider-sign-in/trial',
          trialView(provider, identity, claims, organisations),
        );
      }
      if (purpose === 'link') {
        await this.accounts.linkOnly(personId ?? '', provider, identity);
        return seeOther(reply, LINKS, t('people.provider-sign-in.linked', { name: provider.name }));
      }
      const caller = callerOf(request);
      const entered = await this.accounts.enter(provider, identity, caller);
      if (!('personId' in entered)) {
        const { device } = caller;
        return await this.arrival.enter(request, reply, { ...entered, device, stays: false }, next);
      }
      const browser = browserOf(request) ?? rememberBrowser(request, reply, this.config);
      const id = await this.arrivals.add(provider, identity, { ...entered, browser, next });
      seeOther(reply, `${ARRIVAL}/${id}`);
    } catch (error) {
      throw error instanceof Refusal ? Object.assign(error, { next, purpose }) : error;
    }
  }

  private async go(
    request: FastifyRequest,
    reply: FastifyReply,
    slug: string,
    attempt: { purpose: AttemptPurpose; personId: string | null; next: string },
  ): Promise<void> {
    const provider = await this.find(slug);
    try {
      const browser = rememberBrowser(request, reply, this.config);
      const url = await this.attempts.begin(provider, browser, attempt);
      void reply.redirect(url.href, 303);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.cause instanceof Error) this.log.warn(`${provider.slug}: ${error.cause.message}`);
      if (attempt.purpose !== 'sign-in')
        return seeOther(reply, attempt.next, refusalText(error), 'error');
      this.back(reply, attempt.next, refusalText(error));
    }
  }

  private async find(slug: string): Promise<ProviderRow> {
    const provider = await this.providers.bySlug(slug);
    if (!provider) throw new NotFound();
    return provider;
  }

  /** To the sign-in page with what went wrong, and the page somebody came for still in mind. */
  private back(reply: FastifyReply, next: string, text: string): void {
    seeOther(
      reply,
      next === '/' ? '/inloggen' : `/inloggen?naar=${encodeURIComponent(next)}`,
      text,
      'error',
    );
  }
}
