import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  IsBoolean,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
} from 'class-validator';

import { Trimmed } from '@academie/platform';

import { MESSAGE_AUDIENCES, type MessageAudience } from './direct-message.entity';
import type { SentMessage } from './direct-message.queries';

/** Everybody, who did not say to come, or the id of one enrolment. */
const TO = /^(all|unconfirmed|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

/** Body of POST offerings/{id}/messages. */
export class DirectMessageRequest {
  @ApiProperty({
    description:
      '`all` who have a seat, `unconfirmed` those of them who did not say to come, or the id of an enrolment',
  })
  @IsString()
  @Matches(TO)
  to!: string;

  @ApiProperty({ maxLength: 150 })
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(150)
  subject!: string;

  @ApiProperty({ maxLength: 4000, description: 'Plain text; a blank line begins a paragraph' })
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(4000)
  body!: string;

  @ApiPropertyOptional({ description: 'Ask readers to say that they come' })
  @IsOptional()
  @IsBoolean()
  asksComing?: boolean;
}

/** The same as a form, which says by its id that it was sent before. */
export class DirectMessageForm extends DirectMessageRequest {
  @IsUUID()
  messageId!: string;

  /** The session whose register it is written from. */
  @IsOptional()
  @IsString()
  session?: string;

  @Transform(({ value }: { value: unknown }) => value === 'ja')
  @IsBoolean()
  override asksComing = false;
}

/** A message that was sent. */
export class DirectMessageResponse {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ enum: MESSAGE_AUDIENCES })
  audience!: MessageAudience;

  @ApiProperty()
  subject!: string;

  @ApiProperty({ description: 'How many people it is for' })
  recipients!: number;

  static of({ id, audience, subject, recipients }: SentMessage): DirectMessageResponse {
    return { id, audience, subject, recipients };
  }
}
