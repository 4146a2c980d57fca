import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';

import { Allow } from '@academie/people';
import { ApiProblems, NotFound } from '@academie/platform';

import { BreakdownQueries, type BreakdownRow } from './breakdown.queries';
import { type Grade, GRADES } from '../ledger/evidence.entity';
import { TargetQueries } from '../value/target.queries';

const TEXT = { type: 'string', nullable: true } as const;

/** What counts of one team, municipality, month and grade. */
export class BreakdownItem implements BreakdownRow {
  @ApiProperty({ ...TEXT, description: 'Code of the team; null when none was given' })
  team!: string | null;

  @ApiProperty({ ...TEXT, format: 'uuid' })
  organisationId!: string | null;

  @ApiProperty({ ...TEXT, description: 'Short name' })
  organisation!: string | null;

  @ApiProperty(TEXT)
  safetyRegion!: string | null;

  @ApiProperty({ description: '`yyyy-mm`, in Amsterdam', pattern: '^\\d{4}-\\d{2}$' })
  month!: string;

  @ApiProperty({ enum: GRADES, description: 'C is a bare total and never part of the value' })
  grade!: Grade;

  @ApiProperty({ type: 'integer', minimum: 0 })
  quantity!: number;
}

export class BreakdownResponse {
  @ApiProperty({ type: [BreakdownItem] })
  items!: BreakdownItem[];
}

@ApiTags('targets')
@Controller('api/v1/targets/:id/breakdown')
@Allow('theme_lead', 'administrator', 'auditor')
export class BreakdownController {
  constructor(
    private readonly targets: TargetQueries,
    private readonly breakdowns: BreakdownQueries,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'A value by team, municipality and month',
    description:
      'For a target that counts acts of teams, such as controls; 404 for another. Grades A and B add up to its value.',
  })
  @ApiOkResponse({ type: BreakdownResponse })
  @ApiProblems(400, 401, 403, 404)
  async show(@Param('id', ParseUUIDPipe) id: string): Promise<BreakdownResponse> {
    const target = await this.targets.row(id);
    if (!target || !this.breakdowns.kindOf(target.rule)) throw new NotFound();
    return { items: await this.breakdowns.of(target) };
  }
}
