import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import {
  emptyForm,
  type Form,
  isId,
  mediumDate,
  NotFound,
  readForm,
  seeOther,
  t,
} from '@academie/platform';

import type { InvitationAsked } from './coverage-invitation-facts';
import { CoverageInvitations } from './coverage-invitations';
import { VALUE } from '../counting/measure-names';
import { targetCrumbs } from '../value/target-labels';

class InvitationForm {
  /** Given when the reader knows that the coordinator was invited before. */
  @IsOptional()
  @IsIn(['ja'])
  again?: string;
}

/** One press to ask the coordinator of an organisation that is missing; the mail is shown first. */
@ApiExcludeController()
@Controller('doelen/:id/uitnodigen/:organisationId')
@Allow('theme_lead', 'administrator')
export class CoverageInvitationPages {
  constructor(private readonly invitations: CoverageInvitations) {}

  @Get()
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('organisationId') organisationId: string,
    @Query('telling') measure: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.show(reply, actor, askedOf(id, organisationId, measure), emptyForm());
  }

  @Post()
  async invite(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('organisationId') organisationId: string,
    @Query('telling') measure: unknown,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asked = askedOf(id, organisationId, measure);
    const form = await readForm(InvitationForm, body);
    const invited = await form.submit(({ again }) =>
      this.invitations.invite(actor, asked, again === 'ja'),
    );
    if (invited) {
      return seeOther(
        reply,
        `/doelen/${id}#dekking`,
        t('targets.coverage.mailed', { count: invited }),
      );
    }
    void reply.status(422);
    await this.show(reply, actor, asked, form);
  }

  private async show(
    reply: FastifyReply,
    actor: Actor,
    asked: InvitationAsked,
    form: Form<object>,
  ): Promise<void> {
    const { target, organisation, ...invitation } = await this.invitations.prepare(actor, asked);
    reply.view('targets/coverage/invite', {
      title: t('targets.coverage.invite-title', { name: organisation.shortName }),
      crumbs: targetCrumbs(target, t('targets.coverage.invite')),
      organisation: organisation.shortName,
      eyebrow: `${target.code} ${target.title}`,
      backHref: `/doelen/${target.id}`,
      coordinators: invitation.coordinators.map(({ name, email }) => ({ name, email })),
      subject: invitation.subject,
      preview: invitation.preview,
      invitedOn: invitation.invitedAt && mediumDate(invitation.invitedAt),
      isRecent: invitation.isRecent,
      mayAppoint: actor.isAdministrator,
      form: form.view,
    });
  }
}

function askedOf(targetId: string, organisationId: string, measure: unknown): InvitationAsked {
  if (!isId(targetId) || !isId(organisationId)) throw new NotFound();
  return {
    targetId,
    organisationId,
    measure: typeof measure === 'string' && measure !== '' ? measure : VALUE,
  };
}
