import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { emptyForm, LimitByAddress, Public, t, Upload } from '@academie/platform';

import { fileCheckView } from './file-check-view';
import { FileSigner } from './file-signer';

const MOST_MEGABYTES = 10;
const CHECKS_PER_MINUTE = 20;

/** For who was given a report and wants to know whether it is what the academie made. Nothing is kept. */
@ApiExcludeController()
@Public()
@Controller('verslag-controleren')
export class FileCheckPages {
  constructor(private readonly signer: FileSigner) {}

  @Get()
  ask(@Res() reply: FastifyReply): void {
    this.page(reply);
  }

  @Post()
  @LimitByAddress(CHECKS_PER_MINUTE)
  @Upload(MOST_MEGABYTES, { ofStrangers: true })
  async check(@Req() { upload }: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (!upload || upload.tooLarge) {
      void reply.status(422);
      return this.page(
        reply,
        t(`targets.file-check.${upload ? 'too-large' : 'missing'}`, { megabytes: MOST_MEGABYTES }),
      );
    }
    const checked = await this.signer.check(upload.content);
    void reply.status(200);
    this.page(reply, undefined, fileCheckView(upload.name, checked));
  }

  private page(reply: FastifyReply, problem?: string, checked?: object): void {
    const form = emptyForm();
    if (problem) form.errors.file = problem;
    reply.view('targets/signed-file/file-check', {
      title: t('targets.file-check.title'),
      form: form.view,
      checked,
    });
  }
}
