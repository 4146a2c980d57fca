import { leadsCourse } from '../course/theme-scope';

const heldThere = (alias: string, condition: string): string =>
  `EXISTS (SELECT FROM catalogue.session s JOIN catalogue.offering o ON o.id = s.offering_id
     WHERE s.location_id = ${alias}.id AND ${condition})`;

/** A condition on a location `alias`: something is held there that is not confidential, or nothing ever was. */
export const openlyKnown = (alias: string): string =>
  `(${heldThere(alias, 'NOT o.confidential')} OR NOT ${heldThere(alias, 'true')})`;

/**
 * A condition on a location `alias`: a person may know of it. Where only what is confidential is held, its name and
 * address are known to those who manage that, since they tell where people meet who are not to be found. `led` is
 * the parameter of `ledBy`.
 */
export const locationKnownTo = (alias: string, led: string): string =>
  `(${led}::uuid[] IS NULL OR ${openlyKnown(alias)} OR ${heldThere(alias, leadsCourse('o.course_id', led))})`;
