import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { ApiProblems } from '@academie/platform';

import { ActAccess } from './act-access';
import { ActKindPage, ActKindResponse } from './act-kinds.dto';
import { ActKinds } from './act-kinds';

@ApiTags('acts')
@ApiBearerAuth()
@Controller('api/v1/act-kinds')
export class ActKindsController {
  constructor(
    private readonly kinds: ActKinds,
    private readonly access: ActAccess,
  ) {}

  @Get()
  @Allow('coordinator', 'theme_lead', 'administrator', 'auditor')
  @ApiOperation({
    summary: 'Kinds of act',
    description: 'What each kind asks, and of which lists.',
  })
  @ApiOkResponse({ type: ActKindPage })
  @ApiProblems(401, 403)
  async list(@CurrentActor() actor: Actor): Promise<ActKindPage> {
    const { recordable } = await this.access.of(actor);
    const items = this.kinds.all.map((kind) => ActKindResponse.of(kind, recordable.includes(kind)));
    return { items, next: null };
  }
}
