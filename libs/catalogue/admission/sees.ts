/**
 * A condition on an offering under its alias: the person may know that it exists (sees.sql). `person` is
 * an expression for an id, null for a visitor; `day` one for a date in Amsterdam. What is not confidential
 * costs no call.
 */
export const seesOffering = (alias: string, person: string, day: string): string =>
  `(NOT ${alias}.confidential OR catalogue.sees(${alias}.id, ${person}::uuid, ${day}::date))`;

/** The same of a course under its alias (sees-course.sql). */
export const seesCourse = (alias: string, person: string, day: string): string =>
  `(NOT ${alias}.confidential OR catalogue.sees_course(${alias}.id, ${person}::uuid, ${day}::date))`;
