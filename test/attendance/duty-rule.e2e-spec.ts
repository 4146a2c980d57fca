import { MergeService, SessionService } from '@academie/people';

import { DutyChanges } from '../../libs/attendance/duty/duty-changes';
import { startAcademie, TUESDAY } from '../support/academie';
import { sessionTokenOf } from '../support/given';
import { heldCourse } from './given-attendance';
import { GivenDuties } from './given-duties';

const PAGE = '/beheer/verplichtingen';

describe('who must complete what', () => {
  const academie = startAcademie();
  const duties = new GivenDuties(academie);
  let lead: { id: string };
  let otherLead: { id: string };
  let administrator: { id: string };
  let alkmaar: { id: string; name: string };
  let hoorn: { id: string };
  let themeId: string;
  let course: { id: string; title: string };

  beforeAll(async () => {
    const { given } = academie;
    themeId = (await given.theme('Cyber')).id;
    lead = await given.holder('theme_lead', themeId);
    otherLead = await given.holder('theme_lead', (await given.theme('Drugs')).id);
    administrator = await given.holder('administrator');
    alkmaar = await given.municipality('Alkmaar');
    hoorn = await given.municipality('Hoorn');
  });

  beforeEach(async () => {
    academie.clock.set(TUESDAY);
    course = await academie.given.course({ themeIds: [themeId] });
  });

  const post = (person: { id: string }, path: string, fields: object = {}) =>
    academie.as(person).post(path).type('form').send(fields);

  it('shows whom a new rule touches before anybody has the duty, and then gives it', async () => {
    const { given } = academie;
    const ciso = await given.person({ organisationId: alkmaar.id, functions: ['ciso'] });
    await given.person({ organisationId: alkmaar.id, functions: ['jurist'] });
    await given.person({ organisationId: hoorn.id, functions: ['ciso'] });
    const fields = { courseId: course.id, functions: ['ciso'], organisationIds: [alkmaar.id] };
    const id = await duties.propose(lead, fields);
    await academie.runWorkers();
    await academie.app.get(DutyChanges).settleAll();
    const { text } = await academie.as(lead).get(`${PAGE}/${id}/gevolgen`).expect(200);

    expect(text).toContain('Alkmaar');
    expect(text).not.toContain('Hoorn');
    expect(await duties.of(ciso, course.id)).toEqual([]);

    await duties.confirm(lead, id);
    expect(await duties.of(ciso, course.id)).toMatchObject([
      { state: 'open', cycle: 1, due: '2026-05-02' },
    ]);
  });

  it('counts what was done before, and asks it again when its time is over', async () => {
    const held = await heldCourse(
      academie,
      { Anna: 'present', Bas: 'absent' },
      { courseId: course.id },
    );
    await held.mark({ Anna: 'present', Bas: 'absent' });
    await held.close();
    const [anna, bas] = [held.people[0]!, held.people[1]!] as const;
    const groupId = await academie.given.group([anna, bas]);
    await duties.rule(lead, {
      ...{ courseId: course.id, repeats: 'months', everyMonths: '24', groupIds: [groupId] },
    });

    expect(await duties.of(anna, course.id)).toMatchObject([
      { state: 'completed', cycle: 1 },
      { state: 'open', cycle: 2, due: '2028-03-10' },
    ]);
    expect(await duties.of(bas, course.id)).toMatchObject([{ state: 'open', cycle: 1 }]);

    await held.reopen();
    expect(await duties.of(anna, course.id)).toMatchObject([
      { state: 'open', cycle: 1, due: '2026-05-09' },
      { state: 'ended', cycle: 2 },
    ]);
  });

  it('ends a duty with the last group that gives it, and not before', async () => {
    const person = await academie.given.person();
    const [one, two] = [await academie.given.group([person]), await academie.given.group([person])];
    await duties.rule(lead, { courseId: course.id, groupIds: [one] });
    await duties.rule(lead, { courseId: course.id, withinDays: '90', groupIds: [two] });
    const leave = async (groupId: string): Promise<void> => {
      const member = await academie.database.first<{ id: string }>(
        'SELECT id FROM people.closed_group_member WHERE group_id = $1',
        [groupId],
      );
      await post(administrator, `/groepen/${groupId}/leden/${member!.id}/verwijderen`).expect(303);
      await academie.runWorkers();
    };

    expect(await duties.of(person, course.id)).toMatchObject([{ due: '2026-05-02' }]);
    await leave(one);
    expect(await duties.of(person, course.id)).toMatchObject([
      { state: 'open', due: '2026-06-01' },
    ]);
    await leave(two);
    expect(await duties.of(person, course.id)).toMatchObject([{ state: 'ended', cycle: 1 }]);
  });

  it('is not asked again of who left before it was done and came back', async () => {
    const person = await academie.given.person();
    const group = await academie.given.group([person]);
    await duties.rule(lead, { courseId: course.id, repeats: 'yearly', groupIds: [group] });
    const member = await academie.database.first<{ id: string }>(
      'SELECT id FROM people.closed_group_member WHERE group_id = $1',
      [group],
    );
    await post(administrator, `/groepen/${group}/leden/${member!.id}/verwijderen`).expect(303);
    await academie.runWorkers();
    await post(administrator, `/groepen/${group}/leden`, { email: person.email }).expect(303);
    await academie.runWorkers();

    expect(await duties.of(person, course.id)).toMatchObject([{ state: 'ended' }, { cycle: 2 }]);
    const { text } = await academie.as(person).get('/mijn/verplichtingen').expect(200);
    expect(text).toContain(course.title);
    expect(text).not.toContain('· opnieuw');
  });

  it('shows an administrator by name who has to be sooner, and a theme lead how many', async () => {
    const person = await academie.given.person({ name: 'Fenna', organisationId: alkmaar.id });
    const groupId = await academie.given.group([person]);
    const rule = await duties.rule(lead, { courseId: course.id, groupIds: [groupId] });
    const change = await duties.propose(
      lead,
      { courseId: course.id, withinDays: '30', groupIds: [groupId] },
      rule,
    );
    const [mine, theirs] = await Promise.all(
      [lead, administrator].map((who) =>
        academie.as(who).get(`${PAGE}/${change}/gevolgen`).expect(200),
      ),
    );

    expect(mine!.text).toContain('Moet eerder klaar zijn');
    expect(mine!.text).not.toContain('Fenna');
    expect(theirs!.text).toContain('Fenna');
    expect(theirs!.text).toContain('2 april 2026');
    expect(await duties.of(person, course.id)).toMatchObject([{ due: '2026-05-02' }]);

    await duties.confirm(lead, change);
    expect(await duties.of(person, course.id)).toMatchObject([
      { state: 'open', due: '2026-04-02' },
    ]);
    await post(lead, `${PAGE}/${rule}/beeindigen`).expect(303);
    await academie.runWorkers();
    expect(await duties.of(person, course.id)).toMatchObject([{ state: 'ended' }]);
  });

  it('confirms only what was seen', async () => {
    const groupId = await academie.given.group([]);
    const id = await duties.propose(lead, { courseId: course.id, groupIds: [groupId] });
    const path = `${PAGE}/${id}/gevolgen`;

    await post(lead, path, { gezien: '2026-01-01T00:00:00.000Z' }).expect(409);
    await post(lead, path).expect(409);
    await post(lead, `${PAGE}/${id}/weggooien`).expect(303);
    await academie.as(lead).get(path).expect(404);
  });

  it('goes with the person of whom two records become one', async () => {
    const [kept, gone] = await academie.given.people('Kim', 'Kim');
    const groupId = await academie.given.group([kept!, gone!]);
    await duties.rule(lead, { courseId: course.id, groupIds: [groupId] });
    const { actor } = (await academie.app
      .get(SessionService)
      .bySession(sessionTokenOf(administrator.id)))!;
    await academie.app.get(MergeService).merge(actor, gone!.id, kept!.id, 'dezelfde');
    await academie.runWorkers();

    expect(await duties.of(kept!, course.id)).toMatchObject([{ state: 'open' }]);
    expect((await duties.of(gone!, course.id)).filter(({ state }) => state === 'open')).toEqual([]);
  });

  it('is set by who manages the course, and nobody else', async () => {
    const { given } = academie;
    const groupId = await given.group([]);
    const fields = { courseId: course.id, withinDays: '60', repeats: 'none', groupIds: [groupId] };
    const id = await duties.rule(lead, { courseId: course.id, groupIds: [groupId] });
    const [coordinator, trainer, participant, auditor] = await Promise.all([
      given.holder('coordinator', alkmaar.id),
      given.holder('trainer'),
      given.person(),
      given.holder('auditor'),
    ]);
    for (const who of [coordinator, trainer, participant, auditor]) {
      await academie.as(who).get(PAGE).expect(403);
      await academie.as(who).get(`${PAGE}/${id}`).expect(403);
      await post(who, `${PAGE}/nieuw`, fields).expect(403);
      await post(who, `${PAGE}/${id}/beeindigen`).expect(403);
    }
    await academie.as(otherLead).get(`${PAGE}/${id}`).expect(404);
    await academie.as(otherLead).get(`${PAGE}/${id}/stand.csv`).expect(404);
    await post(otherLead, `${PAGE}/${id}/beeindigen`).expect(404);
    await post(otherLead, `${PAGE}/${id}/wijzigen`, fields).expect(404);
    await post(otherLead, `${PAGE}/nieuw`, fields).expect(422);
    await academie.as(administrator).get(`${PAGE}/${id}`).expect(200);
  });

  it('asks for whom, and for a course that everybody may know of', async () => {
    const secret = await academie.given.course({
      ...{ themeIds: [themeId], confidential: true, admission: 'invited' as const },
    });
    const groupId = await academie.given.group([]);
    const answers = await Promise.all([
      post(lead, `${PAGE}/nieuw`, { courseId: course.id, withinDays: '60', repeats: 'none' }),
      post(lead, `${PAGE}/nieuw`, {
        ...{ courseId: secret.id, withinDays: '60' },
        repeats: 'none',
        groupIds: groupId,
      }),
      post(lead, `${PAGE}/nieuw`, {
        courseId: course.id,
        withinDays: '60',
        repeats: 'months',
        groupIds: groupId,
      }),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([422, 422, 422]);
    expect(answers[0].text).toContain('Kies voor wie de training verplicht is.');
    expect(answers[1].text).toContain('niet vertrouwelijk');
    expect(answers[2].text).toContain('Vul een aantal maanden in');
  });

  it('keeps one open row for a person and course, whatever writes', async () => {
    const person = await academie.given.person();
    const rule = await duties.rule(lead, {
      ...{ courseId: course.id, groupIds: [await academie.given.group([person])] },
    });
    const insert = (cycle: number, state: string) =>
      academie.database.rows(
        `INSERT INTO attendance.duty (course_id, person_id, cycle, rule_id, begun_on, due_on, state, closed_on)
         VALUES ($1, $2, $3, $4, '2026-01-01', '2026-01-01', $5, CASE WHEN $5 = 'ended' THEN DATE '2026-01-01' END)`,
        [course.id, person.id, cycle, rule, state],
      );

    await expect(insert(2, 'open')).rejects.toThrow('duty_one_open');
    await expect(insert(1, 'ended')).rejects.toThrow('duty_once_per_cycle');
    await expect(insert(2, 'completed')).rejects.toThrow('duty_closed_says');
  });

  it('costs as many statements for one rule as for many, and for one person as for many', async () => {
    const people = await academie.given.people('A', 'B', 'C', 'D', 'E');
    const groupId = await academie.given.group(people);
    const id = await duties.propose(administrator, { courseId: course.id, groupIds: [groupId] });
    const list = await academie.queriesOf(() => academie.as(administrator).get(PAGE).expect(200));
    const effects = await academie.queriesOf(() =>
      academie.as(administrator).get(`${PAGE}/${id}/gevolgen`).expect(200),
    );

    expect({ list, effects }).toEqual({ list: 2, effects: 6 });
  });
});
