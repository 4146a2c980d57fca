import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';

import type { Scanned } from './check-in.service';
import { MARK_VALUES, type MarkValue } from '../mark/mark-value';

/** The code for the screen of a session. */
export class CheckInCodeResponse {
  @ApiProperty({ description: 'Changes every half minute' })
  token!: string;

  @ApiProperty({ description: 'The same for who has no camera, to be typed at /inchecken' })
  words!: string;

  @ApiProperty({ format: 'uri', description: 'What the QR code on the screen says' })
  url!: string;

  @ApiProperty({ format: 'date-time', description: 'From then on there is another one' })
  until!: string;
}

/** Body of POST check-ins. */
export class CheckInRequest {
  @ApiProperty({ maxLength: 100, description: 'The code that is on the screen now' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  token!: string;
}

/** The form for who types the words on the screen. */
export class RoomWordsForm {
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  words!: string;
}

export class CheckInResponse {
  @ApiProperty({ format: 'uuid' })
  sessionId!: string;
}

/** Body of POST sessions/{id}/ticket-scans, and the form for a typed code. */
export class TicketScanRequest {
  @ApiProperty({ maxLength: 100, description: 'Eight signs; spaces and dashes do not matter' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  code!: string;
}

export class TicketScanResponse {
  @ApiProperty({ format: 'uuid' })
  enrolmentId!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ enum: MARK_VALUES, description: 'What holds now; the trainer outranks a ticket' })
  value!: MarkValue;

  @ApiProperty({ description: 'This ticket was scanned before' })
  again!: boolean;

  @ApiPropertyOptional({ type: 'integer', description: 'Minutes late, when that was recorded now' })
  late?: number;

  static of({ enrolmentId, name, value, again, late }: Scanned): TicketScanResponse {
    return { enrolmentId, name, value, again, ...(late !== undefined && { late }) };
  }
}

export class TicketResponse {
  @ApiProperty({ description: 'What the QR code of the ticket says' })
  code!: string;
}
