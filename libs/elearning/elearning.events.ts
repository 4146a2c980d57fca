/** What elearning writes into the journal. Names are stored: add, but never rename. */
export const ELEARNING_EVENTS = [
  'content.drafted',
  'content.changed',
  'content.published',
  'content.exported',
  'package.added',
  'learning.started',
  'learning.finished',
  'learning.reminded',
  'attempt.submitted',
  'attempt.reviewed',
  'unit.waived',
  'tool.added',
  'tool.changed',
  'tool.ended',
  'tool-key.rotated',
  'outside.started',
  'outside.finished',
] as const;

declare module '@academie/platform' {
  interface EventsOfLibs {
    elearning: typeof ELEARNING_EVENTS;
  }
}
