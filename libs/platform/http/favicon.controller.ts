import fs from 'node:fs';
import path from 'node:path';

import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { ROOT } from '../files/files';
import { Public } from './public';

const ICON = fs.readFileSync(path.join(ROOT, 'apps/academie/assets/images/favicon.ico'));

/** The icon for programs that look for it without reading a page: feed readers, bookmarks, older browsers. */
@ApiExcludeController()
@Controller('favicon.ico')
@Public()
export class FaviconController {
  @Get()
  show(@Res() reply: FastifyReply): void {
    void reply.type('image/x-icon').header('cache-control', 'public, max-age=604800').send(ICON);
  }
}
