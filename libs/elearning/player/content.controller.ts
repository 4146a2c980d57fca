import {
  Body,
  Controller,
  Get,
  Inject,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { CONFIG, type Config, FileStore, NotFound, Public, Views } from '@academie/platform';

import { AuLaunchService } from '../cmi5/au-launch.service';
import { isLaunchMode } from '../cmi5/cmi5-terms';
import { PackageStandings } from '../cmi5/package-standings';
import { LaunchService, type OpenLaunch } from '../launch/launch.service';
import { PackageQueries } from '../package/package.queries';
import { ordersEnds } from '../runtime/after-end';
import { arranged } from '../runtime/arrangement';
import { resumed } from '../runtime/resumed';
import { readSavedState } from '../runtime/saved-state';
import { RuntimeService } from '../runtime/runtime.service';
import { unordered, waysIn } from '../runtime/sequencing';
import { linksFrom, onwardView } from './onward-view';
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
    private readonly units: AuLaunchService,
    private readonly standings: PackageStandings,
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
    @Query('wijze') asked: unknown,
    @Query('opnieuw') fresh: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const launch = await this.launches.find(token);
    const { enrolmentId, packageId, lessonKey } = launch;
    const standings = enrolmentId ? await this.standings.of(enrolmentId, packageId) : [];
    // Who tries it keeps nothing, so no order would ever lead on.
    const items = enrolmentId ? arranged(launch.items, enrolmentId) : unordered(launch).items;
    const open = waysIn({ items }, standings);
    const done = new Set(standings.filter(({ isDone }) => isDone).map((one) => one.item));
    const way =
      key === undefined
        ? resumed(open, await this.last(launch), (item) => done.has(item.key))
        : open.find((one) => one.item.key === key && one.isOpen);
    if (!way) throw new NotFound();
    const { item } = way;
    const ways = waysIn({ items }, standings, item.key);
    const [kept, unit] = await Promise.all([
      fresh === undefined ? this.runtime.kept(launch, item.key) : undefined,
      item.kind === 'au'
        ? this.units.launch(launch, item, token, isLaunchMode(asked) ? asked : undefined)
        : undefined,
    ]);
    const back =
      apart === undefined || !enrolmentId
        ? undefined
        : `${this.config.publicUrl}/leren/${enrolmentId}/les/${lessonKey}`;
    void reply.type('text/html; charset=utf-8').send(
      this.views.render('elearning/player/player', {
        ...playerView(launch, item, { token, kept, done, back, unit, ways }),
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
    await sendPackageFile(request, reply, this.store, { path, file });
  }

  /** A session fetches, once, what it may use the record store with (cmi5, section 8.2). */
  @Post(':token/fetch/:session')
  async fetch(
    @Param('token') token: string,
    @Param('session', ParseUUIDPipe) session: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const secret = await this.units.fetch(await this.launches.find(token), session);
    void reply
      .status(200)
      .send(
        secret
          ? { 'auth-token': secret }
          : { 'error-code': '1', 'error-text': 'this was fetched before' },
      );
  }

  /** Where a unit of cmi5 sends its learner when it ends. */
  @Get(':token/einde')
  async end(@Param('token') token: string, @Res() reply: FastifyReply): Promise<void> {
    const { lessonTitle } = await this.launches.find(token);
    void reply
      .type('text/html; charset=utf-8')
      .send(this.views.render('elearning/player/ended', { title: lessonTitle }));
  }

  @Post(':token/stand')
  async save(
    @Param('token') token: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const launch = await this.launches.find(token);
    const state = readSavedState(body);
    const { status, isDone, isSuspended } = await this.runtime.save(launch, state);
    const leadsOn = state.isEnded && launch.kind === 'scorm2004';
    const { item } = state;
    void reply.send({
      ...{ status, isDone },
      ...(leadsOn && (await this.onward(launch, { token, item, isSuspended }))),
    });
  }

  private async last({ enrolmentId, packageId }: OpenLaunch): Promise<string | undefined> {
    return enrolmentId ? this.standings.lastOf(enrolmentId, packageId) : undefined;
  }

  // Who tries it keeps nothing, so no order would ever lead on.
  private async onward(
    launch: OpenLaunch,
    ended: { token: string; item: string; isSuspended: boolean },
  ): Promise<object> {
    const { enrolmentId, packageId } = launch;
    if (!enrolmentId) return linksFrom(unordered(launch).items, [], ended);
    const items = arranged(launch.items, enrolmentId);
    const standings = await this.standings.of(enrolmentId, packageId);
    return {
      ...(!ended.isSuspended && ordersEnds(items) && onwardView(items, standings, ended)),
      ...linksFrom(items, standings, ended),
    };
  }
}
