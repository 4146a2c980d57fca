import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
} from 'class-validator';

import { Trimmed } from '@academie/platform';

import type { MessageMoment } from '../message/message-kinds';
import type { LoggedMessage } from './message-log.queries';
import type { EffectiveRule } from '../message/message-rules';

const MAX_SUBJECT = 150;
const MAX_BODY = 4000;
const MAX_DAYS = 90;
const MOMENTS = ['transition', 'before', 'after'] as const;

/** Body of PUT offerings/{id}/message-rules/{key}, and the form that asks for it. */
export class MessageRuleRequest {
  @ApiProperty({ description: 'Whether it goes out; an essential one always does' })
  @IsBoolean()
  enabled!: boolean;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    maximum: MAX_DAYS,
    description: 'Days before each session or after the last; not of a message on a transition',
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(MAX_DAYS)
  days?: number;

  @ApiPropertyOptional({ maxLength: MAX_SUBJECT, description: 'Left out is as it comes' })
  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(MAX_SUBJECT)
  subject?: string;

  @ApiPropertyOptional({
    maxLength: MAX_BODY,
    description:
      'Of a message by the clock its text, of one on a transition what is added to it. ' +
      '{naam} {training} {datum} {plaats} {link} are filled in',
  })
  @IsOptional()
  @Trimmed()
  @IsString()
  @MaxLength(MAX_BODY)
  body?: string;
}

/** The same as a form: a box that is not ticked is not sent. */
export class MessageRuleForm extends MessageRuleRequest {
  @Transform(({ value }: { value: unknown }) => value === 'ja')
  @IsBoolean()
  override enabled = false;
}

/** Body of POST offerings/{id}/message-rules: a message of one's own, all of it. */
export class OwnMessageRequest {
  @ApiProperty({ enum: ['before', 'after'] })
  @IsIn(['before', 'after'])
  moment!: 'before' | 'after';

  @ApiProperty({ type: 'integer', minimum: 0, maximum: MAX_DAYS })
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(MAX_DAYS)
  days!: number;

  @ApiProperty({ maxLength: MAX_SUBJECT })
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_SUBJECT)
  subject!: string;

  @ApiProperty({ maxLength: MAX_BODY })
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(MAX_BODY)
  body!: string;
}

/** A message as it goes out for this offering. */
export class MessageRuleResponse {
  @ApiProperty({ description: 'The kind, or the id of one that an organiser made up' })
  key!: string;

  @ApiProperty({ description: 'In Dutch' })
  label!: string;

  @ApiProperty({ enum: MOMENTS })
  moment!: MessageMoment;

  @ApiProperty({ description: 'Cannot be switched off' })
  essential!: boolean;

  @ApiProperty()
  enabled!: boolean;

  @ApiProperty({ type: 'integer', nullable: true })
  days!: number | null;

  @ApiProperty({ type: 'string', nullable: true, description: 'Null is that of the mail itself' })
  subject!: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  body!: string | null;

  @ApiProperty({ enum: ['default', 'course', 'offering'], description: 'Who decided it' })
  from!: EffectiveRule['from'];

  @ApiProperty({ description: 'Whether who gets it can refuse it' })
  optional!: boolean;

  static of(rule: EffectiveRule): MessageRuleResponse {
    const { key, label, moment, essential, enabled, days, subject, body, from } = rule;
    return {
      ...{ key, label, moment, essential, enabled, days, subject, body, from },
      optional: rule.topic !== null,
    };
  }
}

/** All messages of an offering. */
export class MessageRuleList {
  @ApiProperty({ type: [MessageRuleResponse] })
  items!: MessageRuleResponse[];
}

/** A message that went out, or waits. */
export class LoggedMessageResponse {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ description: 'Name of the person it is to' })
  name!: string;

  @ApiProperty()
  subject!: string;

  @ApiProperty({ enum: ['waiting', 'sent', 'failed', 'withdrawn'] })
  state!: 'waiting' | 'sent' | 'failed' | 'withdrawn';

  @ApiProperty({ format: 'date-time' })
  createdAt!: string;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  sentAt!: string | null;

  static of({ id, name, subject, createdAt, ...mail }: LoggedMessage): LoggedMessageResponse {
    return {
      ...{ id, name, subject },
      state: stateOf(mail),
      createdAt: createdAt.toISOString(),
      sentAt: mail.sentAt?.toISOString() ?? null,
    };
  }
}

/** What became of a mail. */
export const stateOf = ({
  sentAt,
  failedAt,
  withdrawn,
}: Pick<LoggedMessage, 'sentAt' | 'failedAt' | 'withdrawn'>): LoggedMessageResponse['state'] =>
  sentAt ? 'sent' : withdrawn ? 'withdrawn' : failedAt ? 'failed' : 'waiting';

/** One page of messages. */
export class LoggedMessagePage {
  @ApiProperty({ type: [LoggedMessageResponse] })
  items!: LoggedMessageResponse[];

  @ApiProperty({
    type: 'string',
    nullable: true,
    description: 'For `after`; null on the last page',
  })
  next!: string | null;
}
