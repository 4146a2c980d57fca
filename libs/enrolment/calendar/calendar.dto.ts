import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';

/** Query of GET me/calendar.ics. */
export class FeedQuery {
  @ApiProperty({ minLength: 20, maxLength: 100, description: 'From Mijn academie, Agenda' })
  @IsString()
  @Length(20, 100)
  token!: string;
}
