import {
  Body,
  Controller,
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

import { ExerciseAccess } from './exercise-access';
import { ExerciseResponse, LessonRequest, ObservationRequest, StepRequest } from './exercise.dto';
import { ExerciseQueries } from './exercise.queries';
import { ExerciseService } from './exercise.service';

@ApiTags('attendance')
@ApiBearerAuth()
@Controller('api/v1/sessions/:id/exercise')
@UseInterceptors(IdempotencyInterceptor)
export class ExerciseController {
  constructor(
    private readonly access: ExerciseAccess,
    private readonly queries: ExerciseQueries,
    private readonly service: ExerciseService,
  ) {}

  @Get()
  @Allow('participant')
  @ApiOperation({
    summary: 'The script of an exercise',
    description: 'For who gives or organises it, and for its observers. Participants get none.',
  })
  @ApiOkResponse({ type: ExerciseResponse })
  @ApiProblems(401, 403, 404)
  get(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<ExerciseResponse> {
    return this.answer(actor, id);
  }

  @Post('steps')
  @Allow('trainer', 'theme_lead', 'administrator')
  @ApiOperation({ summary: 'Add a step' })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiCreatedResponse({ type: ExerciseResponse })
  @ApiProblems(401, 403, 404, 409, 422)
  async addStep(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() request: StepRequest,
  ): Promise<ExerciseResponse> {
    await this.service.addStep(actor, id, request);
    return this.answer(actor, id);
  }

  @Post('steps/:step/observation')
  @HttpCode(204)
  @Allow('participant')
  @ApiOperation({
    summary: 'Note what I saw of a step',
    description: 'In place of what I noted before. From the begin of the exercise on.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiNoContentResponse()
  @ApiProblems(401, 403, 404, 409, 422)
  async observe(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('step', ParseUUIDPipe) step: string,
    @Body() request: ObservationRequest,
  ): Promise<void> {
    await this.service.observe(actor, id, step, request);
  }

  @Post('lessons')
  @Allow('trainer', 'theme_lead', 'administrator')
  @ApiOperation({ summary: 'Add what was learned, with who answers for it and until when' })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiCreatedResponse({ type: ExerciseResponse })
  @ApiProblems(401, 403, 404, 422)
  async addLesson(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() request: LessonRequest,
  ): Promise<ExerciseResponse> {
    await this.service.addLesson(actor, id, request);
    return this.answer(actor, id);
  }

  private async answer(actor: Actor, id: string): Promise<ExerciseResponse> {
    const { leads } = await this.access.reached(actor, id);
    const [steps, observers, lessons] = await Promise.all([
      this.queries.steps(id, leads ? null : actor.id),
      this.queries.observers(id),
      this.queries.lessons(id),
    ]);
    return {
      sessionId: id,
      steps: steps.map(({ observations, ...step }) => ({
        ...step,
        observations: observations.map(({ author, rating, body }) => ({ author, rating, body })),
      })),
      observers: leads ? observers : observers.filter((person) => person.id === actor.id),
      lessons,
    };
  }
}
