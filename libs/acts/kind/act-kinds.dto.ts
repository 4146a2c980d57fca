import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

import type { ActKind } from './act-kind';

/** A word of a closed list. */
export class ChoiceResponse {
  @ApiProperty() code!: string;
  @ApiProperty({ description: 'Dutch' }) name!: string;
}

/** A sort within a kind. */
export class SubkindResponse extends ChoiceResponse {
  @ApiPropertyOptional({
    enum: ['B', 'C'],
    description: 'Never more than this, whoever records it',
  })
  grade?: string;
}

/** A status; `ahead` speaks of what is to come, so its day may lie in the future. */
export class StatusResponse extends ChoiceResponse {
  @ApiProperty() ahead!: boolean;
}

/** A team; with a region only municipalities of that safety region are its own. */
export class TeamResponse extends ChoiceResponse {
  @ApiPropertyOptional() region?: string;
}

/** A yes/no question; `for` limits it to some subkinds. */
export class FlagResponse extends ChoiceResponse {
  @ApiPropertyOptional({ type: [String] }) for?: string[];
}

/** Whose act it is. */
export class ActOrganisationResponse {
  @ApiProperty({ enum: ['municipality', 'care_and_safety_house'] }) type!: string;
  @ApiProperty() required!: boolean;
  @ApiProperty({ description: 'Several may be named; each counts' }) several!: boolean;
}

/** How many in one act. */
export class QuantityResponse {
  @ApiProperty({ type: 'integer' }) default!: number;
  @ApiProperty({ type: 'integer' }) max!: number;
}

/** A kind of act and what it asks; an empty list or an absent key is not asked. */
export class ActKindResponse {
  @ApiProperty() kind!: string;
  @ApiProperty() name!: string;
  @ApiProperty() description!: string;
  @ApiProperty({ type: [String], description: 'Slugs of themes' }) themes!: string[];
  @ApiProperty({ type: [String], description: 'Codes of targets' }) feeds!: string[];
  @ApiProperty({ description: 'Whether you may record one' }) recordable!: boolean;
  @ApiPropertyOptional({ type: ActOrganisationResponse }) organisation?: ActOrganisationResponse;
  @ApiProperty({ type: [TeamResponse] }) teams!: TeamResponse[];
  @ApiProperty({ type: [SubkindResponse] }) subkinds!: SubkindResponse[];
  @ApiProperty({ type: [StatusResponse] }) statuses!: StatusResponse[];
  @ApiProperty({ type: [FlagResponse] }) flags!: FlagResponse[];
  @ApiPropertyOptional({ type: QuantityResponse }) quantity?: QuantityResponse;
  @ApiPropertyOptional({ enum: ['asked', 'required'] }) headcount?: string;
  @ApiPropertyOptional({ enum: ['optional', 'required'] }) reference?: string;
  @ApiPropertyOptional({ enum: ['optional', 'required'] }) document?: string;
  @ApiProperty({ type: [ChoiceResponse], description: 'Targets it can speak of' })
  targets!: ChoiceResponse[];
  @ApiPropertyOptional({
    enum: ['B', 'C'],
    description: 'Never more than this, whoever records it',
  })
  grade?: string;
  @ApiPropertyOptional({
    enum: ['month'],
    description: 'One act is about a whole month, so another of that month is asked about',
  })
  speaksOf?: string;
  @ApiProperty({ description: 'False: once per organisation, subkind and year' }) repeats!: boolean;

  static of({ recorders: _, ...kind }: ActKind, recordable: boolean): ActKindResponse {
    return { ...kind, recordable };
  }
}

/** All kinds, on one page. */
export class ActKindPage {
  @ApiProperty({ type: [ActKindResponse] }) items!: ActKindResponse[];
  @ApiProperty({ type: String, nullable: true, description: 'Always null' }) next!: string | null;
}
