/** What the catalogue writes into the journal. Names are stored: add, but never rename. */
export const CATALOGUE_EVENTS = [
  'course.created',
  'course.changed',
  'course.published',
  'course.archived',
  'offering.created',
  'offering.changed',
  'offering.published',
  'offering.trainers-changed',
  'offering.cancelled',
  'offering.person-invited',
  'offering.invitation-withdrawn',
  'offering.held',
  'offering.unheld',
  'session.moved',
  'session.trainers-changed',
  'decision.asked',
  'tag.added',
  'location.created',
  'location.changed',
  'location.archived',
  'location.removed',
  'location.restored',
  'room.created',
  'room.changed',
  'room.archived',
  'room.removed',
  'room.restored',
  'means.created',
  'means.changed',
  'means.archived',
  'means.restored',
  'session.means-booked',
  'material.added',
  'material.replaced',
  'material.withdrawn',
  'material.reading-set',
  'cost.budget-set',
  'cost.added',
  'cost.removed',
  'cost.year-set',
] as const;

declare module '@academie/platform' {
  interface EventsOfLibs {
    catalogue: typeof CATALOGUE_EVENTS;
  }
}
