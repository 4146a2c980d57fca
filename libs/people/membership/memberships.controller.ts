import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  UseInterceptors,
} from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';

import { ApiProblems, IDEMPOTENCY_KEY, IdempotencyInterceptor } from '@academie/platform';

import type { Actor } from '../access/actor';
import { Allow, CurrentActor } from '../access/access.guard';
import { ProcessingLog } from '../processing/processing-log';
import { MemberAdding } from './member-adding';
import {
  EndRequest,
  FunctionsRequest,
  MembershipPage,
  MembershipRequest,
  MembershipResponse,
  MembershipsQuery,
  MoveRequest,
} from './membership-api.dto';
import { MembershipQueries } from './membership.queries';
import { WorkChanges } from './work-changes';

/** Who works where, for programs of coordinators and administrators. */
@ApiTags('memberships')
@ApiBearerAuth()
@Controller('api/v1/memberships')
@Allow('coordinator', 'administrator')
@UseInterceptors(IdempotencyInterceptor)
export class MembershipsController {
  constructor(
    private readonly queries: MembershipQueries,
    private readonly changes: WorkChanges,
    private readonly adding: MemberAdding,
    private readonly looks: ProcessingLog,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Who works where',
    description:
      'Jobs that go on, by family name, paged by cursor: of all organisations for an administrator, of the ' +
      'own ones for a coordinator. Each of the people can read that it was asked.',
  })
  @ApiOkResponse({ type: MembershipPage })
  @ApiProblems(401, 403, 422)
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: MembershipsQuery,
  ): Promise<MembershipPage> {
    const { items, next } = await this.queries.managedMembers(actor, query);
    await this.looks.record(actor, {
      name: 'people.read',
      activity: actor.isAdministrator ? 'administration' : 'coordination',
      subjectIds: items.map(({ personId }) => personId),
    });
    return { items: items.map((row) => MembershipResponse.of(row)), next };
  }

  @Post()
  @HttpCode(204)
  @ApiOperation({
    summary: 'Add a colleague',
    description:
      'Who is new is invited by mail. Who has an account elsewhere is asked, and says so in the own account: ' +
      'nobody is taken from where they work by whoever knows their address.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiNoContentResponse()
  @ApiProblems(401, 403, 404, 409, 422)
  async add(@CurrentActor() actor: Actor, @Body() request: MembershipRequest): Promise<void> {
    await this.adding.add(actor, request);
  }

  @Post(':id/functions')
  @HttpCode(204)
  @ApiOperation({ summary: 'Set what somebody does there, from a day on' })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiNoContentResponse()
  @ApiProblems(401, 403, 404, 422)
  async setFunctions(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { functions, from }: FunctionsRequest,
  ): Promise<void> {
    await this.changes.setFunctions(actor, id, functions, from);
  }

  @Post(':id/move')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Move somebody to another organisation, from a day on',
    description: 'Both organisations must be the own ones, or the caller an administrator.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiNoContentResponse()
  @ApiProblems(401, 403, 404, 409, 422)
  async move(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { organisationId, functions, from }: MoveRequest,
  ): Promise<void> {
    await this.changes.move(actor, id, { organisationId, functions }, from);
  }

  @Post(':id/ending')
  @HttpCode(204)
  @ApiOperation({
    summary: 'End a job',
    description: 'The role of coordinator there ends with it; the account stays.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiNoContentResponse()
  @ApiProblems(401, 403, 404, 422)
  async end(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { lastDay }: EndRequest,
  ): Promise<void> {
    await this.changes.end(actor, id, lastDay);
  }
}
