import {
  type DemoCourse,
  demoCourses,
  type DemoOffering,
  demoOfferings,
} from '@academie/catalogue';
import { demoPeople } from '@academie/people';
import { addDays, type Clock, type Database, dayOf, demoId } from '@academie/platform';

import { type PoolPerson, poolOf, workplaceOn } from './demo-participant-choice';

/** What somebody's part in an offering of the demo is. */
export type DemoPart =
  | 'present'
  | 'partial'
  | 'excused'
  | 'absent'
  | 'unmarked'
  | 'completed'
  | 'started'
  | 'enrolled'
  | 'waitlisted'
  | 'offered'
  | 'requested'
  | 'cancelled';

/** Somebody who takes part in an offering of the demo. */
export interface DemoParticipant extends PoolPerson {
  enrolmentId: string;
  personId: string;
  offering: DemoOffering;
  course: DemoCourse;
  planned: PlannedOffering;
  part: DemoPart;
  /** When the person asked for a place. */
  enrolledAt: Date;
  /** When an e-learning was finished, or a place given back; else the same as enrolledAt. */
  changedAt: Date;
}

/** An offering as it was planned in the database; a seed may run on a later day than the one before. */
export interface PlannedOffering {
  id: string;
  status: string;
  startsAt: Date | null;
  endsAt: Date | null;
  opensAt: Date;
  closesAt: Date;
  cancelledAt: Date | null;
}

/** The order in which the people of the pool are handed their parts. */
const PARTS = [
  'present',
  'partial',
  'excused',
  'absent',
  'unmarked',
  'enrolled',
  'waitlisted',
  'offered',
  'requested',
  'cancelled',
] as const;
/** They had a place when the register was taken. */
const SEATED: readonly DemoPart[] = PARTS.slice(0, 5);
/** They came too late for a place, so they asked last. */
const LATE: readonly DemoPart[] = ['waitlisted', 'offered', 'requested'];
/** Offerings this near are full as they will be; further away they fill up. */
const FILLING_DAYS = 130;
const DAY = 86_400_000;

/** Everybody who takes part in an offering of the demo that is in the database. */
export async function loadDemoParticipants(
  database: Database,
  clock: Clock,
): Promise<DemoParticipant[]> {
  const planned = await database.rows<PlannedOffering>(
    `SELECT id, status, starts_at AS "startsAt", ends_at AS "endsAt", enrol_opens_at AS "opensAt",
            enrol_closes_at AS "closesAt", cancelled_at AS "cancelledAt"
       FROM catalogue.offering WHERE id = ANY ($1)`,
    [demoOfferings().map(({ id }) => id)],
  );
  return demoParticipants(new Map(planned.map((row) => [row.id, row])), clock.now());
}

/** As loadDemoParticipants, for offerings that are known. */
export function demoParticipants(
  planned: ReadonlyMap<string, PlannedOffering>,
  now: Date,
): DemoParticipant[] {
  const courses = new Map(demoCourses().map((course) => [course.slug, course]));
  const people = demoPeople();
  const byEmail = new Map(people.map((person) => [person.email, person]));
  return demoOfferings().flatMap((offering) => {
    const [row, course] = [planned.get(offering.id), courses.get(offering.course)];
    if (!row || !course || row.status === 'concept' || row.opensAt > now) return [];
    const until = earliest(earliest(row.closesAt, now), row.cancelledAt ?? now);
    const day = dayOf(row.startsAt ?? addDays(until, -1));
    const pool = poolOf(offering, course, people, day);
    const parts = partsOf(offering, row, now);
    const drawn = parts.map((part, index) => {
      const person = pool[index];
      if (!person) throw new Error(`too few people for ${offering.key}`);
      return { ...person, part };
    });
    const named = (offering.named ?? []).flatMap(({ person, outcome }) => {
      const known = byEmail.get(person);
      const workplace = known && workplaceOn(known, day);
      return workplace ? [{ ...workplace, part: partOfNamed(outcome as DemoPart, row, now) }] : [];
    });
    const all = [...drawn, ...named];
    const inOrder = [
      ...all.filter(({ part }) => !LATE.includes(part)),
      ...all.filter(({ part }) => LATE.includes(part)),
    ];
    return inOrder.map((person, index) => {
      const share = (index + 1) / (inOrder.length + 1);
      return {
        ...person,
        enrolmentId: demoId('enrolment', `${offering.id}:${person.email}`),
        personId: demoId('person', person.email),
        offering,
        course,
        planned: row,
        ...timesOf(person.part, share, row.opensAt, until),
      };
    });
  });
}

function partsOf(offering: DemoOffering, row: PlannedOffering, now: Date): DemoPart[] {
  if (offering.selfPaced)
    return [
      ...times<DemoPart>('completed', offering.selfPaced.completed),
      ...times<DemoPart>('started', offering.selfPaced.started),
    ];
  const people: Partial<Record<DemoPart, number>> = offering.people ?? {};
  if (isToCome(row, now) && people.enrolled === undefined) {
    const seats = SEATED.reduce((sum, part) => sum + (people[part] ?? 0), 0);
    return times<DemoPart>('enrolled', Math.ceil(seats * filledBy(row, now)));
  }
  return PARTS.flatMap((part) => times<DemoPart>(part, people[part] ?? 0));
}

// A pattern says how it ends; until then the person who takes part is enrolled.
const partOfNamed = (outcome: DemoPart, row: PlannedOffering, now: Date): DemoPart =>
  isToCome(row, now) && SEATED.includes(outcome) ? 'enrolled' : outcome;

const isToCome = (row: PlannedOffering, now: Date): boolean =>
  row.status === 'published' && row.endsAt !== null && dayOf(row.endsAt) >= dayOf(now);

const filledBy = (row: PlannedOffering, now: Date): number =>
  Math.min(
    1,
    Math.max(0.15, 1 - ((row.startsAt ?? now).getTime() - now.getTime()) / DAY / FILLING_DAYS),
  );

/** Evenly between the opening and the end; a person who finishes an e-learning began days before. */
function timesOf(
  part: DemoPart,
  share: number,
  from: Date,
  until: Date,
): { enrolledAt: Date; changedAt: Date } {
  const span = until.getTime() - from.getTime();
  // What waits for an answer was asked a few days ago, so that it still waits when somebody looks.
  const skipped = part === 'requested' ? Math.max(span - 3 * DAY, 0) : 0;
  const at = new Date(from.getTime() + skipped + Math.floor((span - skipped) * share));
  if (part === 'completed') {
    const began = new Date(at.getTime() - Math.min(5 * DAY, Math.floor(span * share * 0.5)));
    return { enrolledAt: began, changedAt: at };
  }
  if (part === 'cancelled' || part === 'offered') {
    const left = until.getTime() - at.getTime();
    return { enrolledAt: at, changedAt: new Date(at.getTime() + Math.floor(left * 0.6)) };
  }
  return { enrolledAt: at, changedAt: at };
}

const times = <T>(value: T, count: number): T[] => Array.from({ length: count }, () => value);
const earliest = (a: Date, b: Date): Date => (a < b ? a : b);
