import { Controller, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor, Invitations } from '@academie/people';
import { Database, Refusal, refusalText, seeOther, t } from '@academie/platform';

import { OrganisationQueries } from './organisation.queries';

/** A new invitation for a colleague who was invited and has no account yet. */
@ApiExcludeController()
@Controller('organisatie/personen/:id/uitnodigen')
@Allow('coordinator')
export class ColleagueInvitationPages {
  constructor(
    private readonly database: Database,
    private readonly organisation: OrganisationQueries,
    private readonly invitations: Invitations,
  ) {}

  /** Sends a new link, once a day; the one before stops working. */
  @Post()
  async invite(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { givenName, familyName } = await this.organisation.colleague(actor, id);
    const back = `/organisatie/personen/${id}`;
    try {
      await this.database.transaction((tx) => this.invitations.renew(tx, id, actor));
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind !== 'conflict') throw error;
      return seeOther(reply, back, refusalText(error), 'error');
    }
    const name = `${givenName} ${familyName}`;
    seeOther(reply, back, t('enrolment.organisation.invited-again', { name }));
  }
}
