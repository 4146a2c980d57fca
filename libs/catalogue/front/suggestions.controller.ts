import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { type Actor, MaybeActor } from '@academie/people';
import { Public } from '@academie/platform';

import { SuggestionPageResponse, SuggestionsQuery } from './suggestion.dto';
import { Suggestions } from './suggestions';

@ApiTags('courses')
@Controller('api/v1/suggestions')
export class SuggestionsController {
  constructor(private readonly suggestions: Suggestions) {}

  @Get()
  @Public()
  @ApiOperation({
    summary: 'What may be meant by what was typed so far',
    description:
      'At most eight: courses, themes, municipalities and periods; trainers for who is signed in.',
  })
  @ApiOkResponse({ type: SuggestionPageResponse })
  async list(
    @Query() { q }: SuggestionsQuery,
    @MaybeActor() actor: Actor | undefined,
  ): Promise<SuggestionPageResponse> {
    return { items: await this.suggestions.for(q, actor), next: null };
  }
}
