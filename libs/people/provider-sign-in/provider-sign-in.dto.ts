import { IsUUID } from 'class-validator';

import { IsAddress } from '@academie/platform';

import { IsPersonName } from '../person/is-person-name';

/** Whose service is looked for. */
export class OrganisationAddressForm {
  @IsAddress()
  email!: string;
}

/** An account that is made with a service. */
export class ArrivalForm {
  @IsPersonName()
  givenName!: string;

  /** With its prefix: "van der Berg". */
  @IsPersonName()
  familyName!: string;

  @IsUUID()
  organisationId!: string;
}
