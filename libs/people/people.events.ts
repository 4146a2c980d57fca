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
  'person.blocked',
  'person.unblocked',
  'account.password-link-asked',
  'account.registration-asked',
  'account.address-asked',
  'account.password-changed',
  'account.address-added',
  'account.address-removed',
  'account.primary-address-changed',
  'account.sessions-ended',
  'account-request.made',
  'account-request.accepted',
  'account-request.refused',
  'membership.begun',
  'membership.ended',
  'membership.functions-changed',
  'work-change.told',
  'work-change.accepted',
  'work-change.refused',
  'work-change.withdrawn',
  'token.made',
  'token.revoked',
  'role.granted',
  'role.revoked',
  'installation.changed',
  'group.created',
  'group.ended',
  'group.member-added',
  'group.member-removed',
  'organisation.changed',
  'organisation.ending-planned',
  'organisation.ending-withdrawn',
] as const;

declare module '@academie/platform' {
  interface EventsOfLibs {
    people: typeof PEOPLE_EVENTS;
  }
}
