import fc from 'fast-check';

import { dayOf, type JournalConsumer, JournalConsumers } from '@academie/platform';
import { LedgerAudit, type PlanTarget, TargetQueries } from '@academie/targets';

import { startAcademie, type Visitor } from '../support/academie';
import { GivenLedger } from './given-ledger';

type Held = Awaited<ReturnType<GivenLedger['held']>>;
interface ModelPerson {
  id: string;
  email: string;
  organisation: string;
  organisationId: string;
  name: string;
  mergedInto?: ModelPerson | undefined;
  mergeId?: string;
  erased?: boolean;
}

interface ModelParticipation {
  of: ModelPerson;
  completed: boolean;
}

/** What should count, in sets that anybody can follow: no evidence, no SQL, no locks. */
class Model {
  readonly offerings: {
    held: Held;
    /** The day in Amsterdam on which its last session began. */
    day: string;
    people: ModelPerson[];
    present: Set<number>;
    open: boolean;
  }[] = [];
  participations: ModelParticipation[] = [];
  /** Lists that hold, and what each of them did to whom it named. */
  lists: { id: string; did: { to: ModelParticipation; made: boolean; ended: boolean }[] }[] = [];
  readonly acts = new Map<string, number>();
  /** What a municipality went up in, by name. */
  readonly successors = new Map<string, string>();

  nowOf(municipality: string): string {
    const next = this.successors.get(municipality);
    return next ? this.nowOf(next) : municipality;
  }

  get values(): Record<string, number> {
    return this.valuesUntil('2026-12-31');
  }

  /** What counts of what began on this day or before it; lists and acts are all of the first quarter. */
  valuesUntil(last: string): Record<string, number> {
    const counted = this.offerings.filter(
      ({ day, open, present }) => day >= '2026-01-01' && day <= last && !open && present.size > 0,
    );
    const present = counted.flatMap(({ people, present: places }) =>
      [...places].map((place) => people[place]!),
    );
    return {
      events: counted.length,
      quarters: new Set(counted.map(({ day }) => Math.ceil(Number(day.slice(5, 7)) / 3))).size,
      attended: new Set(present.map(rootOf)).size,
      municipalities: new Set(present.map(({ organisation }) => this.nowOf(organisation))).size,
      started: new Set(this.participations.map(({ of }) => rootOf(of))).size,
      completed: new Set(
        this.participations.filter(({ completed }) => completed).map(({ of }) => rootOf(of)),
      ).size,
      acts: [...this.acts.values()].reduce((sum, quantity) => sum + quantity, 0),
    };
  }
}

/** The first moment in Amsterdam of each quarter of 2026, and of 2027: an hour or two before it is in UTC. */
const MIDNIGHTS = [
  ...[Date.UTC(2025, 11, 31, 23), Date.UTC(2026, 2, 31, 22), Date.UTC(2026, 5, 30, 22)],
  ...[Date.UTC(2026, 8, 30, 22), Date.UTC(2026, 11, 31, 23)],
];
/** Minutes from midnight at which a session begins, and how many it lasts: also until between the two midnights. */
const BEGINS = [-90, -45, -20, 0, 20, 45];
const LASTS = [30, 60, 75, 120];

const inAmsterdam = new Intl.DateTimeFormat('sv-SE', {
  ...({ timeZone: 'Europe/Amsterdam', year: 'numeric', month: '2-digit', day: '2-digit' } as const),
});

const rootOf = (person: ModelPerson): ModelPerson => person.mergedInto ?? person;
const pick = <T>(list: readonly T[], number: number): T | undefined => list[number % list.length];

/** A merge is undone, and the record that came out is erased before the ledger has looked at either. */
const TAKEN_OUT_AND_ERASED: [string, number, number][] = [
  ['merge', 7, 6],
  ['settle', 0, 0],
  ['unmerge', 48, 58],
  ['merge', 26, 5],
  ['erase', 21, 20],
];

describe('the ledger against a simple model', () => {
  const academie = startAcademie();
  const ledger = new GivenLedger(academie);
  const model = new Model();
  const codes: Record<string, string> = {
    ...{ events: 'T01', attended: 'T02', municipalities: 'T03' },
    ...{ started: 'T04', completed: 'T05', acts: 'T06', quarters: 'T07' },
  };
  let lead: Visitor;
  let administrator: Visitor;
  let course: { id: string };
  let elsewhere: { id: string; slug: string };
  let organisations: { id: string; name: string }[];
  let people: ModelPerson[] = [];
  /** Endings that stand, with what could since have made them final: records made one, and people who moved on. */
  const joined: { id: string; name: string; merges: number; moves: number }[] = [];
  let merges = 0;
  let moves = 0;

  const rules: PlanTarget['rule'][] = [
    { type: 'held_events', tags: ['m'], minPresent: 1 },
    { type: 'distinct_persons', courseTags: ['m'], moment: 'attended' },
    {
      type: 'coverage',
      reference: 'municipality',
      by: [{ evidence: 'attendance', tags: ['m'] }],
    },
    { type: 'distinct_persons', courseTags: ['e'], moment: 'started' },
    { type: 'distinct_persons', courseTags: ['e'], moment: 'completed' },
    { type: 'act_count', count: 'quantity', actKinds: ['status_record'] },
    { type: 'per_quarter', min: 1, count: { type: 'held_events', tags: ['m'], minPresent: 1 } },
  ];

  beforeAll(async () => {
    const theme = await academie.given.theme('Drugs');
    lead = academie.as(await academie.given.holder('theme_lead', theme.id));
    administrator = academie.as(await academie.given.holder('administrator'));
    await ledger.plan(
      [theme.slug],
      rules.map((rule, index) => ({ code: `T0${index + 1}`, rule })),
    );
    course = await academie.given.course({ tags: ['m'] });
    elsewhere = await academie.given.course({
      kind: 'e_learning',
      mode: 'self_paced',
      tags: ['e'],
      themeIds: [theme.id],
    });
  });

  const free = () => people.filter(({ mergedInto, erased }) => !mergedInto && !erased);
  const values = async (asOf?: Date, knownAt = asOf): Promise<Record<string, number | null>> => {
    const queries = academie.app.get(TargetQueries);
    const found = await queries.ofYear(2026, asOf && { asOf, knownAt: knownAt ?? asOf });
    const byCode = new Map(found.map(({ code, value }) => [code, value.value]));
    return Object.fromEntries(
      Object.entries(codes).map(([name, code]) => [name, byCode.get(code) ?? null]),
    );
  };

  const hold = async (a: number, first: number, minutes: number, sessions = 1) => {
    const here = free();
    const present = here.filter((_, index) => ((a + 1) >> index) & 1);
    const startsAt = new Date(first);
    // Where they worked on the day is what counts, whatever the enrolment says.
    const at = Object.fromEntries(present.map(({ id, organisationId }) => [id, organisationId]));
    const held = await ledger.held(present, {
      courseId: course.id,
      ...{ startsAt, minutes, sessions, organisations: at },
    });
    model.offerings.push({
      held,
      day: inAmsterdam.format(first + (sessions - 1) * 7 * 86_400_000),
      people: present,
      present: new Set(present.keys()),
      open: false,
    });
  };

  const steps: Record<string, (a: number, b: number) => Promise<unknown>> = {
    async hold(a, b) {
      if (b % 3 === 0) return hold(a, Date.UTC(2026, b % 11, 3 + (a % 20), 9), 120, 1 + (a % 2));
      // Round a midnight that has been.
      const midnight = pick(yearIsOver ? MIDNIGHTS : MIDNIGHTS.slice(0, -1), b)!;
      return hold(a, midnight + pick(BEGINS, a)! * 60_000, pick(LASTS, a + b)!);
    },
    async reopen(a) {
      const offering = pick(model.offerings.slice(-4), a);
      if (!offering || offering.open) return;
      offering.open = true;
      await ledger.reopen(offering.held);
    },
    async correct(a, b) {
      const offering = pick(model.offerings.slice(-4), a);
      const place = offering && b % Math.max(1, offering.people.length);
      // Of whoever is erased nobody knows any more whom to mark.
      if (place === undefined || !offering?.people[place] || offering.people[place].erased) return;
      const wasThere = offering.present.has(place);
      academie.clock.set(new Date(academie.clock.now().getTime() + 1000));
      for (const sessionId of offering.held.sessionIds)
        await ledger.mark(
          ...([
            sessionId,
            offering.held.enrolmentIds[place]!,
            wasThere ? 'absent' : 'present',
          ] as const),
        );
      if (wasThere) offering.present.delete(place);
      else offering.present.add(place);
      offering.open = false;
      await ledger.close(offering.held);
    },
    async cancel(a) {
      const [offering] = model.offerings.splice(a % Math.max(1, model.offerings.length), 1);
      if (offering) await ledger.cancel(offering.held.id);
    },
    async importList(a, b) {
      const listed = people.filter(
        ({ erased }, index) => !erased && ((a + 1) >> index) & 1 && ((b + 1) >> index) & 1,
      );
      const rows = listed.map(({ email, name, organisation }) => ({
        email,
        givenName: name,
        familyName: 'de Tester',
        organisation,
        startedOn: '2026-02-03',
        completedOn: b % 2 ? '2026-03-03' : '',
      }));
      if (rows.length === 0) return;
      // Two addresses of one person in one list are for another test.
      if (new Set(listed.map(rootOf)).size < listed.length) return;
      const { body } = await lead
        .post('/api/v1/imports')
        .send({ kind: 'participants', course: elsewhere.slug, rows })
        .expect(201);
      const completed = b % 2 === 1;
      const did = listed.map((person) => {
        const known =
          model.participations.find(({ of }) => of === person) ??
          model.participations.find(({ of }) => rootOf(of) === rootOf(person));
        const to = known ?? { of: rootOf(person), completed };
        if (!known) model.participations.push(to);
        const ended = completed && !to.completed;
        to.completed ||= completed;
        return { to, made: !known, ended };
      });
      model.lists.push({ id: (body as { id: string }).id, did });
    },
    // What a later list says too stays, and so does who was erased.
    async undoList(a) {
      const [list] = model.lists.splice(a % Math.max(1, model.lists.length), 1);
      if (!list) return;
      const later = model.lists.slice(a % (model.lists.length + 1));
      const { status } = await lead
        .post(`/api/v1/imports/${list.id}/undoing`)
        .send({ reason: 'mistakes' });
      expect(status).toBe(200);
      for (const { to, made, ended } of list.did) {
        const isSaid = later.some(({ did }) => did.some((one) => one.to === to));
        if (isSaid || to.of.erased) continue;
        if (ended) to.completed = false;
        if (made) model.participations = model.participations.filter((one) => one !== to);
      }
    },
    async act(a) {
      const quantity = 1 + (a % 4);
      const id = await ledger.act({
        kind: 'status_record',
        occurredOn: '2026-02-02',
        organisationIds: [pick(organisations, a)!.id],
        quantity,
      });
      model.acts.set(id, quantity);
    },
    async retract(a) {
      const id = pick([...model.acts.keys()], a);
      if (!id) return;
      model.acts.delete(id);
      await ledger.retractAct(id);
    },
    async merge(a, b) {
      const taken = new Set(people.flatMap(({ mergedInto }) => mergedInto ?? []));
      const [person, into] = [pick(free(), a), pick(free(), b)];
      if (!person || !into || person === into || taken.has(person)) return;
      person.mergedInto = into;
      merges += 1;
      const { body } = await administrator
        .post('/api/v1/person-merges')
        .send({ personId: person.id, intoId: into.id, reason: 'Dubbel' })
        .expect(201);
      person.mergeId = (body as { id: string }).id;
    },
    async unmerge(a) {
      const person = pick(
        people.filter(({ mergedInto }) => mergedInto && !mergedInto.erased),
        a,
      );
      if (!person) return;
      person.mergedInto = undefined;
      merges += 1;
      await administrator
        .post(`/api/v1/person-merges/${person.mergeId}/undoing`)
        .send({ reason: 'Toch niet' })
        .expect(200);
    },
    async erase(a) {
      const person = pick(free(), a);
      if (!person || free().length < 3) return;
      for (const one of people) one.erased ||= rootOf(one) === person;
      await administrator
        .post(`/api/v1/persons/${person.id}/erasure`)
        .send({ confirmation: `${person.name} de Tester`, reason: 'Op verzoek' })
        .expect(204);
    },
    // All sessions lie before it: a job move changes nothing of what was, whenever it is counted.
    async move(a, b) {
      const person = pick(free(), a);
      if (!person) return;
      moves += 1;
      await ledger.moves(person.id, pick(organisations, b)!.id, dayOf(academie.clock.now()));
    },
    async join(a, b) {
      const gone = new Set(joined.map(({ name }) => name));
      const there = organisations.filter(({ name }) => !gone.has(name));
      const [from, into] = [pick(there, a)!, pick(there, b)!];
      if (from === into) return;
      const { body } = await administrator
        .post(`/api/v1/organisations/${from.id}/endings`)
        .send({ successorId: into.id, endsOn: dayOf(academie.clock.now()), reason: 'Herindeling' })
        .expect(201);
      // Whoever goes up in another after the year, was there in it.
      if (!yearIsOver) model.successors.set(from.name, into.name);
      joined.push({ id: (body as { id: string }).id, name: from.name, merges, moves });
    },
    async part() {
      const last = joined.pop();
      if (!last) return;
      const { status } = await administrator
        .post(`/api/v1/organisation-endings/${last.id}/undoing`)
        .send({ reason: 'Toch niet' });
      if (status === 409 && (last.merges !== merges || last.moves !== moves)) {
        // Of somebody who came along a job has ended since, by a move or with a record that went into another.
        organisations = organisations.filter(({ name }) => name !== last.name);
        organisations.push(await academie.given.municipality());
        return;
      }
      expect(status).toBe(200);
      model.successors.delete(last.name);
    },
    settle: () => academie.runWorkers(),
    async crash() {
      const consumer = academie.app.get(JournalConsumers).get('targets.ledger') as JournalConsumer;
      const real = consumer.handle.bind(consumer);
      const spy = jest.spyOn(consumer, 'handle').mockImplementationOnce(async (tx, events) => {
        await real(tx, events);
        // All its work is done and nothing committed: here the machine goes down.
        await academie.database.rows('SELECT pg_terminate_backend(pg_backend_pid())', [], tx);
      });
      await academie.runWorkers();
      spy.mockRestore();
    },
  };

  let minute = 0;
  let stories = 0;
  /** All that is written down or corrected from then on is of the year before. */
  let yearIsOver = false;
  const tick = () => {
    minute += 30;
    const from = yearIsOver ? Date.UTC(2027, 0, 2, 9) : Date.UTC(2026, 11, 1, 9);
    academie.clock.set(new Date(from + minute * 60_000));
  };

  const freshPeople = async () => {
    // Each story has municipalities of its own. In the fourth nobody works who is there: whoever moves to it later was
    // not of it on the day.
    organisations = [];
    for (let index = 0; index < 4; index++) organisations.push(await academie.given.municipality());
    people = [];
    for (let index = 0; index < 6; index++) {
      const { id: organisationId, name: organisation } = organisations[index % 3]!;
      const person = await academie.given.person({ organisationId });
      const name = person.name.replace(' de Tester', '');
      people.push({ ...person, name, organisation, organisationId });
    }
  };

  it('counts what the model counts, and the audit finds nothing, whatever happened', async () => {
    const words = [
      ...['hold', 'cancel', 'act', 'retract', 'move', 'erase', 'crash', 'crash', 'settle'],
      ...['join', 'join', 'part'],
      ...[
        'correct',
        'correct',
        'reopen',
        'reopen',
        'importList',
        'importList',
        'undoList',
        'settle',
      ],
      ...['merge', 'merge', 'merge', 'unmerge', 'unmerge', 'unmerge'],
    ];
    const step = fc.tuple(fc.constantFrom(...words), fc.nat(63), fc.nat(63));
    const told: string[] = [];
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 20 }), async (story) => {
        while (joined.length > 0) await steps.part!(0, 0);
        stories += 1;
        yearIsOver = stories > 4;
        await freshPeople();
        // Something to bite on: everybody was there, some twice, and started elsewhere.
        await steps.hold!(26, 25);
        await steps.hold!(17, 26);
        // On the last evening of the year until past midnight, and just after it; of the year before too.
        const midnight = MIDNIGHTS.at(yearIsOver ? -1 : 0)!;
        for (const begins of [-20, 20]) await hold(17, midnight + begins * 60_000, 30);
        await steps.importList!(62, 62);
        const moments: { at: Date; values: Record<string, number> }[] = [];
        for (const [word, a, b] of story) {
          tick();
          told.push(word);
          await steps[word]!(a, b);
          if (word === 'settle')
            moments.push({ at: academie.clock.now(), values: { ...model.values } });
        }
        tick();
        await academie.runWorkers();
        expect(await values()).toEqual(model.values);
        for (const day of ['2026-03-31', '2026-06-30', '2026-09-30'])
          expect({
            day,
            ...(await values(new Date(`${day}T12:00:00Z`), academie.clock.now())),
          }).toEqual({
            ...{ day, ...model.valuesUntil(day) },
          });
        expect(await academie.app.get(LedgerAudit).audit()).toEqual([]);
        tick();
        for (const moment of moments) expect(await values(moment.at)).toEqual(moment.values);
      }),
      { numRuns: 9, endOnFailure: true, examples: [[TAKEN_OUT_AND_ERASED]] },
    );
    // A story in which nothing of a kind happens proves nothing of it.
    expect(new Set(told).size).toBeGreaterThan(10);
  }, 240_000);
});
