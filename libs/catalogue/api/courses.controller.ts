import {
  Body,
  Controller,
  Get,
  HttpCode,
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
import { ApiProblems, IdempotencyInterceptor, IfMatch, Public, setEtag } from '@academie/platform';

import { CoursePageResponse, CoursesQuery } from './catalogue-api.dto';
import { CatalogueApiQueries } from './catalogue-api.queries';
import { CourseChange, CourseRequest, CourseResponse } from '../course/course.dto';
import { CourseService } from '../course/course.service';

@ApiTags('courses')
@Controller('api/v1/courses')
@UseInterceptors(IdempotencyInterceptor)
export class CoursesController {
  constructor(
    private readonly service: CourseService,
    private readonly queries: CatalogueApiQueries,
  ) {}

  @Get()
  @Public()
  @ApiOperation({ summary: 'What is on offer', description: 'Published courses by title.' })
  @ApiOkResponse({ type: CoursePageResponse })
  list(
    @Query() query: CoursesQuery,
    @MaybeActor() actor: Actor | undefined,
  ): Promise<CoursePageResponse> {
    return this.queries.courses(query, actor);
  }

  @Get(':id')
  @Public()
  @ApiOperation({ summary: 'One course', description: 'A draft only for those who manage it.' })
  @ApiOkResponse({ type: CourseResponse })
  one(
    @Param('id', ParseUUIDPipe) id: string,
    @MaybeActor() actor: Actor | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CourseResponse> {
    return this.answer(id, actor, reply);
  }

  @Post()
  @Allow('theme_lead', 'administrator')
  @ApiBearerAuth()
  @ApiOperation({
    summary: 'Make a course',
    description: 'As a draft. A theme lead gives it own themes.',
  })
  @ApiCreatedResponse({ type: CourseResponse })
  async create(
    @CurrentActor() actor: Actor,
    @Body() body: CourseRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CourseResponse> {
    const { id } = await this.service.create(actor, body);
    void reply.header('location', `/api/v1/courses/${id}`);
    return this.answer(id, actor, reply);
  }

  @Patch(':id')
  @Allow('theme_lead', 'administrator')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Change a course', description: 'What is left out stays as it is.' })
  @ApiOkResponse({ type: CourseResponse })
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: CourseChange,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CourseResponse> {
    await this.service.change(actor, id, version, body);
    return this.answer(id, actor, reply);
  }

  @Post(':id/publication')
  @HttpCode(200)
  @Allow('theme_lead', 'administrator')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Publish', description: 'Doing it twice changes nothing.' })
  @ApiOkResponse({ type: CourseResponse })
  @ApiProblems(404)
  async publish(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CourseResponse> {
    await this.service.publish(actor, id);
    return this.answer(id, actor, reply);
  }

  @Post(':id/archival')
  @HttpCode(200)
  @Allow('theme_lead', 'administrator')
  @ApiBearerAuth()
  @ApiOperation({
    summary: 'Archive',
    description: 'Refused while offerings are to come. Doing it twice changes nothing.',
  })
  @ApiOkResponse({ type: CourseResponse })
  @ApiProblems(404, 409)
  async archive(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CourseResponse> {
    await this.service.archive(actor, id);
    return this.answer(id, actor, reply);
  }

  private async answer(
    id: string,
    actor: Actor | undefined,
    reply: FastifyReply,
  ): Promise<CourseResponse> {
    const course = await this.queries.course(id, actor);
    setEtag(reply, course.version);
    return course;
  }
}
