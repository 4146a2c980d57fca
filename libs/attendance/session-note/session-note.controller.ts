import { Body, Controller, Get, Param, ParseUUIDPipe, Post, UseInterceptors } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { ApiProblems, IDEMPOTENCY_KEY, IdempotencyInterceptor } from '@academie/platform';

import { SessionAccess } from '../register/session-access';
import { SessionNoteList, SessionNoteRequest, SessionNoteResponse } from './session-note.dto';
import { SessionNoteQueries } from './session-note.queries';
import { SessionNoteService } from './session-note.service';

@ApiTags('attendance')
@ApiBearerAuth()
@Controller('api/v1/sessions/:id/notes')
@UseInterceptors(IdempotencyInterceptor)
@Allow('trainer', 'theme_lead', 'administrator')
export class SessionNoteController {
  constructor(
    private readonly sessionAccess: SessionAccess,
    private readonly queries: SessionNoteQueries,
    private readonly notes: SessionNoteService,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Notes of trainers',
    description: 'Of all sessions of the offering, the last first. For who gives or organises it.',
  })
  @ApiOkResponse({ type: SessionNoteList })
  @ApiProblems(401, 403, 404)
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<SessionNoteList> {
    return { items: await this.ofSession(actor, id) };
  }

  @Post()
  @ApiOperation({
    summary: 'Write a note',
    description: 'For the other trainers and the organiser.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiCreatedResponse({ type: SessionNoteList })
  @ApiProblems(401, 403, 404, 422)
  async write(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() request: SessionNoteRequest,
  ): Promise<SessionNoteList> {
    await this.notes.write(actor, id, request);
    return { items: await this.ofSession(actor, id) };
  }

  private async ofSession(actor: Actor, id: string): Promise<SessionNoteResponse[]> {
    const { sessionIds } = await this.sessionAccess.get(actor, id);
    const found = await this.queries.ofSessions([...new Set([...sessionIds, id])]);
    return found.map((row) => SessionNoteResponse.of(row));
  }
}
