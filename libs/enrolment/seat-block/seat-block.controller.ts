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
import { ApiProblems, IDEMPOTENCY_KEY, IdempotencyInterceptor, NotFound } from '@academie/platform';

import { BlockClaims } from './block-claims';
import { BlockList, BlockRequest, BlockResponse, ClaimRequest } from './seat-block.dto';
import { BlockQueries } from './seat-block.queries';
import { BlockService } from './seat-block.service';
import { StandingResponse } from '../place/enrolment.dto';

@ApiTags('enrolments')
@ApiBearerAuth()
@Controller('api/v1')
@UseInterceptors(IdempotencyInterceptor)
export class BlockController {
  constructor(
    private readonly service: BlockService,
    private readonly queries: BlockQueries,
    private readonly claims: BlockClaims,
  ) {}

  @Get('offerings/:id/seat-blocks')
  @Allow('coordinator', 'trainer', 'theme_lead', 'administrator')
  @ApiOperation({
    summary: 'Seats held for organisations',
    description: 'All for its organiser, those of the own organisation for a coordinator.',
  })
  @ApiOkResponse({ type: BlockList })
  @ApiProblems(401, 403, 404)
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<BlockList> {
    const items = await this.queries.list(actor, id);
    return { items: items.map((row) => BlockResponse.of(row)) };
  }

  @Post('offerings/:id/seat-blocks')
  @Allow('trainer', 'theme_lead', 'administrator')
  @ApiOperation({
    summary: 'Hold seats for an organisation',
    description:
      'They count as taken until somebody of the organisation takes them, or the release.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiCreatedResponse({ type: BlockResponse })
  @ApiProblems(401, 403, 404, 409, 422)
  async hold(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { releaseAt, ...block }: BlockRequest,
  ): Promise<BlockResponse> {
    const blockId = await this.service.hold(actor, id, {
      ...block,
      releaseAt: new Date(releaseAt),
    });
    const made = (await this.queries.list(actor, id)).find((row) => row.id === blockId);
    if (!made) throw new NotFound();
    return BlockResponse.of(made);
  }

  @Post('seat-blocks/:id/release')
  @HttpCode(204)
  @Allow('trainer', 'theme_lead', 'administrator')
  @ApiOperation({
    summary: 'Let go of held seats',
    description:
      'What nobody took goes to the person who waits longest. Repeating it changes nothing.',
  })
  @ApiNoContentResponse()
  @ApiProblems(401, 403, 404)
  async release(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<void> {
    await this.service.release(actor, id);
  }

  @Post('seat-block-claims')
  @Allow('participant')
  @ApiOperation({
    summary: 'Take a seat that is held for my organisation',
    description: 'By the token of the link. Only for who works there today.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiCreatedResponse({ type: StandingResponse })
  @ApiProblems(401, 403, 404, 409, 422)
  async claim(
    @CurrentActor() actor: Actor,
    @Body() { token }: ClaimRequest,
  ): Promise<StandingResponse> {
    return StandingResponse.of(await this.claims.claim(actor, token));
  }
}
