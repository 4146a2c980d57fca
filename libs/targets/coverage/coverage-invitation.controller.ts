import { Body, Controller, Param, ParseUUIDPipe, Post, UseInterceptors } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiHeader,
  ApiOperation,
  ApiProperty,
  ApiPropertyOptional,
  ApiTags,
} from '@nestjs/swagger';
import { IsBoolean, IsNotEmpty, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { ApiProblems, IDEMPOTENCY_KEY, IdempotencyInterceptor } from '@academie/platform';

import { CoverageInvitations } from './coverage-invitations';
import { VALUE } from '../counting/measure-names';

/** Body of POST targets/{id}/coverage-invitations. */
export class CoverageInvitationRequest {
  @ApiProperty({ format: 'uuid', description: 'An organisation that is missing' })
  @IsUUID()
  organisationId!: string;

  @ApiPropertyOptional({
    type: String,
    default: VALUE,
    maxLength: 100,
    description: '`value`, or the code of a measure that covers organisations',
  })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  measure?: string;

  @ApiPropertyOptional({ description: 'Also when it was done in the last seven days' })
  @IsOptional()
  @IsBoolean()
  again?: boolean;
}

export class CoverageInvitationResponse {
  @ApiProperty({ type: 'integer', minimum: 1, description: 'Coordinators who get a mail' })
  invited!: number;
}

@ApiTags('targets')
@Controller('api/v1/targets/:id/coverage-invitations')
@Allow('theme_lead', 'administrator')
@UseInterceptors(IdempotencyInterceptor)
export class CoverageInvitationController {
  constructor(private readonly invitations: CoverageInvitations) {}

  @Post()
  @ApiOperation({
    summary: 'Invite the coordinators of an organisation that is missing',
    description:
      'For theme leads of a theme that owns the target and administrators. Within seven days of the last invitation it is refused, unless `again`.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiCreatedResponse({ type: CoverageInvitationResponse })
  @ApiProblems(400, 401, 403, 404, 409, 422)
  async invite(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) targetId: string,
    @Body() { organisationId, measure = VALUE, again = false }: CoverageInvitationRequest,
  ): Promise<CoverageInvitationResponse> {
    const asked = { targetId, organisationId, measure };
    return { invited: await this.invitations.invite(actor, asked, again) };
  }
}
