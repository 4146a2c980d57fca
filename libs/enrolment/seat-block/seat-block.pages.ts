import { Body, Controller, Get, Inject, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor, NotAllowed } from '@academie/people';
import {
  addDays,
  CONFIG,
  type Config,
  dayOf,
  emptyForm,
  type Form,
  mediumDate,
  readForm,
  seeOther,
  t,
} from '@academie/platform';

import { BlockForm, blockOf } from './seat-block.dto';
import { claimPath } from './seat-block.mails';
import { BlockQueries, type BlockRow } from './seat-block.queries';
import { BlockService } from './seat-block.service';
import { offeringTabs } from '../participants/offering-links';
import { type OfferingHead, ParticipantsQueries } from '../participants/participants.queries';
import type { Badge } from '../place/enrolment-badge';

/** Seats of an offering that are held for organisations. */
@ApiExcludeController()
@Controller('beheer/uitvoeringen/:id/plekken')
@Allow('coordinator', 'trainer', 'theme_lead', 'administrator')
export class BlockPages {
  constructor(
    private readonly participants: ParticipantsQueries,
    private readonly service: BlockService,
    private readonly queries: BlockQueries,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.show(reply, actor, id, undefined);
  }

  @Post()
  async hold(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readForm(BlockForm, body);
    const done = await form.submit((block) => this.service.hold(actor, id, blockOf(block)));
    if (done) return seeOther(reply, homeOf(id), t('enrolment.seat-block.held'));
    void reply.status(422);
    await this.show(reply, actor, id, form);
  }

  @Post(':blockId/vrijgeven')
  async release(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('blockId', ParseUUIDPipe) blockId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.service.release(actor, blockId);
    seeOther(reply, homeOf(id), t('enrolment.seat-block.released'));
  }

  private async show(
    reply: FastifyReply,
    actor: Actor,
    id: string,
    form: Form<object> | undefined,
  ): Promise<void> {
    const { reach, ...head } = await this.participants.head(actor, id);
    if (!reach.organises && !reach.trains && actor.coordinatedOrganisations.length === 0)
      throw new NotAllowed();
    const [blocks, organisations] = await Promise.all([
      this.queries.list(actor, id),
      reach.organises ? this.queries.organisations() : [],
    ]);
    const free = Math.max(0, head.capacity - head.seatsTaken - head.held);
    const mayHold = reach.organises && head.waitingCount === 0 && free > 0;
    reply.view('enrolment/seat-block/blocks', {
      title: `Plekken vasthouden ${head.courseTitle}`,
      crumbs: [
        { href: `/aanbod/${head.courseSlug}`, label: head.courseTitle },
        { label: 'Plekken vasthouden' },
      ],
      course: head.courseTitle,
      tabs: offeringTabs(id, 'blocks', reach.organises),
      free,
      waiting: head.waitingCount,
      organises: reach.organises,
      blocks: blocks.map((block) => this.blockView(block, reach.organises)),
      columns: [
        ...['Organisatie', 'Plekken', 'Tot', 'Status'].map((label) => ({ label })),
        { label: t('enrolment.seat-block.link-and-release'), hidden: true },
      ],
      action: mayHold ? homeOf(id) : undefined,
      organisations: organisations.map((one) => ({ value: one.id, label: one.name })),
      form: (form ?? emptyForm({ releaseOn: usualRelease(head) })).view,
    });
  }

  private blockView(block: BlockRow, organises: boolean): object {
    const open = block.releasedAt === null;
    const badge: Badge = !open
      ? { label: 'Vrijgegeven' }
      : block.claimed === block.seats
        ? { label: 'Allemaal ingenomen', kind: 'good' }
        : { label: 'Vastgehouden', kind: 'info' };
    return {
      organisation: block.organisationName,
      seats: t('enrolment.seat-block.claimed', { claimed: block.claimed, seats: block.seats }),
      until: mediumDate(block.releaseAt),
      badge,
      claimUrl: open ? `${this.config.publicUrl}${claimPath(block.token)}` : undefined,
      releaseAction:
        open && organises ? `${homeOf(block.offeringId)}/${block.id}/vrijgeven` : undefined,
    };
  }
}

const homeOf = (offeringId: string): string => `/beheer/uitvoeringen/${offeringId}/plekken`;

/** Two weeks before it begins leaves time to fill what comes free. */
const usualRelease = ({ startsAt }: OfferingHead): string =>
  startsAt ? dayOf(addDays(startsAt, -14)) : '';
