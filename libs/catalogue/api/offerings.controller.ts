import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
  Query,
  Res,
  UseInterceptors,
} from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor, MaybeActor } from '@academie/people';
import {
  ApiProblems,
  Clock,
  CONFIG,
  type Config,
  IdempotencyInterceptor,
  IfMatch,
  Public,
  setEtag,
} from '@academie/platform';

import { calendarOf } from './offering-calendar';
import {
  CopiesResponse,
  OfferingPageResponse,
  OfferingResponse,
  OfferingsQuery,
} from './catalogue-api.dto';
import { CatalogueApiQueries } from './catalogue-api.queries';
import {
  CancellationRequest,
  CopiesRequest,
  OfferingChange,
  OfferingRequest,
  PublicationRequest,
} from '../offering/offering.dto';
import { OfferingPlanner } from '../offering/offering-planner';
import { OfferingService } from '../offering/offering.service';

@ApiTags('offerings')
@Controller('api/v1/offerings')
@UseInterceptors(IdempotencyInterceptor)
export class OfferingsController {
  constructor(
    private readonly planner: OfferingPlanner,
    private readonly service: OfferingService,
    private readonly queries: CatalogueApiQueries,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @Public()
  @ApiOperation({
    summary: 'When courses are given',
    description:
      'By first start, self-paced ones last. Without `from` those still to come, with it those that ' +
      'were held or cancelled too.',
  })
  @ApiOkResponse({ type: OfferingPageResponse })
  list(
    @Query() query: OfferingsQuery,
    @MaybeActor() actor: Actor | undefined,
  ): Promise<OfferingPageResponse> {
    return this.queries.offerings(query, actor);
  }

  @Get(':id')
  @Public()
  @ApiOperation({ summary: 'One offering', description: 'A concept only for those who manage it.' })
  @ApiOkResponse({ type: OfferingResponse })
  one(
    @Param('id', ParseUUIDPipe) id: string,
    @MaybeActor() actor: Actor | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OfferingResponse> {
    return this.answer(id, actor, reply);
  }

  @Get(':id/calendar.ics')
  @Public()
  @ApiOperation({
    summary: 'Its sessions as a calendar',
    description: 'RFC 5545; of what is confidential only for those who may know of it.',
  })
  @ApiOkResponse({ content: { 'text/calendar': { schema: { type: 'string' } } } })
  async calendar(
    @Param('id', ParseUUIDPipe) id: string,
    @MaybeActor() actor: Actor | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const offering = await this.queries.offering(id, actor);
    const page = `${this.config.publicUrl}/aanbod/${offering.courseSlug}`;
    void reply
      .type('text/calendar; charset=utf-8')
      .header('content-disposition', 'attachment; filename="training.ics"')
      .send(calendarOf(offering, page, this.clock.now()));
  }

  @Post()
  @Allow('theme_lead', 'administrator')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Plan an offering', description: 'As a concept.' })
  @ApiCreatedResponse({ type: OfferingResponse })
  @ApiProblems(404, 409)
  async create(
    @CurrentActor() actor: Actor,
    @Body() body: OfferingRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OfferingResponse> {
    const id = await this.planner.create(actor, body);
    void reply.header('location', `/api/v1/offerings/${id}`);
    return this.answer(id, actor, reply);
  }

  @Patch(':id')
  @Allow('theme_lead', 'administrator')
  @ApiBearerAuth()
  @ApiOperation({
    summary: 'Change an offering',
    description: 'What is left out stays as it is; `sessions` replaces them all.',
  })
  @ApiOkResponse({ type: OfferingResponse })
  @ApiProblems(409)
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: OfferingChange,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OfferingResponse> {
    await this.planner.change(actor, id, version, body);
    return this.answer(id, actor, reply);
  }

  @Post(':id/publication')
  @HttpCode(200)
  @Allow('theme_lead', 'administrator')
  @ApiBearerAuth()
  @ApiOperation({
    summary: 'Publish',
    description:
      'What is given on location is refused while a session has no place, unless placeFollows says that it is ' +
      'still to come. Doing it twice changes nothing.',
  })
  @ApiOkResponse({ type: OfferingResponse })
  async publish(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() request: PublicationRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OfferingResponse> {
    await this.service.publish(actor, id, { placeFollows: request.placeFollows === true });
    return this.answer(id, actor, reply);
  }

  @Post(':id/cancellation')
  @HttpCode(200)
  @Allow('theme_lead', 'administrator')
  @ApiBearerAuth()
  @ApiOperation({
    summary: 'Call it off',
    description: 'Those enrolled are told, once. Doing it twice changes nothing.',
  })
  @ApiOkResponse({ type: OfferingResponse })
  async cancel(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: CancellationRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OfferingResponse> {
    await this.service.cancel(actor, id, reason);
    return this.answer(id, actor, reply);
  }

  @Post(':id/copies')
  @Allow('theme_lead', 'administrator')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Plan it again on other days', description: 'One concept for each.' })
  @ApiCreatedResponse({ type: CopiesResponse })
  async copy(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { startOn }: CopiesRequest,
  ): Promise<CopiesResponse> {
    const ids = await this.service.copy(actor, id, startOn);
    return { items: await Promise.all(ids.map((copy) => this.queries.offering(copy, actor))) };
  }

  private async answer(
    id: string,
    actor: Actor | undefined,
    reply: FastifyReply,
  ): Promise<OfferingResponse> {
    const offering = await this.queries.offering(id, actor);
    setEtag(reply, offering.version);
    return offering;
  }
}
