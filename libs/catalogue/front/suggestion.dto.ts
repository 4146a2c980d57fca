import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';

import { Trimmed } from '@academie/platform';

export const SUGGESTION_KINDS = [
  'course',
  'theme',
  'municipality',
  'date',
  'trainer',
  'programme',
] as const;
export type SuggestionKind = (typeof SUGGESTION_KINDS)[number];

/** What somebody has typed so far. */
export class SuggestionsQuery {
  @ApiProperty({ maxLength: 200, description: 'What was typed; two characters or more' })
  @Trimmed()
  @IsString()
  @MaxLength(200)
  q!: string;
}

export class SuggestionResponse {
  @ApiProperty({ enum: SUGGESTION_KINDS })
  kind!: SuggestionKind;

  @ApiProperty({ description: 'What it is called' })
  label!: string;

  @ApiProperty({ description: 'What it is, in Dutch: "thema", "gemeente"' })
  detail!: string;

  @ApiProperty({ description: 'Address of the page that shows it' })
  href!: string;
}

export class SuggestionPageResponse {
  @ApiProperty({ type: [SuggestionResponse] })
  items!: SuggestionResponse[];

  @ApiProperty({ type: String, nullable: true, description: 'Null: there is one page' })
  next!: null;
}
