import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { type Actor, MaybeActor } from '@academie/people';
import { FileStore, Public, sendFile } from '@academie/platform';

import { CourseNotFound } from '../catalogue.errors';
import { readPictureName } from './picture-address';
import { CoursePictureQueries } from './picture.queries';

/** What an address says never changes, so nobody needs to ask twice. */
const FOR_EVERYBODY = 'public, max-age=31536000, immutable';
const FOR_ONE_READER = 'private, max-age=86400, immutable';

/** Sends pictures of courses to those who may see the page of the course. */
@ApiExcludeController()
@Controller('aanbod/:slug/afbeelding')
export class CoursePictureFiles {
  constructor(
    private readonly queries: CoursePictureQueries,
    private readonly store: FileStore,
  ) {}

  @Get(':name')
  @Public()
  async send(
    @Param('slug') slug: string,
    @Param('name') name: string,
    @MaybeActor() actor: Actor | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asked = readPictureName(name);
    const found = asked && (await this.queries.file(actor, slug.slice(0, 200), asked));
    const file = found && (await this.store.find(found.fileId));
    if (!file) throw new CourseNotFound();
    await sendFile(request, reply, this.store, file, found.isOpen ? FOR_EVERYBODY : FOR_ONE_READER);
  }
}
