import { Controller, Get, Param, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { dateRangeText } from '@academie/catalogue';
import { type Actor, Allow, CurrentActor } from '@academie/people';
import { Clock, mediumDate, Refusal, refusalText, seeOther, t } from '@academie/platform';

import { BlockClaims } from './block-claims';
import { claimPath } from './seat-block.mails';
import { EnrolmentConditions } from '../place/enrolment-conditions';
import { BlockQueries } from './seat-block.queries';
import { AlreadyEnrolled } from '../place/enrolment.errors';

/** Where the link of held seats leads: take one, when one works at the organisation. */
@ApiExcludeController()
@Controller('plek/:token')
@Allow('participant')
export class ClaimPages {
  constructor(
    private readonly blocks: BlockQueries,
    private readonly claims: BlockClaims,
    private readonly conditions: EnrolmentConditions,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @Param('token') token: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const block = await this.blocks.byToken(actor, token.slice(0, 100));
    const gone = !block || block.releasedAt !== null || block.releaseAt <= this.clock.now();
    if (!block) void reply.status(404);
    reply.view('enrolment/seat-block/claim', {
      title: t(`enrolment.seat-block.${block && !gone ? 'claim' : 'gone'}`),
      gone,
      course: block?.courseTitle,
      courseHref: block ? `/aanbod/${block.courseSlug}` : '/aanbod',
      when:
        block?.startsAt && block.endsAt ? dateRangeText(block.startsAt, block.endsAt) : undefined,
      organisation: block?.organisationName,
      left: block ? block.seats - block.claimed : 0,
      until: block && mediumDate(block.releaseAt),
      action: claimPath(token),
    });
  }

  @Post()
  async claim(
    @CurrentActor() actor: Actor,
    @Param('token') token: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    try {
      const { id } = await this.claims.claim(actor, token.slice(0, 100));
      const asks = (await this.conditions.asking(actor.id, [id])).length > 0;
      const own = `/mijn/inschrijvingen/${id}`;
      const next = asks
        ? `${own}/antwoorden`
        : (await this.conditions.choosing(id))
          ? `/inschrijvingen/${id}/workshops`
          : own;
      seeOther(reply, next, 'Gelukt. U bent ingeschreven.');
    } catch (error) {
      // Pressed twice: the place is there, so that is where to go.
      if (error instanceof AlreadyEnrolled)
        return seeOther(
          reply,
          `/mijn/inschrijvingen/${error.enrolmentId}`,
          t('enrolment.seat-block.had-seat'),
          'info',
        );
      if (!(error instanceof Refusal) || error.kind === 'unauthenticated') throw error;
      seeOther(reply, claimPath(token), refusalText(error), 'error');
    }
  }
}
