import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  UseInterceptors,
} from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';

import { ApiProblems, IDEMPOTENCY_KEY, IdempotencyInterceptor, NotFound } from '@academie/platform';

import type { Actor } from '../access/actor';
import { Allow, CurrentActor } from '../access/access.guard';
import { RoleService } from '../access/role.service';
import { RoleGiving } from '../membership/role-giving';
import { RolePage, RoleRequest, RoleResponse, RolesQuery } from './roles-api.dto';
import { RolesQueries } from './roles.queries';

/** Who may do what, for programs of administrators. */
@ApiTags('roles')
@ApiBearerAuth()
@Controller('api/v1/roles')
@UseInterceptors(IdempotencyInterceptor)
export class RolesController {
  constructor(
    private readonly queries: RolesQueries,
    private readonly roles: RoleService,
    private readonly giving: RoleGiving,
  ) {}

  @Get()
  @Allow('administrator', 'auditor')
  @ApiOperation({
    summary: 'Roles that are held now',
    description: 'By family name of who holds them, paged by cursor.',
  })
  @ApiOkResponse({ type: RolePage })
  @ApiProblems(401, 403, 422)
  async list(@Query() { role, after, limit }: RolesQuery): Promise<RolePage> {
    const { items, next } = await this.queries.held({ role, after, limit });
    return { items: items.map((row) => RoleResponse.of(row)), next };
  }

  @Post()
  @HttpCode(204)
  @Allow('administrator')
  @ApiOperation({
    summary: 'Give a role',
    description:
      'From today or a later day on. The same role for the same scope again changes only its last day.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiNoContentResponse()
  @ApiProblems(401, 403, 404, 422)
  async give(
    @CurrentActor() actor: Actor,
    @Body() { personId, ...asked }: RoleRequest,
  ): Promise<void> {
    await this.giving.give(actor, personId, asked);
  }

  @Post(':id/revocation')
  @HttpCode(204)
  @Allow('administrator')
  @ApiOperation({
    summary: 'Take a role back',
    description: 'Doing it twice changes nothing. The last administrator stays one.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiNoContentResponse()
  @ApiProblems(401, 403, 404, 409)
  async revoke(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<void> {
    const holder = await this.queries.holderOf(id);
    if (!holder) throw new NotFound();
    await this.roles.revoke(actor, holder, id);
  }
}
