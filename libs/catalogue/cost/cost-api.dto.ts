import { ApiProperty } from '@nestjs/swagger';

import { COST_KINDS, type CostKind } from './cost.entity';

/** One thing that an offering cost. */
export class CostResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: COST_KINDS }) kind!: CostKind;
  @ApiProperty() about!: string;
  @ApiProperty({ type: 'integer', description: 'In cents' }) cents!: number;
}

/** What an offering may cost and did cost, in cents. */
export class OfferingCostsResponse {
  @ApiProperty({ type: 'integer', nullable: true, description: 'Null when nobody has said' })
  budget!: number | null;

  @ApiProperty({ type: 'integer' }) spent!: number;

  @ApiProperty({ type: 'integer', description: 'Places that were taken' })
  people!: number;

  @ApiProperty({ type: [CostResponse] }) items!: CostResponse[];
}
