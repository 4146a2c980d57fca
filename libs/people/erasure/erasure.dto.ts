import { ApiProperty } from '@nestjs/swagger';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';

import { Trimmed } from '@academie/platform';

import { ReasonRequest } from '../merge/merge.dto';

/** That somebody is to be erased, said twice. */
export class ErasureRequest extends ReasonRequest {
  @ApiProperty({ maxLength: 201, description: 'The name of the person, typed over' })
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(201)
  confirmation!: string;
}
