import type { Actor } from '@academie/people';

/**
 * A condition on a row with an `organisation_id` under its alias: who decides there is this person. An administrator
 * decides everywhere, and alone about people without an organisation. The parameters are those of `dutyScope`.
 */
export const inCare = (alias: string, all = '$1', own = '$2'): string =>
  `(${all}::boolean OR ${alias}.organisation_id = ANY (${own}::uuid[]))`;

/** The parameters of `inCare`. */
export const dutyScope = (actor: Actor): [boolean, string[]] => [
  actor.isAdministrator,
  actor.coordinatedOrganisations,
];
