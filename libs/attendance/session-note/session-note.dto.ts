import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';

import { Trimmed } from '@academie/platform';

import type { NoteRow } from './session-note.queries';

/** Body of POST sessions/{id}/notes. */
export class SessionNoteRequest {
  @ApiProperty({ maxLength: 2000, description: 'No names of participants' })
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(2000)
  body!: string;

  @ApiPropertyOptional({
    description: 'For who gives the next session: stands above that register',
  })
  @IsOptional()
  @IsBoolean()
  handsOver?: boolean;
}

/** The same as a form: a box that is not ticked is not sent. */
export class SessionNoteForm extends SessionNoteRequest {
  @Transform(({ value }: { value: unknown }) => value === 'ja')
  @IsBoolean()
  override handsOver = false;
}

/** A note, as trainers read it. */
export class SessionNoteResponse {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid', description: 'Of the session it was written at' })
  sessionId!: string;

  @ApiProperty()
  author!: string;

  @ApiProperty()
  body!: string;

  @ApiProperty()
  handsOver!: boolean;

  @ApiProperty({ format: 'date-time' })
  writtenAt!: string;

  static of({ id, sessionId, author, body, handsOver, writtenAt }: NoteRow): SessionNoteResponse {
    return { id, sessionId, author, body, handsOver, writtenAt: writtenAt.toISOString() };
  }
}

/** Notes of an offering, the last first. */
export class SessionNoteList {
  @ApiProperty({ type: [SessionNoteResponse] })
  items!: SessionNoteResponse[];
}
