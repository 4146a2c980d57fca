import { IsNotEmpty, IsString, Length, MaxLength } from 'class-validator';

import { type InstallationTexts, IsAddress, Trimmed } from '@academie/platform';

/** How the academie is called. */
export class NameForm implements Pick<InstallationTexts, 'name' | 'owner' | 'slogan'> {
  @Trimmed()
  @IsString()
  @Length(3, 60)
  name!: string;

  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(60)
  owner!: string;

  @Trimmed()
  @IsString()
  @MaxLength(160)
  slogan!: string;
}

/** Whom people can reach. */
export class AddressesForm implements Pick<
  InstallationTexts,
  'contactAddress' | 'privacyAddress' | 'securityAddress'
> {
  @IsAddress()
  contactAddress!: string;

  @IsAddress()
  privacyAddress!: string;

  @IsAddress()
  securityAddress!: string;
}

/** Texts of the installation's own; plain text, empty for none. */
export class TextsForm implements Pick<
  InstallationTexts,
  'signInText' | 'privacyText' | 'aboutText'
> {
  @Trimmed()
  @IsString()
  @MaxLength(500)
  signInText!: string;

  @Trimmed()
  @IsString()
  @MaxLength(4000)
  privacyText!: string;

  @Trimmed()
  @IsString()
  @MaxLength(4000)
  aboutText!: string;
}
