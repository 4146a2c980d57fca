import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Req,
  Res,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import {
  Installation,
  InvalidInput,
  LargeForm,
  Public,
  readAssets,
  readForm,
  readWorker,
  Views,
} from '@academie/platform';

import { DeedForm } from './device.dto';
import { type DeedResult, DeviceService } from './device.service';

/** Answers to a test of 200 questions, some of them texts. */
const DEED = { kilobytes: 200, fields: 3000 };

/** What a device needs to go on reading without a connection, and takes what was done then. */
@ApiExcludeController()
@Controller('leren')
export class DevicePages {
  private readonly worker = readWorker('lessonsWorker');

  constructor(
    private readonly deeds: DeviceService,
    private readonly views: Views,
    private readonly installation: Installation,
  ) {}

  /** The worker that opens lessons without a connection; for the pages of learners and no others. */
  @Get('sw.js')
  @Public()
  script(@Res() reply: FastifyReply): void {
    void reply
      .type('text/javascript; charset=utf-8')
      .header('service-worker-allowed', '/leren')
      .header('cache-control', 'no-cache')
      .send(this.worker);
  }

  /** Stands in for every page while there is no connection; holds nothing of anybody. */
  @Get('zonder-verbinding')
  @Public()
  withoutConnection(@Res() reply: FastifyReply): void {
    const assets = readAssets();
    void reply.type('text/html; charset=utf-8').send(
      this.views.render('elearning/device/offline', {
        title: 'Zonder verbinding',
        academie: this.installation.current.name,
        page: { assets },
        assets,
      }),
    );
  }

  /** Who is signed in, with the token that changes need. */
  @Get('apparaat')
  @Allow('participant')
  device(
    @CurrentActor() actor: Actor,
    @Req() { csrfToken }: FastifyRequest,
  ): { person: string; csrf: string } {
    return { person: actor.id, csrf: csrfToken ?? '' };
  }

  @Post(':id/apparaat')
  @HttpCode(200)
  @Allow('participant')
  @LargeForm(DEED)
  async take(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Req() { headers }: FastifyRequest,
  ): Promise<DeedResult> {
    const { data } = await readForm(DeedForm, body);
    if (!data)
      throw new InvalidInput([
        { field: 'kind', code: 'invalid', message: 'is no deed of a learner' },
      ]);
    const said = new Date(String(headers['device-time']));
    return this.deeds.take(actor, id, data, Number.isNaN(said.getTime()) ? undefined : said);
  }
}
