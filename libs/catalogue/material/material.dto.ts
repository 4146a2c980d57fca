import { IsIn, IsNotEmpty, IsOptional, IsString, IsUrl, Matches, MaxLength } from 'class-validator';

import { Trimmed, VisibleName } from '@academie/platform';

import {
  MATERIAL_KINDS,
  MATERIAL_MOMENTS,
  MATERIAL_READERS,
  type MaterialKind,
  type MaterialMoment,
  type MaterialReaders,
} from './material.entity';

const UUID = '[0-9a-fA-F-]{36}';

/** The form of material. */
export class MaterialForm {
  @VisibleName()
  @IsString()
  @IsNotEmpty()
  @MaxLength(150)
  title!: string;

  @IsIn(MATERIAL_KINDS)
  kind!: MaterialKind;

  /** `course`, the id of an offering, or with a colon the id of a session too. */
  @Matches(new RegExp(`^(?:course|${UUID}(?::${UUID})?)$`))
  place!: string;

  @IsIn(MATERIAL_READERS)
  readers!: MaterialReaders;

  @IsIn(MATERIAL_MOMENTS)
  moment!: MaterialMoment;

  @IsOptional()
  @Trimmed()
  @IsUrl({ protocols: ['https'], require_protocol: true })
  @MaxLength(500)
  url?: string | null;
}

/** The next version of material: another file, or another link. */
export class MaterialVersionForm {
  @IsOptional()
  @Trimmed()
  @IsUrl({ protocols: ['https'], require_protocol: true })
  @MaxLength(500)
  url?: string | null;
}
