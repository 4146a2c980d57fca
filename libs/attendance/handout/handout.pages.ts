import { Controller, Get, Param, ParseUUIDPipe, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { dateRangeText } from '@academie/catalogue';
import { type Actor, Allow, CurrentActor } from '@academie/people';
import { FileStore, longDate, NotFound, sendFile, t } from '@academie/platform';

import { HandoutQueries, type HandoutRow } from './handout.queries';

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
    const { courseTitle, courseSlug, startsAt, endsAt } = head;
    reply.view('attendance/handout/handouts', {
      title: 'Materiaal',
      crumbs: [{ href: `/aanbod/${courseSlug}`, label: courseTitle }, { label: 'Materiaal' }],
      course: courseTitle,
      when: startsAt && endsAt ? dateRangeText(startsAt, endsAt) : '',
      materials: materials.map((row) => rowView(row, maySpeak(actor))),
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

/** Who may speak for an organisation; for which one, the page says that asks it. */
const maySpeak = (actor: Actor): boolean =>
  actor.isAdministrator || actor.is('coordinator') || actor.is('theme_lead');

const rowView = (
  { id, title, kind, url, version, addedAt, startsAt, endsAt, readingCounts }: HandoutRow,
  speaks: boolean,
): object => ({
  title,
  contentHref: url ?? `/materiaal/${id}/inhoud`,
  readHref: readingCounts && speaks ? `/materiaal/${id}/gelezen` : undefined,
  isLink: url !== null,
  kind: t(`catalogue.material.kind.${kind}`),
  when: startsAt && endsAt ? dateRangeText(startsAt, endsAt) : '',
  version: t('catalogue.material.version', { version, day: longDate(addedAt) }),
});
