import { demoId, readYaml } from '@academie/platform';

import type { Approval } from '../offering/offering.entity';

/** A course of the demo, as `libs/catalogue/demo/courses.yaml` has it. */
export interface DemoCourse {
  slug: string;
  title: string;
  summary: string;
  description: string;
  kind: string;
  mode: string;
  /** Slugs of themes. */
  themes: string[];
  tags: string[];
  audiences: string[];
  durationMinutes: number;
  /** Absent for a course that everybody follows in their own time. */
  capacity?: number;
  minimum?: number;
  completion: { minAttendancePercent: number; partialCounts: boolean };
  /** Absent for a certificate that counts for good. */
  certificateValidMonths?: number;
  /** Code of the organisation. */
  provider: string;
  externalUrl?: string;
  /** Only of what is new; the others were there before the first offering. */
  publishedDaysAgo?: number;
}

/** A place of the demo; `municipality` is a code, and absent for online. */
export interface DemoLocation {
  code: string;
  name: string;
  address?: string;
  municipality?: string;
  accessibility?: string;
  seats?: number;
  link?: string;
}

/** How many people there are of each sort; the words are explained in `offerings.yaml`. */
export type DemoTurnout = Partial<
  Record<
    | 'present'
    | 'partial'
    | 'excused'
    | 'absent'
    | 'unmarked'
    | 'enrolled'
    | 'waitlisted'
    | 'offered'
    | 'requested'
    | 'cancelled',
    number
  >
>;

/** An offering of the demo without dates, as `libs/catalogue/demo/offerings.yaml` has it. */
export interface DemoOfferingPattern {
  key: string;
  course: string;
  when?: {
    month?: number;
    day?: number;
    relativeDays?: number;
    start?: string;
    startsInMinutes?: number;
  };
  selfPaced?: { month: number; completed: number; started: number };
  sessions?: { afterDays: number; minutes: number }[];
  capacity?: number;
  minimum?: number;
  approval?: Exclude<Approval, 'none'>;
  confidential?: boolean;
  state?: 'held' | 'register_open' | 'cancelled' | 'draft';
  cancelReason?: string;
  tags?: string[];
  location?: string;
  trainers?: string[];
  from?: { functions?: string[]; organisations?: string[] };
  people?: DemoTurnout;
  named?: { person: string; outcome: string }[];
}

/** A pattern with what follows from its place in the file. */
export interface DemoOffering extends DemoOfferingPattern {
  id: string;
  year: number | 'current';
  /** Place within its year, from 0. */
  index: number;
}

export const demoCourses = (): DemoCourse[] => readYaml('libs/catalogue/demo/courses.yaml');

export const demoLocations = (): DemoLocation[] => readYaml('libs/catalogue/demo/locations.yaml');

/** All offerings of the demo, year by year in the order of the file. */
export function demoOfferings(): DemoOffering[] {
  const file = readYaml<{
    years: { year: number | 'current'; offerings: DemoOfferingPattern[] }[];
  }>('libs/catalogue/demo/offerings.yaml');
  return file.years.flatMap(({ year, offerings }) =>
    offerings.map((pattern, index) => ({
      ...pattern,
      id: demoId('offering', `${year}:${pattern.key}`),
      year,
      index,
    })),
  );
}

/** Where a seed looks to see whether the offerings of the demo are there. */
export const DEMO_FIRST_OFFERING = demoId('offering', '2025:2025-bibob-basistraining-1');

/** Id of a demo course by its slug. */
export const demoCourseId = (slug: string): string => demoId('course', slug);
