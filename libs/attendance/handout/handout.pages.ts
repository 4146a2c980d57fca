import { Controller, Get, Param, ParseUUIDPipe, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { dateRangeText } from '@academie/catalogue';
import { type Actor, Allow, CurrentActor } from '@academie/people';
import { FileStore, NotFound, sendFile } from '@academie/platform';

import { handoutView } from './handout-view';
import { HandoutQueries } from './handout.queries';

/** Material of trainings, for those who may have it. */
@ApiExcludeController()
@Controller('materiaal')
@Allow('participant')
export class HandoutPages {
  constructor(
    private readonly queries: HandoutQueries,
    private readonly store: FileStore,
  ) {}

  @Get('groep/:offering')
  async list(
    @CurrentActor() actor: Actor,
    @Param('offering', ParseUUIDPipe) offeringId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const head = await this.queries.head(actor, offeringId);
    if (!head) throw new NotFound();
    const materials = await this.queries.ofOffering(actor, offeringId);
    const files = await this.queries.filesOf(materials);
    const { courseTitle, courseSlug, startsAt, endsAt } = head;
    reply.view('attendance/handout/handouts', {
      title: 'Materiaal',
      crumbs: [{ href: `/aanbod/${courseSlug}`, label: courseTitle }, { label: 'Materiaal' }],
      course: courseTitle,
      when: startsAt && endsAt ? dateRangeText(startsAt, endsAt) : '',
      materials: materials.map((row) => handoutView(actor, row, files.get(row.fileId ?? ''))),
    });
  }

  /** The file itself, or the way to the link; whether the reader may have it is asked each time. */
  @Get(':id/inhoud')
  async open(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const found = await this.queries.one(actor, id);
    if (found?.url) {
      void reply.header('cache-control', 'no-store').redirect(found.url, 303);
      return;
    }
    const file = found?.fileId ? await this.store.find(found.fileId) : undefined;
    if (!file) throw new NotFound();
    await sendFile(request, reply, this.store, file);
  }
}
