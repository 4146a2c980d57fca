/** What attendance writes into the journal. Names are stored: add, but never rename. */
export const ATTENDANCE_EVENTS = [
  'marks.recorded',
  'register.closed',
  'register.corrected',
  'register.reopened',
  'completion.recorded',
  'completion.revoked',
  'certificate.issued',
  'certificate.suspended',
  'certificate.restored',
  'certificate.superseded',
  'certificate.revoked',
  'evaluation.answered',
  'evaluation-question.added',
  'evaluation-question.ended',
  'session-note.written',
  'session-note.removed',
  'exercise.step-added',
  'exercise.step-removed',
  'exercise.observer-added',
  'exercise.observer-removed',
  'exercise.observed',
  'exercise.lesson-added',
  'exercise.lesson-done',
  'exercise.lesson-reopened',
  'duty-rule.set',
  'duty-rule.ended',
  'duty.extended',
  'duty.waived',
  'duty.waiver-ended',
  'duty.exemption-asked',
  'duty.exemption-withdrawn',
  'duty.exemption-refused',
  'duty.learned-elsewhere',
  'programme.completed',
  'programme.reverted',
] as const;

declare module '@academie/platform' {
  interface EventsOfLibs {
    attendance: typeof ATTENDANCE_EVENTS;
  }
}
