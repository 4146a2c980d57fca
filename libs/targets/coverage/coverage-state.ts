import type { TargetView } from '../value/target.queries';

/** How one organisation stands for a target about organisations. */
export type CoverageState = 'met' | 'planned' | 'missing';

/** Decides it for the table of all organisations and for the page of one; `covered` are those that count. */
export function coverageStateOf(
  target: Pick<TargetView, 'plannedEvidence'>,
  organisationId: string,
  covered: ReadonlySet<string> | undefined,
): CoverageState {
  if (covered?.has(organisationId)) return 'met';
  return target.plannedEvidence.subjects.has(organisationId) ? 'planned' : 'missing';
}
