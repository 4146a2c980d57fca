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

import { ManageQueries } from '../manage/manage.queries';
import { OfferingCostsResponse } from './cost-api.dto';
import { BudgetForm, CostForm } from './cost.dto';
import { CostQueries } from './cost.queries';
import { CostService } from './cost.service';

/** What an offering may cost and did cost, for programs of who manages it. */
@ApiTags('costs')
@ApiBearerAuth()
@Controller('api/v1/offerings/:id')
@UseInterceptors(IdempotencyInterceptor)
@Allow('theme_lead', 'administrator')
export class CostController {
  constructor(
    private readonly manage: ManageQueries,
    private readonly queries: CostQueries,
    private readonly service: CostService,
  ) {}

  @Get('costs')
  @ApiOperation({ summary: 'What an offering may cost and did cost' })
  @ApiOkResponse({ type: OfferingCostsResponse })
  @ApiProblems(401, 403, 404)
  async of(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<OfferingCostsResponse> {
    await this.manage.offering(actor, id);
    const { budget, people, costs } = await this.queries.ofOffering(id);
    const spent = costs.reduce((sum, { cents }) => sum + cents, 0);
    return { budget, spent, people, items: costs };
  }

  @Post('costs')
  @ApiOperation({ summary: 'Add what it cost' })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiCreatedResponse({ type: OfferingCostsResponse })
  @ApiProblems(401, 403, 404, 422)
  async add(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() request: CostForm,
  ): Promise<OfferingCostsResponse> {
    await this.service.add(actor, id, request);
    return this.of(actor, id);
  }

  @Delete('costs/:cost')
  @HttpCode(204)
  @ApiOperation({ summary: 'Take away what was added' })
  @ApiNoContentResponse()
  @ApiProblems(401, 403, 404)
  async remove(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('cost', ParseUUIDPipe) cost: string,
  ): Promise<void> {
    await this.service.remove(actor, id, cost);
  }

  @Post('budget')
  @HttpCode(200)
  @ApiOperation({ summary: 'Say what it may cost', description: 'In place of what was said.' })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiOkResponse({ type: OfferingCostsResponse })
  @ApiProblems(401, 403, 404, 422)
  async setBudget(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { budget }: BudgetForm,
  ): Promise<OfferingCostsResponse> {
    await this.service.setBudget(actor, id, budget);
    return this.of(actor, id);
  }
}
