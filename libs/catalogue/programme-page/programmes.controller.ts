import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
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
import { ApiProblems, IdempotencyInterceptor, IfMatch, Public, setEtag } from '@academie/platform';

import {
  ProgrammeChange,
  ProgrammePageResponse,
  ProgrammeRequest,
  ProgrammeResponse,
} from '../programme/programme.dto';
import { ProgrammeQueries, type ProgrammeRow } from '../programme/programme.queries';
import { ProgrammeService } from '../programme/programme.service';

@ApiTags('programmes')
@Controller('api/v1/programmes')
@UseInterceptors(IdempotencyInterceptor)
export class ProgrammesController {
  constructor(
    private readonly service: ProgrammeService,
    private readonly queries: ProgrammeQueries,
  ) {}

  @Get()
  @Public()
  @ApiOperation({ summary: 'Programmes of courses', description: 'What is on offer, by title.' })
  @ApiOkResponse({ type: ProgrammePageResponse })
  async list(@MaybeActor() actor: Actor | undefined): Promise<ProgrammePageResponse> {
    return { items: (await this.queries.all(actor)).map(responseOf), next: null };
  }

  @Get(':id')
  @Public()
  @ApiOperation({ summary: 'One programme', description: 'A draft only for those who manage it.' })
  @ApiOkResponse({ type: ProgrammeResponse })
  @ApiProblems(404)
  one(
    @Param('id', ParseUUIDPipe) id: string,
    @MaybeActor() actor: Actor | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProgrammeResponse> {
    return this.answer(id, actor, reply);
  }

  @Post()
  @Allow('theme_lead', 'administrator')
  @ApiBearerAuth()
  @ApiOperation({
    summary: 'Make a programme',
    description: 'As a draft. A theme lead gives it own themes; nothing confidential is in it.',
  })
  @ApiCreatedResponse({ type: ProgrammeResponse })
  async create(
    @CurrentActor() actor: Actor,
    @Body() body: ProgrammeRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProgrammeResponse> {
    const { id } = await this.service.create(actor, body);
    void reply.header('location', `/api/v1/programmes/${id}`);
    return this.answer(id, actor, reply);
  }

  @Patch(':id')
  @Allow('theme_lead', 'administrator')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Change a programme', description: 'What is left out stays as it is.' })
  @ApiOkResponse({ type: ProgrammeResponse })
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: ProgrammeChange,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProgrammeResponse> {
    await this.service.change(actor, id, version, body);
    return this.answer(id, actor, reply);
  }

  @Post(':id/publication')
  @HttpCode(200)
  @Allow('theme_lead', 'administrator')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Publish', description: 'Doing it twice changes nothing.' })
  @ApiOkResponse({ type: ProgrammeResponse })
  @ApiProblems(404, 409)
  async publish(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProgrammeResponse> {
    await this.service.publish(actor, id);
    return this.answer(id, actor, reply);
  }

  @Post(':id/archival')
  @HttpCode(200)
  @Allow('theme_lead', 'administrator')
  @ApiBearerAuth()
  @ApiOperation({
    summary: 'Archive',
    description: 'Who follows it can still complete it. Doing it twice changes nothing.',
  })
  @ApiOkResponse({ type: ProgrammeResponse })
  @ApiProblems(404)
  async archive(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProgrammeResponse> {
    await this.service.archive(actor, id);
    return this.answer(id, actor, reply);
  }

  private async answer(
    id: string,
    actor: Actor | undefined,
    reply: FastifyReply,
  ): Promise<ProgrammeResponse> {
    const programme = await this.queries.byId(actor, id);
    setEtag(reply, programme.version);
    return responseOf(programme);
  }
}

function responseOf({ themes, functions: _functions, ...row }: ProgrammeRow): ProgrammeResponse {
  const { steps, ...programme } = row;
  return {
    ...programme,
    themeIds: themes.map(({ id }) => id),
    steps: steps.map(({ courses, ...step }) => ({
      ...step,
      courses: courses.map(({ id, slug, title }) => ({ id, slug, title })),
    })),
  };
}
