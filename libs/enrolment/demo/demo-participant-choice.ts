import { type DemoCourse, type DemoOffering } from '@academie/catalogue';
import { type DemoPerson } from '@academie/people';

/** Somebody of the demo, with the organisation where that person works on the day. */
export interface PoolPerson {
  email: string;
  /** Code of the organisation. */
  organisation: string;
}

type Job = DemoPerson['memberships'][number];

/** The job somebody has on a day `yyyy-mm-dd`. */
const jobOn = (person: DemoPerson, day: string): Job | undefined =>
  person.memberships.find(
    ({ from, to }) => (from === undefined || from <= day) && (to === undefined || to > day),
  );

/** Where the person works on a day, or undefined when nowhere. */
export function workplaceOn(person: DemoPerson, day: string): PoolPerson | undefined {
  const job = jobOn(person, day);
  return job && { email: person.email, organisation: job.organisation };
}

/**
 * Who takes part in an offering of the demo, in the order in which they are taken: by mail address,
 * turned round by the offering's place in its list times 7, then one of each organisation in turn.
 * Trainers and who is named in the pattern are not among them.
 */
export function poolOf(
  offering: DemoOffering,
  course: DemoCourse,
  people: readonly DemoPerson[],
  day: string,
): PoolPerson[] {
  const functions = offering.from?.functions ?? course.audiences;
  const organisations = offering.from?.organisations;
  const others = [
    ...(offering.trainers ?? []),
    ...(offering.named ?? []).map(({ person }) => person),
  ];
  const fitting = people
    .filter(({ email }) => !others.includes(email))
    .flatMap((person) => {
      const job = jobOn(person, day);
      if (!job?.functions.some((code) => functions.includes(code))) return [];
      if (organisations && !organisations.includes(job.organisation)) return [];
      return [{ email: person.email, organisation: job.organisation }];
    })
    .sort((a, b) => (a.email < b.email ? -1 : 1));
  return inTurn(turned(fitting, offering.index * 7));
}

function turned<T>(list: readonly T[], by: number): T[] {
  const from = list.length > 0 ? by % list.length : 0;
  return [...list.slice(from), ...list.slice(0, from)];
}

function inTurn(list: readonly PoolPerson[]): PoolPerson[] {
  const rounds: PoolPerson[][] = [];
  const taken = new Map<string, number>();
  for (const person of list) {
    const round = taken.get(person.organisation) ?? 0;
    taken.set(person.organisation, round + 1);
    (rounds[round] ??= []).push(person);
  }
  // Within a round the order is that in which the organisations first came up.
  const order = [...taken.keys()];
  return rounds.flatMap((round) =>
    round.sort((a, b) => order.indexOf(a.organisation) - order.indexOf(b.organisation)),
  );
}
