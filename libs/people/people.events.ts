/** What people writes into the journal. Names are stored: add, but never rename. */
export const PEOPLE_EVENTS = [
  'person.created',
  'person.activated',
  'person.signed-in',
  'person.merged',
  'person.unmerged',
  'person.told-apart',
  'person.erased',
  'person.renamed',
  'role.granted',
  'role.revoked',
  'installation.changed',
  'organisation.changed',
  'organisation.ending-planned',
  'organisation.ending-withdrawn',
] as const;

declare module '@academie/platform' {
  interface EventsOfLibs {
    people: typeof PEOPLE_EVENTS;
  }
}
