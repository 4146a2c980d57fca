import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { ApiProblems, NotFound } from '@academie/platform';

import {
  AddedQuestionList,
  AddedQuestionResponse,
} from '../evaluation-question/added-question.dto';
import { AddedQuestionQueries } from '../evaluation-question/added-question.queries';
import {
  EvaluationInvitationResponse,
  EvaluationInvitationsResponse,
  EvaluationRequest,
  EvaluationResultsResponse,
} from './evaluation.dto';
import { EvaluationQueries } from './evaluation.queries';
import { EvaluationService } from './evaluation.service';

@ApiTags('evaluations')
@ApiBearerAuth()
@Controller('api/v1')
export class EvaluationsController {
  constructor(
    private readonly queries: EvaluationQueries,
    private readonly added: AddedQuestionQueries,
    private readonly service: EvaluationService,
  ) {}

  @Get('me/evaluations')
  @Allow('participant')
  @ApiOperation({
    summary: 'What I may say something of',
    description: 'Offerings I was at, until 60 days after the register was closed.',
  })
  @ApiOkResponse({ type: EvaluationInvitationsResponse })
  @ApiProblems(401)
  async mine(@CurrentActor() actor: Actor): Promise<EvaluationInvitationsResponse> {
    const found = await this.queries.invitations(actor.id);
    return { items: found.map((row) => EvaluationInvitationResponse.of(row)) };
  }

  @Get('enrolments/:id/evaluation')
  @Allow('participant')
  @ApiOperation({ summary: 'What I am asked of it besides the statements' })
  @ApiOkResponse({ type: AddedQuestionList })
  @ApiProblems(401, 404)
  async asked(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<AddedQuestionList> {
    const [invitation] = await this.queries.invitations(actor.id, id);
    if (!invitation) throw new NotFound();
    const { courseId, offeringId } = invitation;
    const found = await this.added.ofOffering(courseId, offeringId);
    return {
      items: found.filter(({ ended }) => !ended).map((row) => AddedQuestionResponse.of(row)),
    };
  }

  // No Idempotency-Key: it would keep an answer beside the name of who gave it.
  @Post('enrolments/:id/evaluation')
  @HttpCode(204)
  @Allow('participant')
  @ApiOperation({
    summary: 'Say what I thought of it',
    description:
      'Once, with what GET enrolments/{id}/evaluation asks besides. It is kept apart from who says so and cannot be changed.',
  })
  @ApiNoContentResponse()
  @ApiProblems(401, 404, 409, 422)
  async answer(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() request: EvaluationRequest,
  ): Promise<void> {
    const { answers, ...evaluation } = request;
    await this.service.answer(actor, id, evaluation, answers ?? []);
  }

  @Get('offerings/:id/evaluation')
  @Allow('trainer', 'theme_lead', 'administrator')
  @ApiOperation({
    summary: 'What people thought of an offering',
    description: 'For who gives or organises it. Under five answers only how many there are.',
  })
  @ApiOkResponse({ type: EvaluationResultsResponse })
  @ApiProblems(401, 403, 404)
  async results(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<EvaluationResultsResponse> {
    return EvaluationResultsResponse.of(await this.queries.results(actor, id));
  }
}
