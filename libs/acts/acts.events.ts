/** What the lib of acts writes into the journal. Names are stored: add, but never rename. */
export const ACTS_EVENTS = [
  'act.recorded',
  'act.retracted',
  'import.sent',
  'import.started',
  'import.finished',
] as const;

declare module '@academie/platform' {
  interface EventsOfLibs {
    acts: typeof ACTS_EVENTS;
  }
}
