import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn } from 'class-validator';

import { ActDocument } from '../act/acts.dto';
import { draftOf } from '../act/act-duplicates';
import type { ActDraft } from '../act/act-input';
import { HELD_STATES, type HeldState } from './held-row.entity';
import type { HeldRowFacts } from './held-row.queries';

/** The form of the page. */
export class HeldRowForm {
  @IsIn(['andere', 'dezelfde'])
  answer!: 'andere' | 'dezelfde';
}

/** Whether a row is another thing than the act it looks like. */
export class HeldRowAnswer {
  @ApiProperty({ description: 'True: it becomes an act. False: it is that act, and counts once' })
  @IsBoolean()
  isOther!: boolean;
}

/** What a row or an act says. */
export class HeldDraft {
  @ApiProperty() kind!: string;
  @ApiProperty({ format: 'date' }) occurredOn!: string;
  @ApiProperty({ type: [String], format: 'uuid' }) organisationIds!: string[];
  @ApiProperty({ type: String, nullable: true }) team!: string | null;
  @ApiProperty({ type: String, nullable: true }) subkind!: string | null;
  @ApiProperty({ type: String, nullable: true }) status!: string | null;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'boolean' } })
  flags!: Record<string, boolean>;
  @ApiProperty({ type: 'integer' }) quantity!: number;
  @ApiProperty({ type: 'integer', nullable: true }) headcount!: number | null;
  @ApiProperty({ type: String, nullable: true }) reference!: string | null;
  @ApiProperty({ type: ActDocument, nullable: true }) document!: ActDocument | null;
  @ApiProperty({ type: String, nullable: true }) target!: string | null;

  static of({ documentTitle: title, documentUrl: url, ...draft }: ActDraft): HeldDraft {
    return { ...draft, document: title !== null && url !== null ? { title, url } : null };
  }
}

/** A row of a list that counts for nothing until somebody says what it is. */
export class HeldRowResponse {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: HELD_STATES }) state!: HeldState;
  @ApiProperty({ format: 'date-time' }) madeAt!: string;
  @ApiProperty({ format: 'uuid' }) importId!: string;
  @ApiProperty({ type: 'integer', minimum: 1 }) rowNumber!: number;
  @ApiProperty({ description: 'The system it comes from' }) source!: string;
  @ApiProperty() row!: HeldDraft;
  @ApiProperty({ format: 'uuid', description: 'The act that it looks like' }) actLikeId!: string;
  @ApiProperty({ description: 'What that act says' }) actLike!: HeldDraft;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'What it became' })
  actId!: string | null;

  static of({ draft, like, madeAt, ...held }: HeldRowFacts): HeldRowResponse {
    const { id, state, importId, rowNumber, source, actId } = held;
    return {
      ...{ id, state, madeAt: madeAt.toISOString(), importId, rowNumber, source },
      row: HeldDraft.of(draft),
      actLikeId: like.id,
      actLike: HeldDraft.of(draftOf(like)),
      actId,
    };
  }
}

/** One page of rows, the oldest first. */
export class HeldRowPage {
  @ApiProperty({ type: [HeldRowResponse] }) items!: HeldRowResponse[];
  @ApiProperty({ type: String, nullable: true }) next!: string | null;
}
