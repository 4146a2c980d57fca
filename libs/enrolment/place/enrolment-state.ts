/** Where an enrolment stands (domain.md 6.2). */
export const ENROLMENT_STATES = [
  'requested',
  'waitlisted',
  'offered',
  'enrolled',
  'declined',
  'cancelled',
  'finished',
] as const;
export type EnrolmentState = (typeof ENROLMENT_STATES)[number];

/** States of which one person has at most one in an offering (invariant 2). */
export const LIVE_STATES = [
  'requested',
  'waitlisted',
  'offered',
  'enrolled',
] as const satisfies readonly EnrolmentState[];

/** States that hold a seat. */
export const SEATED_STATES = [
  'offered',
  'enrolled',
  'finished',
] as const satisfies readonly EnrolmentState[];

export const isLive = (state: EnrolmentState): boolean =>
  (LIVE_STATES as readonly EnrolmentState[]).includes(state);

/** In what capacity somebody enrolled a person; `duty`: the academie offered it to who has to follow it. */
export const ENROLMENT_SOURCES = [
  'self',
  'coordinator',
  'organiser',
  'walk_in',
  'import',
  'duty',
] as const;
export type EnrolmentSource = (typeof ENROLMENT_SOURCES)[number];

/** Who ended it; `offering` when the offering was cancelled, `lapse` when time ran out. */
export const CANCELLED_BY = ['self', 'coordinator', 'organiser', 'offering', 'lapse'] as const;
export type CancelledBy = (typeof CANCELLED_BY)[number];

/** How a finished enrolment ended; attendance decides it when the register closes. */
export const OUTCOMES = ['completed', 'not_completed', 'no_show', 'excused', 'waived'] as const;
export type Outcome = (typeof OUTCOMES)[number];
