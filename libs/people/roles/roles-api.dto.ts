import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsUUID } from 'class-validator';

import { IsDay, PageQuery } from '@academie/platform';

import type { Grant } from '../access/actor';
import type { HeldRole } from './roles.queries';

export const ROLES = ['coordinator', 'trainer', 'theme_lead', 'administrator', 'auditor'] as const;

/** Query of GET /roles. */
export class RolesQuery extends PageQuery {
  /** Only this role. */
  @ApiPropertyOptional({ enum: ROLES })
  @IsOptional()
  @IsIn(ROLES)
  role?: Grant['role'];
}

/** Body of POST /roles. */
export class RoleRequest {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  personId!: string;

  @ApiProperty({ enum: ROLES })
  @IsIn(ROLES)
  role!: Grant['role'];

  @ApiPropertyOptional({
    format: 'uuid',
    description: 'Organisation of a coordinator, theme of a theme lead; of no other role',
  })
  @IsOptional()
  @IsUUID()
  scopeId?: string;

  @ApiPropertyOptional({
    type: String,
    format: 'date',
    description: 'First day; today when left out, at most two years ahead',
  })
  @IsOptional()
  @IsDay()
  from?: string;

  @ApiPropertyOptional({ type: String, format: 'date', description: 'Last day; none for no end' })
  @IsOptional()
  @IsDay()
  endsOn?: string;
}

/** A role that somebody holds now. */
export class RoleResponse {
  static of(row: HeldRole): RoleResponse {
    const { id, personId, name, role, scopeKind, scopeId, grantedAt, endsAt } = row;
    return { id, personId, name, role, scopeKind, scopeId, grantedAt, endsAt };
  }

  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  personId!: string;

  @ApiProperty({ description: 'Given and family name' })
  name!: string;

  @ApiProperty({ enum: ROLES })
  role!: Grant['role'];

  @ApiProperty({ enum: ['platform', 'theme', 'organisation', 'offering'] })
  scopeKind!: Grant['scopeKind'];

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Null for the whole academie',
  })
  scopeId!: string | null;

  @ApiProperty({ type: String, format: 'date-time' })
  grantedAt!: Date;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'From then on it no longer holds',
  })
  endsAt!: Date | null;
}

export class RolePage {
  @ApiProperty({ type: [RoleResponse] })
  items!: RoleResponse[];

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Pass as `after` for the next page; null on the last',
  })
  next!: string | null;
}
