import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsNotEmpty,
  IsString,
  IsUUID,
  MaxLength,
} from 'class-validator';

import { Trimmed } from '@academie/platform';

import { AsList } from '../membership/membership.dto';

/** A new key for a directory. */
export class ScimKeyForm {
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(60)
  name!: string;

  /** Whose people it keeps. */
  @AsList()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @IsUUID(undefined, { each: true })
  organisationIds: string[] = [];

  /** `write` may read too. */
  @IsIn(['read', 'write'])
  scope!: 'read' | 'write';

  /** Days that it works. */
  @IsIn(['90', '365', '730'])
  days!: '90' | '365' | '730';
}
