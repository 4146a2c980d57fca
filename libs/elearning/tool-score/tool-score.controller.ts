import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Inject,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { CONFIG, type Config, LimitByAddress, Public } from '@academie/platform';

import { lineItemPath } from '../tool/tool-addresses';
import { ToolQueries, type ToolLinkRow } from '../tool/tool.queries';
import { READ_ITEMS, SEND_SCORES } from '../tool-launch/tool-message';
import { readScore } from './sent-score';
import { ToolAccess } from './tool-access';
import { ToolScoreService } from './tool-score.service';

const PER_MINUTE = 600;
const ITEM = 'application/vnd.ims.lis.v2.lineitem+json';
const ITEMS = 'application/vnd.ims.lis.v2.lineitemcontainer+json';

/** What tools ask and send by themselves (LTI Assignment and Grade Services 2.0): who they are their token says. */
@ApiExcludeController()
@Controller('lti')
@Public()
export class ToolScoreController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly access: ToolAccess,
    private readonly tools: ToolQueries,
    private readonly scores: ToolScoreService,
  ) {}

  @Post('token')
  @LimitByAddress(PER_MINUTE)
  async token(@Body() body: unknown, @Res() reply: FastifyReply): Promise<void> {
    const isForm = typeof body === 'object' && body !== null && !Array.isArray(body);
    const answer = await this.access.grant(isForm ? (body as Record<string, unknown>) : {});
    const wrong = 'error' in answer && (answer.error === 'invalid_client' ? 401 : 400);
    await reply
      .status(wrong || 200)
      .header('cache-control', 'no-store')
      .send(answer);
  }

  @Get('courses/:course/lineitems')
  @LimitByAddress(PER_MINUTE)
  async items(
    @Headers('authorization') authorization: string | undefined,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Query('resource_link_id') linkId: unknown,
    @Query('resource_id') resourceId: unknown,
    @Query('tag') tag: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const tool = await this.access.of(authorization, READ_ITEMS);
    const found = (await this.tools.links(tool.id, courseId)).filter(
      (link) =>
        (linkId === undefined || link.id === linkId) &&
        (resourceId === undefined || link.resourceId === resourceId) &&
        (tag === undefined || link.tag === tag),
    );
    await reply.type(ITEMS).send(JSON.stringify(found.map((link) => this.itemOf(link))));
  }

  @Get('courses/:course/lineitems/:link')
  @LimitByAddress(PER_MINUTE)
  async item(
    @Headers('authorization') authorization: string | undefined,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('link', ParseUUIDPipe) linkId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const tool = await this.access.of(authorization, READ_ITEMS);
    const link = await this.scores.item(tool, courseId, linkId);
    await reply.type(ITEM).send(JSON.stringify(this.itemOf(link)));
  }

  @Post('courses/:course/lineitems/:link/scores')
  @HttpCode(204)
  @LimitByAddress(PER_MINUTE)
  @RouteConfig({ rawBody: true })
  async score(
    @Headers('authorization') authorization: string | undefined,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('link', ParseUUIDPipe) linkId: string,
    @Body() body: unknown,
  ): Promise<void> {
    const tool = await this.access.of(authorization, SEND_SCORES);
    const link = await this.scores.item(tool, courseId, linkId);
    await this.scores.take(link, readScore(body));
  }

  private itemOf({ id, courseId, title, maximum, resourceId, tag }: ToolLinkRow): object {
    return {
      id: this.config.publicUrl + lineItemPath(courseId, id),
      label: title,
      scoreMaximum: maximum,
      resourceLinkId: id,
      ...(resourceId !== null && { resourceId }),
      ...(tag !== null && { tag }),
    };
  }
}
