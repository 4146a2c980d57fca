import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { ApiProblems, Public } from '@academie/platform';

import { ThemePageResponse } from './catalogue-api.dto';
import { CatalogueQueries } from '../search/catalogue.queries';
import { ThemeCalendar } from './theme-calendar';

@ApiTags('themes')
@Controller('api/v1/themes')
export class ThemesController {
  constructor(
    private readonly catalogue: CatalogueQueries,
    private readonly calendars: ThemeCalendar,
  ) {}

  @Get()
  @Public()
  @ApiOperation({ summary: 'Themes', description: 'All of them, on two levels, in their order.' })
  @ApiOkResponse({ type: ThemePageResponse })
  async list(): Promise<ThemePageResponse> {
    const { themes } = await this.catalogue.reference();
    return { items: themes, next: null };
  }

  @Get(':slug/calendar.ics')
  @Public()
  @ApiOperation({
    summary: 'All that is planned in a theme as a calendar',
    description: 'RFC 5545, for everybody: without confidential offerings and links to meetings.',
  })
  @ApiOkResponse({ content: { 'text/calendar': { schema: { type: 'string' } } } })
  @ApiProblems(404)
  async calendar(@Param('slug') slug: string, @Res() reply: FastifyReply): Promise<void> {
    const body = await this.calendars.of(slug);
    void reply
      .type('text/calendar; charset=utf-8')
      .header('content-disposition', 'inline; filename="thema.ics"')
      .header('cache-control', 'public, max-age=300')
      .send(body);
  }
}
