/** A lib imports, and reads the tables of, only the libs before it in this list. */
export const LIB_ORDER = [
  'platform',
  'people',
  'catalogue',
  'enrolment',
  'elearning',
  'attendance',
  'acts',
  'targets',
  'knowledge',
];
