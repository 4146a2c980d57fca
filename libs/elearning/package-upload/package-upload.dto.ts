import { IsOptional, IsUUID, MaxLength } from 'class-validator';

import { Trimmed } from '@academie/platform';

/** What is said of a package besides its file. */
export class PackageForm {
  @IsUUID()
  moduleKey!: string;

  /** The title of the package itself when it is empty. */
  @IsOptional()
  @Trimmed()
  @MaxLength(200)
  title?: string;
}
