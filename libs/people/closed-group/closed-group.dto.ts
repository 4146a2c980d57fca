import { IsBoolean, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';

import { IsAddress, Trimmed } from '@academie/platform';

/** The form of a new closed group. */
export class ClosedGroupForm {
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  name!: string;

  @Trimmed()
  @IsString()
  @MaxLength(500)
  purpose = '';
}

/** The form by which somebody comes into a closed group. */
export class ClosedGroupMemberForm {
  @IsAddress()
  email!: string;

  /** Whether this member adds and removes others. */
  @IsOptional()
  @IsBoolean()
  manages = false;
}
