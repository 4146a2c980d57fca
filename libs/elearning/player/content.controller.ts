import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { CONFIG, type Config, FileStore, NotFound, Public, Views } from '@academie/platform';

import { LaunchService } from '../launch/launch.service';
import { openItems } from '../manifest/package-manifest';
import { PackageQueries } from '../package/package.queries';
import { readSavedState } from '../runtime/saved-state';
import { RuntimeService } from '../runtime/runtime.service';
import { playerFile } from './player-files';
import { playerView } from './player-view';
import { sendPackageFile } from './send-package-file';

/**
 * All that the content host has. Nobody is signed in there; the token in the address is the right to one package,
 * for one enrolment (docs/decisions/0154).
 */
@ApiExcludeController()
@Controller('l')
@Public()
export class ContentController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly launches: LaunchService,
    private readonly packages: PackageQueries,
    private readonly runtime: RuntimeService,
    private readonly store: FileStore,
    private readonly views: Views,
  ) {}

  @Get('speler/:file')
  script(@Param('file') name: string, @Res() reply: FastifyReply): void {
    const file = playerFile(name);
    if (!file) throw new NotFound();
    void reply.header('cache-control', 'public, max-age=3600').type(file.type).send(file.bytes);
  }

  @Get(':token/speler')
  async player(
    @Param('token') token: string,
    @Query('onderdeel') key: unknown,
    @Query('los') apart: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const launch = await this.launches.find(token);
    const items = openItems(launch);
    const item = key === undefined ? items[0] : items.find((one) => one.key === key);
    if (!item) throw new NotFound();
    const { enrolmentId, packageId, lessonKey } = launch;
    const [kept, standings] = await Promise.all([
      this.runtime.kept(launch, item.key),
      enrolmentId ? this.runtime.standings(enrolmentId, packageId) : [],
    ]);
    const done = new Set(standings.filter(({ isDone }) => isDone).map((one) => one.item));
    const back =
      apart === undefined || !enrolmentId
        ? undefined
        : `${this.config.publicUrl}/leren/${enrolmentId}/les/${lessonKey}`;
    void reply.type('text/html; charset=utf-8').send(
      this.views.render('elearning/player/player', {
        ...playerView(launch, item, { token, kept, done, back }),
      }),
    );
  }

  @Get(':token/bestanden/*')
  async file(
    @Param('token') token: string,
    @Param('*') path: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { packageId } = await this.launches.find(token);
    const file = await this.packages.file(packageId, path);
    if (!file) throw new NotFound();
    sendPackageFile(request, reply, this.store, { path, file });
  }

  @Post(':token/stand')
  async save(
    @Param('token') token: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const launch = await this.launches.find(token);
    const { status, isDone } = await this.runtime.save(launch, readSavedState(body));
    void reply.send({ status, isDone });
  }
}
