import { Controller, Get, Param, ParseUUIDPipe, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { FileStore, sendFile } from '@academie/platform';

import { MaterialQueries } from './material.queries';

/** Pictures, films and files of lessons. */
@ApiExcludeController()
@Controller('leren/bestanden')
@Allow('participant')
export class MaterialController {
  constructor(
    private readonly queries: MaterialQueries,
    private readonly store: FileStore,
  ) {}

  @Get(':file/inhoud')
  async download(
    @CurrentActor() actor: Actor,
    @Param('file', ParseUUIDPipe) id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendFile(request, reply, this.store, await this.queries.file(actor, id));
  }
}
