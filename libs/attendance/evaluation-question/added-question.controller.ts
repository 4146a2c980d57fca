import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
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

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { ApiProblems, IDEMPOTENCY_KEY, IdempotencyInterceptor } from '@academie/platform';

import {
  AddedQuestionList,
  AddedQuestionRequest,
  AddedQuestionResponse,
} from './added-question.dto';
import { AddedQuestionQueries, type AddedQuestionRow } from './added-question.queries';
import { AddedQuestionService } from './added-question.service';

@ApiTags('evaluations')
@ApiBearerAuth()
@Controller('api/v1')
@UseInterceptors(IdempotencyInterceptor)
@Allow('theme_lead', 'administrator')
export class AddedQuestionController {
  constructor(
    private readonly queries: AddedQuestionQueries,
    private readonly service: AddedQuestionService,
  ) {}

  @Get('courses/:id/evaluation-questions')
  @ApiOperation({ summary: 'What the evaluation of a course asks besides its statements' })
  @ApiOkResponse({ type: AddedQuestionList })
  @ApiProblems(401, 403, 404)
  async ofCourse(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<AddedQuestionList> {
    const { courseId } = await this.service.ofCourse(actor, id);
    return listOf(await this.queries.ofCourse(courseId));
  }

  @Post('courses/:id/evaluation-questions')
  @ApiOperation({
    summary: 'Ask something in the evaluation of every offering of a course',
    description: 'At most five. A question cannot be changed, only ended.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiCreatedResponse({ type: AddedQuestionList })
  @ApiProblems(401, 403, 404, 409, 422)
  async addToCourse(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() request: AddedQuestionRequest,
  ): Promise<AddedQuestionList> {
    const of = await this.service.ofCourse(actor, id);
    await this.service.add(actor, of, request);
    return listOf(await this.queries.ofCourse(of.courseId));
  }

  @Delete('courses/:id/evaluation-questions/:question')
  @HttpCode(204)
  @ApiOperation({ summary: 'Ask it no more', description: 'What was answered stays.' })
  @ApiNoContentResponse()
  @ApiProblems(401, 403, 404)
  async endOfCourse(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('question', ParseUUIDPipe) question: string,
  ): Promise<void> {
    await this.service.end(actor, await this.service.ofCourse(actor, id), question);
  }

  @Get('offerings/:id/evaluation-questions')
  @ApiOperation({
    summary: 'What the evaluation of an offering asks besides its statements',
    description: 'With what its course asks of all.',
  })
  @ApiOkResponse({ type: AddedQuestionList })
  @ApiProblems(401, 403, 404)
  async ofOffering(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<AddedQuestionList> {
    const { courseId } = await this.service.ofOffering(actor, id);
    return listOf(await this.queries.ofOffering(courseId, id));
  }

  @Post('offerings/:id/evaluation-questions')
  @ApiOperation({ summary: 'Ask something in the evaluation of one offering' })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiCreatedResponse({ type: AddedQuestionList })
  @ApiProblems(401, 403, 404, 409, 422)
  async addToOffering(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() request: AddedQuestionRequest,
  ): Promise<AddedQuestionList> {
    const of = await this.service.ofOffering(actor, id);
    await this.service.add(actor, of, request);
    return listOf(await this.queries.ofOffering(of.courseId, id));
  }

  @Delete('offerings/:id/evaluation-questions/:question')
  @HttpCode(204)
  @ApiOperation({ summary: 'Ask it no more', description: 'What was answered stays.' })
  @ApiNoContentResponse()
  @ApiProblems(401, 403, 404)
  async endOfOffering(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('question', ParseUUIDPipe) question: string,
  ): Promise<void> {
    await this.service.end(actor, await this.service.ofOffering(actor, id), question);
  }
}

const listOf = (found: readonly AddedQuestionRow[]): AddedQuestionList => ({
  items: found.filter(({ ended }) => !ended).map((row) => AddedQuestionResponse.of(row)),
});
