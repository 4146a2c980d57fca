import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Put,
  Query,
  Res,
  UseInterceptors,
} from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import {
  ApiProblems,
  IDEMPOTENCY_KEY,
  IdempotencyInterceptor,
  IfMatch,
  PageQuery,
  setEtag,
} from '@academie/platform';

import {
  LoggedMessagePage,
  LoggedMessageResponse,
  MessageRuleList,
  MessageRuleRequest,
  MessageRuleResponse,
  OwnMessageRequest,
} from './message.dto';
import { NoSuchMessage } from './message.errors';
import { MessageLog } from './message-log.queries';
import { MessageRules } from '../message/message-rules';
import { MessageRuleService } from './message-rule.service';

const RULES = 'message-rules';

@ApiTags('messages')
@ApiBearerAuth()
@Controller('api/v1/offerings/:id')
@UseInterceptors(IdempotencyInterceptor)
export class MessageController {
  constructor(
    private readonly service: MessageRuleService,
    private readonly rules: MessageRules,
    private readonly log: MessageLog,
  ) {}

  @Get('messages')
  @Allow('coordinator', 'trainer', 'theme_lead', 'administrator')
  @ApiOperation({
    summary: 'What was sent to whom',
    description:
      'Newest first. A person who organises or gives the offering sees everybody, a coordinator the people ' +
      'of the own organisation.',
  })
  @ApiOkResponse({ type: LoggedMessagePage })
  @ApiProblems(401, 403, 404, 422)
  async messages(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: PageQuery,
  ): Promise<LoggedMessagePage> {
    const { items, next } = await this.log.list(actor, id, query);
    return { items: items.map((row) => LoggedMessageResponse.of(row)), next };
  }

  @Get(RULES)
  @Allow('theme_lead', 'administrator', 'trainer')
  @ApiOperation({ summary: 'Which messages go out, and when', description: 'For its organiser.' })
  @ApiOkResponse({ type: MessageRuleList })
  @ApiProblems(401, 403, 404)
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<MessageRuleList> {
    const owner = await this.service.ownerOfOffering(actor, id);
    const items = await this.rules.of(owner);
    return { items: items.map((rule) => MessageRuleResponse.of(rule)) };
  }

  @Post(RULES)
  @Allow('theme_lead', 'administrator', 'trainer')
  @ApiOperation({
    summary: 'Add a message of your own',
    description: 'So many days before each session, or after the last one.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiCreatedResponse({ type: MessageRuleResponse })
  @ApiProblems(401, 403, 404, 422)
  async add(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() request: OwnMessageRequest,
  ): Promise<MessageRuleResponse> {
    const owner = await this.service.ownerOfOffering(actor, id);
    const key = await this.service.add(actor, owner, request);
    const rule = await this.rules.one(owner, key);
    if (!rule) throw new NoSuchMessage();
    return MessageRuleResponse.of(rule);
  }

  @Get(`${RULES}/:key`)
  @Allow('theme_lead', 'administrator', 'trainer')
  @ApiOperation({ summary: 'One message', description: 'With an ETag to change it by.' })
  @ApiOkResponse({ type: MessageRuleResponse })
  @ApiProblems(401, 403, 404)
  async one(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('key') key: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MessageRuleResponse> {
    const rule = await this.rules.one(await this.service.ownerOfOffering(actor, id), key);
    if (!rule) throw new NoSuchMessage();
    setEtag(reply, rule.version);
    return MessageRuleResponse.of(rule);
  }

  @Put(`${RULES}/:key`)
  @Allow('theme_lead', 'administrator', 'trainer')
  @ApiOperation({
    summary: 'Switch or rewrite a message',
    description: 'For this offering only. What is left out is as it comes by itself.',
  })
  @ApiOkResponse({ type: MessageRuleResponse })
  @ApiProblems(401, 403, 404, 409, 412, 422, 428)
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('key') key: string,
    @IfMatch() version: number,
    @Body() request: MessageRuleRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MessageRuleResponse> {
    const owner = await this.service.ownerOfOffering(actor, id);
    const rule = await this.service.change(actor, owner, key, request, version);
    setEtag(reply, rule.version);
    return MessageRuleResponse.of(rule);
  }

  @Delete(`${RULES}/:key`)
  @HttpCode(204)
  @Allow('theme_lead', 'administrator', 'trainer')
  @ApiOperation({
    summary: 'Back to how the message comes',
    description: 'One of your own is gone. Repeating it changes nothing for the others.',
  })
  @ApiNoContentResponse()
  @ApiProblems(401, 403, 404)
  async reset(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('key') key: string,
  ): Promise<void> {
    await this.service.reset(actor, await this.service.ownerOfOffering(actor, id), key);
  }
}
