/** What the lib of acts writes into the journal. Names are stored: add, but never rename. */
export const ACTS_EVENTS = [
  'act.recorded',
  'act.retracted',
  'delivery.requested',
  'delivery.confirmed',
  'delivery.refused',
  'delivery.moved',
  'delivery.cancelled',
  'delivery.delivered',
  'delivery.undone',
  'menu.changed',
  'acknowledgement.made',
  'acknowledgement.taken-back',
  'import.sent',
  'import.started',
  'import.finished',
  'import.undo-asked',
  'import.undone',
  'import.row-answered',
] as const;

declare module '@academie/platform' {
  interface EventsOfLibs {
    acts: typeof ACTS_EVENTS;
  }
}
