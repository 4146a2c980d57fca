import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { isId, NotFound, Refusal, refusalText, seeOther, trimmedText, t } from '@academie/platform';

import { AttendanceQueries } from '../register/attendance.queries';
import { GuestMatchingService } from './guest-matching.service';
import { crumbsOf, headView, personHref } from '../register/register-view';
import { SessionAccess } from '../register/session-access';
import { WalkInService } from './walk-in.service';

/** Who a guest turned out to be. */
@ApiExcludeController()
@Controller('lesgeven/sessies/:id/deelnemers/:enrolmentId/wie')
@Allow('trainer', 'theme_lead', 'administrator')
export class GuestPages {
  constructor(
    private readonly sessionAccess: SessionAccess,
    private readonly queries: AttendanceQueries,
    private readonly walkIns: WalkInService,
    private readonly matching: GuestMatchingService,
  ) {}

  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('enrolmentId', ParseUUIDPipe) enrolmentId: string,
    @Query('q') q: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const head = await this.sessionAccess.get(actor, id);
    const [row] = await this.queries.roster(head, { enrolmentId });
    if (!row) throw new NotFound();
    const back = personHref(id, enrolmentId);
    if (!row.guest) return seeOther(reply, back);
    const search = trimmedText(q) ?? row.familyName;
    const found = await this.walkIns.candidates(actor, head.offeringId, search);
    reply.view('attendance/walk-in/guest', {
      title: t('attendance.guest.who', { name: row.name }),
      crumbs: crumbsOf(head, 'Gast koppelen'),
      head: headView(head),
      person: row.name,
      organisation: row.organisation,
      back,
      search,
      tooShort: search.length < 3,
      candidates: found.filter(({ guest }) => !guest),
    });
  }

  @Post()
  async match(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('enrolmentId', ParseUUIDPipe) enrolmentId: string,
    @Body() body: Record<string, unknown>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const personId = trimmedText(body.personId);
    if (!isId(personId)) throw new NotFound();
    try {
      const holds = await this.matching.match(actor, id, enrolmentId, personId);
      seeOther(reply, personHref(id, holds), t('attendance.guest.matched'));
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind !== 'conflict') throw error;
      seeOther(reply, personHref(id, enrolmentId), refusalText(error), 'error');
    }
  }
}
