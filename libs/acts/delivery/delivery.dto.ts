import {
  IsBoolean,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
} from 'class-validator';

import { IsDay, Trimmed } from '@academie/platform';

/** The form with which a municipality asks for a delivery. */
export class DeliveryForm {
  @IsUUID()
  organisationId!: string;

  @IsDay()
  firstDay!: string;

  @IsDay()
  lastDay!: string;

  @IsInt()
  @Min(1)
  @Max(200)
  pieces!: number;

  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  place!: string;

  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  contact!: string;

  @Trimmed()
  @IsString()
  @MaxLength(500)
  purpose!: string;
}

/** The form with which the team moves a delivery. */
export class MoveForm {
  @IsDay()
  firstDay!: string;

  @IsDay()
  lastDay!: string;

  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason!: string;
}

/** Why a delivery is refused or called off. */
export class ReasonForm {
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason!: string;
}

/** The form with which the team says that it was there. */
export class DeliveredForm {
  @IsDay()
  day!: string;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100_000)
  headcount?: number | null;

  /** Asked of what has such a question: that the Agrocoach was offered. */
  @IsBoolean()
  flag!: boolean;
}
