import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Put,
  Query,
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

import { type Actor, Allow, CurrentActor, ProcessingLog } from '@academie/people';
import { ApiProblems, IDEMPOTENCY_KEY, IdempotencyInterceptor } from '@academie/platform';

import {
  CancelRequest,
  EnrolmentPage,
  EnrolmentResponse,
  EnrolRequest,
  WorkplaceRequest,
  EnrolmentsQuery,
  StandingResponse,
} from './enrolment.dto';
import { EnrolmentQueries } from './enrolment.queries';
import { EnrolmentService } from './enrolment.service';
import { OfferService } from './offer.service';

@ApiTags('enrolments')
@ApiBearerAuth()
@Controller('api/v1')
@UseInterceptors(IdempotencyInterceptor)
export class EnrolmentController {
  constructor(
    private readonly enrolments: EnrolmentService,
    private readonly queries: EnrolmentQueries,
    private readonly offers: OfferService,
    private readonly looks: ProcessingLog,
  ) {}

  @Post('offerings/:id/enrolments')
  @Allow('participant')
  @ApiOperation({
    summary: 'Enrol',
    description:
      'Takes a place, or the last one on the waiting list when the offering is full or others wait. ' +
      'A coordinator may enrol people of the own organisation, an organiser anybody.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiCreatedResponse({ type: StandingResponse })
  @ApiProblems(401, 403, 404, 409, 422)
  async enrol(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { personId, answers, organisationId }: EnrolRequest,
  ): Promise<StandingResponse> {
    return StandingResponse.of(
      await this.enrolments.enrol(actor, id, personId, answers, organisationId),
    );
  }

  @Put('enrolments/:id/organisation')
  @Allow('participant')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Say for which organisation somebody comes',
    description:
      'For who works for several. By the person, the coordinator of that organisation, and who organises or gives ' +
      'the offering. What was said before, or counts already, changes only with a reason.',
  })
  @ApiNoContentResponse()
  @ApiProblems(401, 403, 404, 409, 422)
  async stateOrganisation(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() answer: WorkplaceRequest,
  ): Promise<void> {
    await this.enrolments.stateOrganisation(actor, id, answer);
  }

  @Get('enrolments/:id')
  @Allow('participant')
  @ApiOperation({
    summary: 'One enrolment',
    description: 'For the person, the coordinator of that person, and who organises or gives it.',
  })
  @ApiOkResponse({ type: EnrolmentResponse })
  @ApiProblems(401, 404)
  async one(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<EnrolmentResponse> {
    const enrolment = await this.queries.one(actor, id);
    await this.looks.record(actor, {
      name: 'people.read',
      activity: 'register',
      subjectIds: [enrolment.personId],
    });
    return EnrolmentResponse.of(enrolment);
  }

  @Post('enrolments/:id/cancellation')
  @HttpCode(200)
  @Allow('participant')
  @ApiOperation({
    summary: 'Cancel',
    description:
      'Gives up a place or a wait, until the first session starts; the person who waits longest moves up in ' +
      'the same transaction. Repeating it changes nothing.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiOkResponse({ type: StandingResponse })
  @ApiProblems(401, 404, 409, 422)
  async cancel(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: CancelRequest,
  ): Promise<StandingResponse> {
    return StandingResponse.of(await this.enrolments.cancel(actor, id, reason));
  }

  @Post('enrolments/:id/acceptance')
  @HttpCode(200)
  @Allow('participant')
  @ApiOperation({
    summary: 'Take the seat that is held for me',
    description: 'Until the moment the offer ends. Repeating it changes nothing.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiOkResponse({ type: StandingResponse })
  @ApiProblems(401, 404, 409, 422)
  async accept(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<StandingResponse> {
    return StandingResponse.of(await this.offers.accept(actor, id));
  }

  @Get('me/enrolments')
  @Allow('participant')
  @ApiOperation({
    summary: 'My enrolments',
    description: 'Those that changed last first, paged by cursor.',
  })
  @ApiOkResponse({ type: EnrolmentPage })
  @ApiProblems(401, 422)
  async mine(
    @CurrentActor() actor: Actor,
    @Query() query: EnrolmentsQuery,
  ): Promise<EnrolmentPage> {
    const { items, next } = await this.queries.ofPerson(actor.id, query);
    return { items: items.map((row) => EnrolmentResponse.of(row)), next };
  }
}
