/** What the lib of targets writes into the journal. Names are stored: add, but never rename. */
export const TARGETS_EVENTS = [
  'plan.loaded',
  'plan.continued',
  'plan.closed',
  'plan.restated',
  'target.norm-set',
  'target.owners-set',
  'target.baseline-recorded',
  'draft.made',
  'draft.proposed',
  'draft.returned',
  'draft.adopted',
  'draft.dropped',
  'coverage.invited',
  'proof-file.added',
  'proof-file.confirmed',
  'proof-file.opened',
  'proof-file.removed',
  'import.partly-counted',
  'contest.made',
  'contest.answered',
  'contest.withdrawn',
  'report.shared',
  'report.unshared',
] as const;

declare module '@academie/platform' {
  interface EventsOfLibs {
    targets: typeof TARGETS_EVENTS;
  }
}
