/** What enrolment writes into the journal. Names are stored: add, but never rename. */
export const ENROLMENT_EVENTS = [
  'enrolment.requested',
  'enrolment.waitlisted',
  'enrolment.offered',
  'enrolment.promoted',
  'enrolment.enrolled',
  'enrolment.declined',
  'enrolment.cancelled',
  'enrolment.finished',
  'enrolment.unfinished',
  'enrolment.merged',
  'enrolment.organisation-stated',
  'enrolment.coming',
  'enrolment.needs-told',
  'enrolment.answered',
  'enrolment.workshops-chosen',
  'enrolment.removed',
  'enrolment.exported',
  'enrolment.bulk-finished',
  'enrolment.bulk-undone',
  'approval.reminded',
  'deputy.appointed',
  'deputy.dismissed',
  'seats.held',
  'seats.released',
  'interest.expressed',
  'interest.withdrawn',
  'message.rule-changed',
  'message.sent',
  'programme.followed',
  'programme.left',
] as const;

declare module '@academie/platform' {
  interface EventsOfLibs {
    enrolment: typeof ENROLMENT_EVENTS;
  }
}
