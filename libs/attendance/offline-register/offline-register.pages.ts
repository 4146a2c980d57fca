import { Controller, Get, Param, ParseUUIDPipe, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { Installation, isId, Public, readAssets, readWorker, Views } from '@academie/platform';

import { handoutView } from '../handout/handout-view';
import { HandoutQueries } from '../handout/handout.queries';
import { markTexts } from '../register/register-view';
import { SessionAccess } from '../register/session-access';

/** More registers than anybody keeps on one device. */
const MOST_KEPT = 100;

/** What a device keeps of a session beside its register. */
interface SessionSheet {
  /** For whom it is. */
  person: string;
  place: string | null;
  contact: string | null;
  safety: string | null;
  /** `address` leads to the file or the other site; a file has a name. */
  materials: {
    title: string;
    facts: string;
    isLink: boolean;
    address: string;
    name?: string;
    bytes?: number;
    mediaType?: string;
  }[];
}

/** What a device needs to go on without a connection. */
@ApiExcludeController()
@Controller('lesgeven')
export class OfflineRegisterPages {
  private readonly worker = readWorker('worker');

  constructor(
    private readonly sessionAccess: SessionAccess,
    private readonly handouts: HandoutQueries,
    private readonly views: Views,
    private readonly installation: Installation,
  ) {}

  /** The worker that opens registers without a connection; for the pages of trainers and no others. */
  @Get('sw.js')
  @Public()
  script(@Res() reply: FastifyReply): void {
    void reply
      .type('text/javascript; charset=utf-8')
      .header('service-worker-allowed', '/lesgeven')
      .header('cache-control', 'no-cache')
      .send(this.worker);
  }

  /** Stands in for every page while there is no connection; holds nobody's name, so a device may keep it. */
  @Get('zonder-verbinding')
  @Public()
  withoutConnection(@Res() reply: FastifyReply): void {
    const assets = readAssets();
    void reply.type('text/html; charset=utf-8').send(
      this.views.render('attendance/offline-register/offline', {
        title: 'Zonder verbinding',
        academie: this.installation.current.name,
        page: { assets },
        assets,
        texts: markTexts(),
      }),
    );
  }

  /**
   * Who is signed in, with the token that changes need, and which of these sessions are no longer this
   * person's to mark: closed, cancelled or handed over. Their names leave the device.
   */
  @Get('apparaat')
  @Allow('participant')
  async device(
    @CurrentActor() actor: Actor,
    @Req() { csrfToken }: FastifyRequest,
    @Query('sessies') sessions: unknown,
  ): Promise<{ person: string; csrf: string; gone: string[] }> {
    const kept = typeof sessions === 'string' ? sessions.split(',').filter(isId) : [];
    const open = await this.sessionAccess.openAmong(actor, kept.slice(0, MOST_KEPT));
    return {
      person: actor.id,
      csrf: csrfToken ?? '',
      gone: kept.filter((id) => !open.includes(id)),
    };
  }

  /** What one needs where the session is: the place, whom to call there, and the material, for a device to keep. */
  @Get('apparaat/sessies/:id')
  @Allow('trainer', 'theme_lead', 'administrator')
  async sheet(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<SessionSheet> {
    const { offeringId, place, contact, safety } = await this.sessionAccess.get(actor, id);
    const rows = await this.handouts.ofOffering(actor, offeringId);
    const files = await this.handouts.filesOf(rows);
    return {
      ...{ person: actor.id, place, contact, safety },
      materials: rows.map((row) => {
        const file = files.get(row.fileId ?? '');
        const { title, contentHref, isLink, facts, when } = handoutView(actor, row, file);
        return {
          ...{
            title,
            isLink,
            address: contentHref,
            facts: [facts, when].filter(Boolean).join(', '),
          },
          ...(file && { name: file.name, bytes: file.size, mediaType: file.mediaType }),
        };
      }),
    };
  }
}
