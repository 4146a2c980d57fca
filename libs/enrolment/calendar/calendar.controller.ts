import { Controller, Get, Query, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { ApiProblems, Public } from '@academie/platform';

import { CalendarFeedService } from './calendar-feed.service';
import { FeedQuery } from './calendar.dto';

@ApiTags('me')
@Controller('api/v1/me')
export class CalendarController {
  constructor(private readonly feeds: CalendarFeedService) {}

  // Calendar programs cannot sign in; the token in the address is the key.
  @Get('calendar.ics')
  @Public()
  @RouteConfig({ rateLimit: { max: 60, timeWindow: '1 minute' } })
  @ApiOperation({
    summary: 'My sessions as a calendar',
    description: 'RFC 5545, for a calendar program. The token is made in Mijn academie.',
  })
  @ApiOkResponse({ content: { 'text/calendar': { schema: { type: 'string' } } } })
  @ApiProblems(404, 422, 429)
  async calendar(@Query() { token }: FeedQuery, @Res() reply: FastifyReply): Promise<void> {
    const body = await this.feeds.calendarOf(token);
    void reply
      .type('text/calendar; charset=utf-8')
      .header('content-disposition', 'inline; filename="academie.ics"')
      .header('cache-control', 'private, max-age=300')
      .send(body);
  }
}
