import { readYaml } from '@academie/platform';

import type { Grant } from '../access/actor';

/** A person of the demo, as `libs/people/demo/people.yaml` has it; days are `yyyy-mm-dd`. */
export interface DemoPerson {
  /** The address to sign in with; every demo id of this person is made of it. */
  email: string;
  givenName: string;
  familyName: string;
  otherEmails?: string[];
  demoAccount?: string;
  /** Organisation and functions by code; without `from`: since long. */
  memberships: { organisation: string; functions: string[]; from?: string; to?: string }[];
  /** Organisations by code and themes by slug are the scope; neither is the whole platform. */
  roles?: { role: Grant['role']; organisations?: string[]; themes?: string[] }[];
}

/** All people of the demo, in the order of the file. */
export const demoPeople = (): DemoPerson[] => readYaml('libs/people/demo/people.yaml');

/** When the people of the demo got their accounts: before the year that the demo knows. */
export const DEMO_START = new Date('2024-12-02T09:00:00+01:00');

/** First day of a membership that the file gives none: all municipalities of today exist. */
export const DEMO_LONG_AGO = '2022-01-01';
