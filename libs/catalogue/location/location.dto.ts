import { IsInt, IsNotEmpty, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';

import { Trimmed, VisibleName } from '@academie/platform';

/** The form of a location. */
export class LocationForm {
  @VisibleName()
  @IsString()
  @IsNotEmpty()
  @MaxLength(150)
  name!: string;

  @Trimmed()
  @IsString()
  @MaxLength(300)
  address!: string;

  @IsUUID()
  municipalityId!: string;

  @Trimmed()
  @IsString()
  @MaxLength(1000)
  route!: string;

  @Trimmed()
  @IsString()
  @MaxLength(1000)
  accessibility!: string;

  @Trimmed()
  @IsString()
  @MaxLength(1000)
  safety!: string;

  @Trimmed()
  @IsString()
  @MaxLength(300)
  contact!: string;
}

/** The form of a room. */
export class RoomForm {
  @VisibleName()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  name!: string;

  @IsInt()
  @Min(1)
  @Max(100_000)
  capacity!: number;
}
