import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { ApiProblems, LimitByAddress, Public } from '@academie/platform';

import { CalendarFeedService } from './calendar-feed.service';
import { FeedQuery } from './calendar.dto';

/** Calendar programs of a whole town hall ask through one address, each of them now and then. */
const PER_MINUTE = 60;

@ApiTags('me')
@Controller('api/v1/me')
export class CalendarController {
  constructor(private readonly feeds: CalendarFeedService) {}

  // Calendar programs cannot sign in; the token in the address is the key.
  @Get('calendar.ics')
  @Public()
  @LimitByAddress(PER_MINUTE)
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
