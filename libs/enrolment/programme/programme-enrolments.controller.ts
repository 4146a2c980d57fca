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
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { ProgrammeDatesQueries, ProgrammeQueries, stepTitle } from '@academie/catalogue';
import { type Actor, Allow, CurrentActor } from '@academie/people';
import { ApiProblems, IDEMPOTENCY_KEY, IdempotencyInterceptor } from '@academie/platform';

import { checkChoice } from './programme-choice';
import { courseIdsOf } from './programme-enrol.pages';
import {
  ProgrammeEnrolRequest,
  ProgrammeEnrolResponse,
  type ProgrammeEnrolResult,
  ProgrammeProgressResponse,
} from './programme-enrolment.dto';
import { type ChosenResult, ProgrammeEnrolmentService } from './programme-enrolment.service';
import { ProgrammeProgressQueries } from './programme-progress.queries';
import { isCompleted, stepStanding } from '../programme-order/programme-standing';

@ApiTags('programmes')
@ApiBearerAuth()
@Controller('api/v1')
@UseInterceptors(IdempotencyInterceptor)
@Allow('participant')
export class ProgrammeEnrolmentsController {
  constructor(
    private readonly programmes: ProgrammeQueries,
    private readonly dates: ProgrammeDatesQueries,
    private readonly progress: ProgrammeProgressQueries,
    private readonly service: ProgrammeEnrolmentService,
  ) {}

  @Get('me/programmes')
  @ApiOperation({ summary: 'Programmes that I follow', description: 'With how far I am in each.' })
  @ApiOkResponse({ type: ProgrammeProgressResponse })
  @ApiProblems(401)
  async mine(@CurrentActor() actor: Actor): Promise<ProgrammeProgressResponse> {
    const followed = await this.progress.followed(actor.id);
    const programmes = await this.programmes.ofIds(
      actor,
      followed.map(({ programmeId }) => programmeId),
    );
    const all = await this.progress.standings(actor, [actor.id], programmes.flatMap(courseIdsOf));
    const standings = all.get(actor.id) ?? [];
    return {
      items: programmes.map(({ id, title, steps }) => ({
        ...{ programmeId: id, title, completed: isCompleted(steps, standings) },
        steps: steps.map((step) => {
          const { state, done, left } = stepStanding(step, standings);
          return { title: stepTitle(step), state, done, left };
        }),
      })),
      next: null,
    };
  }

  @Post('programmes/:id/enrolments')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Follow a programme, and enrol in dates of its courses',
    description:
      'Each date by its own rules, as POST offerings/{id}/enrolments; what is refused for one keeps no other from ' +
      'being taken. A coordinator may do so for people of the own organisation, who manages the programme for anybody.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiOkResponse({ type: ProgrammeEnrolResponse })
  @ApiProblems(401, 403, 404, 409, 422)
  async enrol(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { personId: asked, offeringIds }: ProgrammeEnrolRequest,
  ): Promise<ProgrammeEnrolResponse> {
    const personId = asked?.toLowerCase() ?? actor.id;
    const programme = await this.programmes.byId(actor, id);
    await this.service.mustActFor(actor, programme, personId);
    const [available, standings] = await Promise.all([
      this.dates.of(actor, courseIdsOf(programme)),
      this.progress.standings(actor, [personId], courseIdsOf(programme)),
    ]);
    const own = standings.get(personId) ?? [];
    const { dates, problems } = checkChoice(programme, available, own, offeringIds);
    const refused = new Set(problems.map(({ offeringId }) => offeringId));
    await this.service.follow(actor, programme, personId);
    const results = await this.service.take(
      actor,
      personId,
      dates.filter((date) => !refused.has(date.id)),
    );
    return {
      items: [
        ...results.map(resultOf),
        ...problems.map(({ offeringId, courseId, code }) => ({
          ...{ offeringId, courseId, enrolmentId: null, state: null, waitingPosition: null },
          code: `enrolment.${code}`,
        })),
      ],
    };
  }
}

const resultOf = ({ offeringId, courseId, status, code }: ChosenResult): ProgrammeEnrolResult => ({
  ...{ offeringId, courseId },
  enrolmentId: status?.id ?? null,
  state: status?.state ?? null,
  waitingPosition: status?.waitingPosition ?? null,
  code: code ?? null,
});
