import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsOptional, IsUUID } from 'class-validator';

/** Body of PUT offerings/{id}/sessions/{sessionId}/trainers. */
export class SessionTrainersRequest {
  @ApiProperty({
    type: [String],
    format: 'uuid',
    description: 'Trainers of the offering who give this session; all of them is as usual',
  })
  @IsArray()
  @ArrayMaxSize(50)
  @IsUUID('all', { each: true })
  trainerIds!: string[];

  @ApiPropertyOptional({ format: 'uuid', description: 'Another trainer, for this session only' })
  @IsOptional()
  @IsUUID()
  standInId?: string;
}
