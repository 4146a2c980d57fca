import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';

/** The form on /inloggen. */
export class SignInForm {
  @IsString()
  @IsNotEmpty()
  @MaxLength(254)
  email!: string;

  /** As typed; a longer one than anybody has would only keep the hash busy. */
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  password!: string;

  /** Page of our own to go to afterwards. */
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  next?: string;
}
