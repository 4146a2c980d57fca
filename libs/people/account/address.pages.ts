import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import {
  emptyForm,
  type Form,
  LimitByAddress,
  readForm,
  Refusal,
  refusalText,
  seeOther,
  t,
} from '@academie/platform';

import type { Actor } from '../access/actor';
import { Allow, CurrentActor, RecentProof } from '../access/access.guard';
import { keepSecret } from '../link/secret-address';
import { LinkGone } from '../people.errors';
import { AddAddressForm, OwnAddressForm } from './account.dto';
import { ACCOUNT, crumbsTo } from './account-view';
import { AddressService } from './address.service';

/** Each sends a mail. */
const ASKED_PER_MINUTE = 10;

/** The addresses of the own account. */
@ApiExcludeController()
@Controller('account/adressen')
@Allow('participant')
export class AddressPages {
  constructor(private readonly service: AddressService) {}

  @Get('toevoegen')
  @RecentProof()
  show(@Res() reply: FastifyReply): void {
    this.page(reply, emptyForm());
  }

  @Post('toevoegen')
  @RecentProof()
  @LimitByAddress(ASKED_PER_MINUTE)
  async ask(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(AddAddressForm, body);
    const done = await form.submit(async (data) => {
      await this.service.ask(actor, data.email);
      return true;
    });
    if (done) return seeOther(reply, ACCOUNT, t('people.account.address-asked'), 'info');
    void reply.status(422);
    this.page(reply, form);
  }

  @Get('bevestigen/:token')
  async confirmPage(
    @CurrentActor() actor: Actor,
    @Param('token') token: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    keepSecret(reply);
    try {
      const address = await this.service.find(actor, token.slice(0, 100));
      this.confirmView(reply, { action: `${ACCOUNT}/adressen/bevestigen/${token}`, address });
    } catch (error) {
      if (!(error instanceof LinkGone)) throw error;
      void reply.status(404);
      this.confirmView(reply, {});
    }
  }

  @Post('bevestigen/:token')
  async confirm(
    @CurrentActor() actor: Actor,
    @Param('token') token: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.tell(reply, 'people.account.address-added', () =>
      this.service.confirm(actor, token.slice(0, 100)),
    );
  }

  @Post('hoofdadres')
  @RecentProof()
  async makePrimary(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { data } = await readForm(OwnAddressForm, body);
    await this.tell(reply, 'people.account.primary-changed', () =>
      this.service.makePrimary(actor, data?.address ?? ''),
    );
  }

  @Post('weghalen')
  @RecentProof()
  async remove(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { data } = await readForm(OwnAddressForm, body);
    await this.tell(reply, 'people.account.address-removed', () =>
      this.service.remove(actor, data?.address ?? ''),
    );
  }

  /** Goes back to the account and says there how it went. */
  private async tell(
    reply: FastifyReply,
    done: string,
    command: () => Promise<void>,
  ): Promise<void> {
    try {
      await command();
      seeOther(reply, ACCOUNT, t(done));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      seeOther(reply, ACCOUNT, refusalText(error), 'error');
    }
  }

  private page(reply: FastifyReply, form: Form<object>): void {
    const title = t('people.account.add-address');
    reply.view('people/account/address-add', { title, crumbs: crumbsTo(title), form: form.view });
  }

  private confirmView(reply: FastifyReply, link: { action?: string; address?: string }): void {
    const title = t('people.account.confirm-address');
    reply.view('people/account/address-confirm', { title, crumbs: crumbsTo(title), ...link });
  }
}
