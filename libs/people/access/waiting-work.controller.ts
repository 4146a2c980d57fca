import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';

import { ApiProblems } from '@academie/platform';

import type { Actor } from './actor';
import { Allow, CurrentActor } from './access.guard';
import { WaitingWork } from './waiting-work';

class WorkCountResponse {
  @ApiProperty({ description: 'Address of the page where it waits' })
  href!: string;

  @ApiProperty({ minimum: 1 })
  count!: number;
}

class WorkCountPageResponse {
  @ApiProperty({ type: [WorkCountResponse] })
  items!: WorkCountResponse[];

  @ApiProperty({ type: String, nullable: true, description: 'Null: there is one page' })
  next!: null;
}

@ApiTags('people')
@ApiBearerAuth()
@Controller('api/v1/me/waiting-work')
export class WaitingWorkController {
  constructor(private readonly work: WaitingWork) {}

  @Get()
  @Allow('participant')
  @ApiOperation({
    summary: 'What waits for me',
    description:
      'By entry of the menu; what waits on pages of administration is added up at /beheer. Left out: where nothing waits.',
  })
  @ApiOkResponse({ type: WorkCountPageResponse })
  @ApiProblems(401)
  async mine(@CurrentActor() actor: Actor): Promise<WorkCountPageResponse> {
    return { items: await this.work.byEntry(actor), next: null };
  }
}
