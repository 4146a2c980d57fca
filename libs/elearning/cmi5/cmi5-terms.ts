import type { MoveOn } from '../manifest/package-manifest';

/** Words of cmi5 (https://github.com/AICC/CMI-5_Spec_Current, sections 9 and 10). */
export const VERBS = {
  launched: 'http://adlnet.gov/expapi/verbs/launched',
  initialized: 'http://adlnet.gov/expapi/verbs/initialized',
  completed: 'http://adlnet.gov/expapi/verbs/completed',
  passed: 'http://adlnet.gov/expapi/verbs/passed',
  failed: 'http://adlnet.gov/expapi/verbs/failed',
  abandoned: 'https://w3id.org/xapi/adl/verbs/abandoned',
  waived: 'https://w3id.org/xapi/adl/verbs/waived',
  terminated: 'http://adlnet.gov/expapi/verbs/terminated',
  satisfied: 'https://w3id.org/xapi/adl/verbs/satisfied',
} as const;
export type Cmi5Verb = keyof typeof VERBS;

const NAME_OF = new Map<string, Cmi5Verb>(
  (Object.keys(VERBS) as Cmi5Verb[]).map((name) => [VERBS[name], name]),
);
export const verbOf = (id: string): Cmi5Verb | undefined => NAME_OF.get(id);

const CMI5 = 'https://w3id.org/xapi/cmi5';
export const CATEGORY = `${CMI5}/context/categories/cmi5`;
export const MOVE_ON_CATEGORY = `${CMI5}/context/categories/moveon`;
export const SESSION = `${CMI5}/context/extensions/sessionid`;
export const extension = (name: string): string => `${CMI5}/context/extensions/${name}`;
export const REASON = `${CMI5}/result/extensions/reason`;
export const COURSE_TYPE = `${CMI5}/activitytype/course`;
export const BLOCK_TYPE = `${CMI5}/activitytype/block`;
export const LAUNCH_DATA = 'LMS.LaunchData';

/** How a unit is opened (section 10.2.2): to be judged, to look around, or to look back. */
export const LAUNCH_MODES = ['Normal', 'Browse', 'Review'] as const;
export type LaunchMode = (typeof LAUNCH_MODES)[number];
export const isLaunchMode = (value: unknown): value is LaunchMode =>
  LAUNCH_MODES.includes(value as LaunchMode);

/** Why an assignable unit need not be done (section 9.5.5.2). */
export const WAIVED_REASONS = [
  'Tested Out',
  'Equivalent AU',
  'Equivalent Outside Activity',
  'Administrative',
] as const;
export type WaivedReason = (typeof WAIVED_REASONS)[number];

/** What counts towards moving on. */
export interface Achieved {
  completed: boolean;
  passed: boolean;
  waived: boolean;
}

/** Whether a unit is satisfied (section 10.2.4); one that was waived is. */
export function isSatisfied(moveOn: MoveOn, { completed, passed, waived }: Achieved): boolean {
  if (waived) return true;
  switch (moveOn) {
    case 'Passed':
      return passed;
    case 'Completed':
      return completed;
    case 'CompletedAndPassed':
      return completed && passed;
    case 'CompletedOrPassed':
      return completed || passed;
    case 'NotApplicable':
      return true;
    default:
      return moveOn satisfies never;
  }
}
